namespace Assay.Inference.OpenCL.Tests;

public class OpenClDeviceTests
{
    [OpenClFact]
    public void Devices_are_listed_with_their_properties_graphics_processors_first()
    {
        IReadOnlyList<OpenClDevice> devices = OpenClDevice.List();

        devices.Should().NotBeEmpty();
        devices.Should().OnlyContain(device => device.Name.Length > 0 && device.PlatformName.Length > 0 && device.ComputeUnits > 0);
        devices.Select(device => (device.Kind & OpenClDeviceKind.Gpu) == 0).Should().BeInAscendingOrder();
    }

    [OpenClFact]
    public void Devices_are_selected_by_index_and_by_kind()
    {
        OpenClDevice first = OpenClDevice.List()[0];

        OpenClDevice.Select(0).Name.Should().Be(first.Name);
        OpenClDevice.Select(first.Kind).Name.Should().Be(first.Name);
    }

    [Fact]
    public void A_device_that_does_not_exist_is_refused_with_what_was_looked_for()
    {
        Action select = () => OpenClDevice.Select(1000);

        select.Should().Throw<OpenClUnavailableException>().WithMessage("Looked for OpenCL device 1000*");
    }
}

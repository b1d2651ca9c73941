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

    [OpenClFact]
    public void The_default_device_can_be_named_by_its_index()
    {
        OpenClDevice.SelectDefault(null).Name.Should().Be(OpenClDevice.List()[0].Name);
        OpenClDevice.SelectDefault("0").Name.Should().Be(OpenClDevice.List()[0].Name);
    }

    [OpenClTheory]
    [InlineData("1000", "Looked for OpenCL device 1000; OpenCL offers 0: *")]
    [InlineData("-1", "Looked for the device that ASSAY_OPENCL_DEVICE names, but it is '-1' and no index; OpenCL offers 0: *")]
    [InlineData("gpu", "Looked for the device that ASSAY_OPENCL_DEVICE names, but it is 'gpu' and no index; OpenCL offers 0: *")]
    public void A_default_device_that_does_not_exist_is_refused(string wanted, string message)
    {
        Action select = () => OpenClDevice.SelectDefault(wanted);

        select.Should().Throw<OpenClUnavailableException>().WithMessage(message);
    }

    [Fact]
    public void Without_a_library_the_error_names_the_libraries()
    {
        OpenClDevice.Unavailable("OpenCL device 0", [], isLibraryLoaded: false).Message
            .Should().StartWith("Looked for OpenCL device 0, but none of the OpenCL libraries").And.Contain("libOpenCL.so.1");
    }

    [Fact]
    public void Without_a_driver_the_error_asks_for_one()
    {
        OpenClDevice.Unavailable("OpenCL device 0", [], isLibraryLoaded: true).Message.Should().Be("Looked for OpenCL device 0; OpenCL offers no device; is a driver (ICD) installed?");
    }

    [OpenClFact]
    public void With_other_devices_the_error_lists_them()
    {
        OpenClDevice first = OpenClDevice.List()[0];

        OpenClDevice.Unavailable("OpenCL device 7", [first, first], isLibraryLoaded: true).Message.Should().Be($"Looked for OpenCL device 7; OpenCL offers 0: {first}; 1: {first}");
    }

    [OpenClFact]
    public void A_program_larger_than_the_device_is_refused_before_it_runs_with_what_is_missing()
    {
        OpenClDevice device = OpenClDevice.Select();
        var shape = new TensorShape(1, 16384, 16384, 1);
        int copies = (int)Math.Min(200, (device.BufferBytes / shape.Elements) + 1);
        var builder = new ProgramBuilder("too large");
        TensorHandle tensor = builder.AddInput("input", ElementType.Int8, shape);
        for (int i = 0; i < copies; i++)
            tensor = builder.Rescale(tensor, ElementType.Int8, Epilogue.Narrow);
        builder.MarkOutput(builder.Rescale(tensor, ElementType.Int8, Epilogue.Narrow), "output");
        InferenceProgram program = builder.Build();

        Action create = () => new OpenClExecutor(program, device);

        create.Should().Throw<OpenClMemoryException>().WithMessage("Reserving device memory failed with OpenCL error -61 (CL_INVALID_BUFFER_SIZE): the body of 'too large' needs*");
    }

    [OpenClFact]
    public void A_kernel_that_does_not_compile_is_shown_with_the_compilers_log()
    {
        OpenClDevice device = OpenClDevice.Select();

        Action build = () => OpenClProgram.For(device, DotProduct.Plain).RequireBuilds(device, "__kernel void broken(void) { undeclared_name = 1; }");

        build.Should().Throw<OpenClException>().WithMessage("Compiling the kernels failed with OpenCL error -11 (CL_BUILD_PROGRAM_FAILURE)*undeclared_name*")
            .Which.Message.Should().Contain(device.Name);
    }
}

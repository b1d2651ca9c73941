using Assay.Import.Onnx;
using Assay.Import.Tests.Quantised;

namespace Assay.Import.Tests;

/// <summary>A file is read and parsed once, by whoever asks first what it is.</summary>
public class OnnxFileTests
{
    [Fact]
    public void A_quantised_file_is_not_needed_again_once_it_was_read()
    {
        byte[] model = Quantised();
        OnnxFile file = ReadAndDelete(model);

        file.IsQuantised.Should().BeTrue();
        var options = new QuantisedOnnxOptions { Name = "test" };
        QuantisedOnnxImporter.Import(file, options).Program.Instructions.Should().Equal(QuantisedOnnxImporter.Import(model, options).Program.Instructions);
        FluentActions.Invoking(() => OnnxImporter.Import(file, OperatorAgreement.Options([1, 8]))).Should().Throw<ImportException>().WithMessage("*quantised already*");
    }

    [Fact]
    public void A_file_of_real_numbers_is_not_needed_again_once_it_was_read()
    {
        byte[] model = OperatorAgreement.Branches().Node("Add", "y", ["a", "b"]).Output("y").Build();
        OnnxFile file = ReadAndDelete(model);

        file.IsQuantised.Should().BeFalse();
        ImportOptions options = OperatorAgreement.Options(OperatorAgreement.Shape);
        OnnxImporter.Import(file, options).Program.Instructions.Should().Equal(OnnxImporter.Import(model, options).Program.Instructions);
        FluentActions.Invoking(() => QuantisedOnnxImporter.Import(file, new QuantisedOnnxOptions { Name = "test" }))
            .Should().Throw<ImportException>().WithMessage("*not quantised*");
    }

    [Fact]
    public void What_is_no_ONNX_file_is_refused_when_it_is_read() =>
        FluentActions.Invoking(() => OnnxFile.Of([1, 2, 3])).Should().Throw<ImportException>();

    private static byte[] Quantised()
    {
        var file = new QdqWriter().Input(OnnxElementType.UInt8, 1, 8);
        string x = file.Dequantise("x", 0.1f, OnnxElementType.UInt8, 120);
        return file.Build(file.Quantise(file.Node("Sigmoid", [x]), 1f / 256, OnnxElementType.UInt8, 0), OnnxElementType.UInt8, 1, 8);
    }

    private static OnnxFile ReadAndDelete(byte[] model)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, model);
            return OnnxFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using Assay.Import.Export;
using Assay.Import.Images;
using Assay.Inference;
using Assay.Inference.Testing;

namespace Assay.Import.Tests.Images;

public class ImageTests
{
    [Fact]
    public void Pictures_survive_png_unchanged()
    {
        var image = new RgbImage(3, 2, [.. Enumerable.Range(0, 18).Select(i => (byte)(i * 13))]);

        RgbImage decoded = RgbImage.Decode(image.EncodePng());

        (decoded.Width, decoded.Height).Should().Be((3, 2));
        decoded.Pixels.Should().Equal(image.Pixels);
    }

    [Fact]
    public void Truncated_pictures_and_other_files_are_refused()
    {
        byte[] pixels = new byte[4800];
        new Random(1).NextBytes(pixels);
        byte[] png = new RgbImage(40, 40, pixels).EncodePng();

        FluentActions.Invoking(() => RgbImage.Decode(png[..(png.Length / 2)], "half.png")).Should().Throw<ImportException>().WithMessage("half.png*truncated*");
        FluentActions.Invoking(() => RgbImage.Decode([1, 2, 3], "x.png")).Should().Throw<ImportException>().WithMessage("x.png: not a PNG or JPEG*");
        FluentActions.Invoking(() => RgbImage.Load("none.png")).Should().Throw<ImportException>().WithMessage("*none.png*does not exist*");
    }

    [Fact]
    public void Resizing_keeps_constant_pictures_and_interpolates_between_pixels()
    {
        RgbImage constant = BilinearResize.Resize(new RgbImage(7, 5, [.. Enumerable.Repeat((byte)201, 105)]), 192, 48);
        constant.Pixels.Should().OnlyContain(value => value == 201);

        RgbImage doubled = BilinearResize.Resize(new RgbImage(2, 1, [0, 0, 0, 200, 200, 200]), 4, 1);
        doubled.Pixels.Where((_, i) => i % 3 == 0).Should().Equal(0, 50, 150, 200);
    }

    [Theory]
    [InlineData(100, 48, 100)]
    [InlineData(101, 96, 51)]
    [InlineData(1000, 48, 192)]
    public void Lines_are_fitted_to_the_height_and_cut_at_the_width(int width, int height, int expected) =>
        ImageFitting.Fit(new RgbImage(width, height, new byte[width * height * 3]), 48, 192, ImageFit.PadRight).Width.Should().Be(expected);

    [Fact]
    public void Floats_are_planes_in_the_models_channel_order_with_zero_padding()
    {
        var normalisation = new ImageNormalisation(1, 3, ImageNormalisation.TextDirection.Preprocessing);

        float[] values = normalisation.ToFloats(new RgbImage(1, 1, [255, 0, 51]));

        values.Should().Equal(-0.6f, 0, 0, -1, 0, 0, 1, 0, 0);
    }

    [Fact]
    public void Programs_receive_scaled_pixels_and_zero_for_padding()
    {
        var builder = new ProgramBuilder("test") { Preprocessing = InputPreprocessing(out double scale) };
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 2, 3), scale, 0);
        builder.MarkOutput(builder.Rescale(input, ElementType.Int8, Epilogue.Narrow), "y");

        byte[] bytes = new ImagePreprocessor(builder.Build()).Apply(new RgbImage(1, 1, [255, 0, 51]));

        bytes.Select(value => (int)(sbyte)value).Should().Equal(-76, -127, 127, 0, 0, 0);
    }

    [Fact]
    public void Programs_without_an_image_input_are_refused()
    {
        var builder = new ProgramBuilder("plain");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 2, 3));
        builder.MarkOutput(builder.Rescale(input, ElementType.Int8, Epilogue.Narrow), "y");

        FluentActions.Invoking(() => new ImagePreprocessor(builder.Build())).Should().Throw<ImportException>().WithMessage("*'plain' takes no image*");
    }

    [Fact]
    public void An_image_that_a_file_describes_must_be_the_input_of_its_program()
    {
        var plain = new ProgramBuilder("plain");
        plain.MarkOutput(plain.Rescale(plain.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 2, 2)), ElementType.Int8, Epilogue.Narrow), "y");
        ImagePreprocessing preprocessing = InputPreprocessing(out _);
        byte[] speech = File.ReadAllBytes(GoldenModel.Get("micro_speech").FilePath);

        FluentActions.Invoking(() => ImagePreprocessor.Require(plain.Build())).Should().NotThrow("it describes none");
        plain.Preprocessing = preprocessing;
        FluentActions.Invoking(() => ImagePreprocessor.Require(plain.Build())).Should().Throw<ImportException>().WithMessage("*one int8 image of 3 channels*");
        FluentActions.Invoking(() => TfliteImporter.Import(speech, new TfliteImportOptions { Name = "speech", Preprocessing = preprocessing }))
            .Should().Throw<ImportException>().WithMessage("*one int8 image of 3 channels*");
        byte[] exported = OnnxExporter.Export(
            TfliteImporter.Import(speech, new TfliteImportOptions { Name = "speech" }).Program, new OnnxExportOptions(OnnxExportForm.Qdq));
        FluentActions.Invoking(() => QuantisedOnnxImporter.Import(exported, new QuantisedOnnxOptions { Name = "speech", Preprocessing = preprocessing }))
            .Should().Throw<ImportException>().WithMessage("*one int8 image of 3 channels*");
    }

    private static ImagePreprocessing InputPreprocessing(out double scale)
    {
        (Import.Quantisation.InputEncoding encoding, ImagePreprocessing preprocessing) =
            Import.Quantisation.InputEncoding.ForImages(ImageNormalisation.TextDirection, onlyConvolutionsRead: true);
        scale = encoding.Parameters.Scale;
        return preprocessing;
    }
}

using Assay.Inference;

namespace Assay.Cli.Tests;

/// <summary>A small model file: a convolution of 5 × 6 × 3 with two outputs a position, and their sum.</summary>
internal static class SmallModel
{
    public const int InputBytes = 5 * 6 * 3;

    public static void Write(string path)
    {
        var builder = new ProgramBuilder("small") { Labels = ["left", "right"] };
        var input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 5, 6, 3), scale: 0.5);
        sbyte[] weights = [.. Enumerable.Range(0, 2 * 3 * 3 * 3).Select(i => (sbyte)((i * 37 % 251) - 125))];
        var rescale = Epilogue.Rescale(new RescaleStage(1 << 30, 37, 3, sbyte.MinValue, sbyte.MaxValue));
        var geometry = new WindowGeometry(3, 3) { PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 };
        var features = builder.Conv2D(input, weights, [100, -100], geometry, ElementType.Int8, rescale);
        builder.MarkOutput(builder.ReduceSum(features, 1, 2, ElementType.Int32, Epilogue.Narrow), "sums", scale: 0.25);
        ModelContainer.Write(path, builder.Build());
    }

    /// <summary>A model that takes an image of 4 × 4 and hands it on.</summary>
    public static void WriteImageModel(string path)
    {
        var builder = new ProgramBuilder("image") { Preprocessing = new ImagePreprocessing(ChannelOrder.Rgb, ImageFit.Stretch, [0, 0, 0], [1, 1, 1]) };
        var input = builder.AddInput("image", ElementType.Int8, new TensorShape(1, 4, 4, 3), scale: 1 / 255.0, zeroPoint: -128);
        builder.MarkOutput(builder.Rescale(input, ElementType.Int8, Epilogue.Narrow), "same");
        ModelContainer.Write(path, builder.Build());
    }

    public static byte[] Input(int seed = 1)
    {
        var bytes = new byte[InputBytes];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

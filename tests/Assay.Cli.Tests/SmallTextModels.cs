using Assay.Inference;

namespace Assay.Cli.Tests;

/// <summary>A detector, a direction classifier and a recogniser of one instruction or two, whose answers can be told beforehand.</summary>
internal static class SmallTextModels
{
    // Pixels as they are: 0 to 255, less 128.
    private const double InputScale = 1 / 255.0;
    private const int Dark = -128, MaximumPixel = 255;

    // 1/255 as multiplier and shift.
    private const int Multiplier = 1_077_952_576;
    private const byte Shift = 38;

    /// <summary>Says how dark every pixel is.</summary>
    public static void WriteDetector(string path)
    {
        const sbyte Weight = -85;
        var builder = Start("detector", 32, 64, out var image);
        var darkness = Epilogue.Rescale(new RescaleStage(Multiplier, Shift, sbyte.MinValue, sbyte.MinValue, sbyte.MaxValue));
        var map = builder.Conv2D(image, [Weight, Weight, Weight], [-3 * Weight * MaximumPixel], new WindowGeometry(1, 1), ElementType.Int8, darkness);
        builder.MarkOutput(map with { ZeroPoint = sbyte.MinValue }, "darkness", scale: InputScale);
        ModelContainer.Write(path, builder.Build());
    }

    /// <summary>Says of every line that it is upside down.</summary>
    public static void WriteDirection(string path)
    {
        var builder = Start("direction", 4, 8, out var image);
        builder.Labels = ["0", "180"];
        var none = builder.Conv2D(image, new sbyte[2 * 4 * 8 * 3], [0, 100], new WindowGeometry(4, 8), ElementType.Int8, Epilogue.Narrow);
        builder.MarkOutput(none, "classes", scale: 0.01);
        ModelContainer.Write(path, builder.Build());
    }

    /// <summary>Reads the left and the right half of a line: "a" where it is light, "b" where it is dark.</summary>
    public static void WriteRecogniser(string path)
    {
        const int Side = 8, Count = Side * Side * 3, Middle = 186;
        var builder = Start("recogniser", Side, 2 * Side, out var image);
        builder.Labels = ["", "a", "b"];
        sbyte[] weights = [.. new sbyte[Count], .. Enumerable.Repeat((sbyte)1, Count), .. Enumerable.Repeat((sbyte)-1, Count)];
        var half = Epilogue.Rescale(new RescaleStage(RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift + 1, 0, short.MinValue, short.MaxValue));
        var geometry = new WindowGeometry(Side, Side) { StrideX = Side };
        builder.MarkOutput(builder.Conv2D(image, weights, [0, 0, 2 * Middle * Count], geometry, ElementType.Int16, half), "classes", scale: 0.01);
        ModelContainer.Write(path, builder.Build());
    }

    private static ProgramBuilder Start(string name, int height, int width, out TensorHandle image)
    {
        var builder = new ProgramBuilder(name) { Preprocessing = new ImagePreprocessing(ChannelOrder.Rgb, ImageFit.Stretch, [0, 0, 0], [1, 1, 1]) };
        image = builder.AddInput("image", ElementType.Int8, new TensorShape(1, height, width, 3), scale: InputScale, zeroPoint: Dark);
        return builder;
    }
}

using SkiaSharp;

namespace Assay.Import.Images;

/// <summary>An 8-bit RGB image without alpha, rows from the top, three bytes a pixel.</summary>
public sealed class RgbImage
{
    /// <summary>Largest accepted width and height, in pixels.</summary>
    public const int MaximumSide = 16_384;

    private const int MaximumFileBytes = 64 * 1024 * 1024;
    private const long MaximumPixels = 64L * 1024 * 1024;

    /// <summary>Wraps pixels.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="pixels">Red, green, blue of every pixel, row by row; kept, not copied.</param>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width is < 1 or > MaximumSide || height is < 1 or > MaximumSide)
            throw new ImportException($"Image: {width} × {height} pixels; expected 1 to {MaximumSide} each way.");
        if (pixels.Length != (long)width * height * 3)
            throw new ImportException($"Image of {width} × {height}: {pixels.Length} bytes; expected {(long)width * height * 3}.");
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of every pixel, row by row.</summary>
    public byte[] Pixels { get; }

    /// <summary>Reads a PNG or JPEG file. Transparent pixels are put on white.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="ImportException">The file is missing, too large or no image that can be decoded.</exception>
    public static RgbImage Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ImportException($"Image file '{path}' does not exist.");
        if (file.Length is 0 or > MaximumFileBytes)
            throw new ImportException($"Image file '{path}': {file.Length} bytes; expected 1 to {MaximumFileBytes}.");
        return Decode(File.ReadAllBytes(path), $"Image file '{path}'");
    }

    /// <summary>Decodes a PNG or JPEG image.</summary>
    /// <param name="bytes">The encoded image.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <returns>The image.</returns>
    /// <exception cref="ImportException">The bytes are no complete image.</exception>
    public static RgbImage Decode(byte[] bytes, string name = "Image")
    {
        using SKData data = SKData.CreateCopy(bytes);
        using SKCodec codec = SKCodec.Create(data) ?? throw new ImportException($"{name}: not a PNG or JPEG image.");
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            throw new ImportException($"{name}: format {codec.EncodedFormat}; expected PNG or JPEG.");
        SKImageInfo size = codec.Info;
        if ((long)size.Width * size.Height > MaximumPixels || size.Width > MaximumSide || size.Height > MaximumSide)
            throw new ImportException($"{name}: {size.Width} × {size.Height} pixels; expected at most {MaximumPixels} in all.");
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKCodecResult result = codec.GetPixels(info, out byte[] rgba);
        if (result != SKCodecResult.Success)
            throw new ImportException($"{name}: the image data is damaged or truncated ({result}).");
        return new RgbImage(size.Width, size.Height, OnWhite(rgba));
    }

    /// <summary>Encodes the image as PNG.</summary>
    /// <returns>The bytes of the file.</returns>
    public byte[] EncodePng()
    {
        byte[] rgba = new byte[Width * Height * 4];
        for (int i = 0; i < Width * Height; i++)
        {
            Pixels.AsSpan(i * 3, 3).CopyTo(rgba.AsSpan(i * 4));
            rgba[(i * 4) + 3] = byte.MaxValue;
        }

        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage image = SKImage.FromPixelCopy(info, rgba);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>A rectangle of the image.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ImportException">The rectangle does not lie inside the image.</exception>
    public RgbImage Crop(int left, int top, int width, int height)
    {
        if (left < 0 || top < 0 || width < 1 || height < 1 || left + (long)width > Width || top + (long)height > Height)
            throw new ImportException($"Crop of {width} × {height} at ({left}, {top}): it does not lie inside {Width} × {Height}.");
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
            Pixels.AsSpan((((top + y) * Width) + left) * 3, width * 3).CopyTo(pixels.AsSpan(y * width * 3));
        return new RgbImage(width, height, pixels);
    }

    /// <summary>The image turned by 180 degrees.</summary>
    /// <returns>A copy.</returns>
    public RgbImage TurnAround()
    {
        byte[] pixels = [.. Pixels];
        TurnAround(pixels);
        return new RgbImage(Width, Height, pixels);
    }

    internal static void TurnAround(byte[] pixels)
    {
        pixels.AsSpan().Reverse();
        for (int i = 0; i < pixels.Length; i += 3)
            (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
    }

    internal static byte[] OnWhite(ReadOnlySpan<byte> rgba)
    {
        byte[] rgb = new byte[rgba.Length / 4 * 3];
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            int alpha = rgba[(i * 4) + 3];
            for (int channel = 0; channel < 3; channel++)
                rgb[(i * 3) + channel] = (byte)(((rgba[(i * 4) + channel] * alpha) + (255 * (255 - alpha)) + 127) / 255);
        }

        return rgb;
    }
}

namespace Assay.Import.Images;

/// <summary>A rendered line of text.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsRotated">True when the line was turned by 180 degrees.</param>
/// <param name="Font">File name of the font.</param>
/// <param name="FontSize">Size of the font in pixels.</param>
public sealed record TextLine(RgbImage Image, string Text, bool IsRotated, string Font, float FontSize);

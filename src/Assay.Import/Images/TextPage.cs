namespace Assay.Import.Images;

/// <summary>A rendered page of text.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Lines">The lines on it.</param>
public sealed record TextPage(RgbImage Image, IReadOnlyList<PlacedLine> Lines);

/// <summary>A line on a page.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Left">Where its first glyph starts, in pixels.</param>
/// <param name="Baseline">Where its glyphs stand, in pixels from the top.</param>
/// <param name="Length">How long it is, in pixels.</param>
/// <param name="FontSize">Size of the font in pixels.</param>
public sealed record PlacedLine(string Text, float Left, float Baseline, float Length, float FontSize);

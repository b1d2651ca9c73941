namespace Assay.Import.Images;

/// <summary>A rendered receipt.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Texts">What stands on it, from the top down and from the left: an item and its price are two texts.</param>
public sealed record Receipt(RgbImage Image, IReadOnlyList<string> Texts);

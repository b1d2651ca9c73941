namespace Assay.Import.Text;

/// <summary>An upright rectangle around text, in pixels from the upper left corner.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge, not part of the box.</param>
/// <param name="Bottom">Lower edge, not part of the box.</param>
/// <param name="Score">Mean probability of text inside what was found, 0 to 1.</param>
public readonly record struct TextBox(double Left, double Top, double Right, double Bottom, double Score)
{
    /// <summary>Area in square pixels.</summary>
    public double Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>Intersection over union with another box.</summary>
    /// <param name="other">The other box.</param>
    /// <returns>0 for boxes apart, 1 for equal boxes.</returns>
    public double Overlap(TextBox other)
    {
        double width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        double height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        double common = width > 0 && height > 0 ? width * height : 0;
        return common > 0 ? common / (Area + other.Area - common) : 0;
    }
}

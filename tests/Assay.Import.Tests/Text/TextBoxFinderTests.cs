using Assay.Import.Text;

namespace Assay.Import.Tests.Text;

public sealed class TextBoxFinderTests
{
    private const int Height = 20, Width = 40;

    /// <summary>How far the edges of a region move out: its area times 1.5 over its perimeter.</summary>
    private static double Widening(double width, double height) => width * height * 1.5 / (2 * (width + height));

    [Fact]
    public void An_edge_lies_where_the_map_falls_to_the_threshold_between_the_middles_of_two_pixels()
    {
        double[] map = Map(left: 10, top: 5, right: 30, bottom: 12, inside: 0.9);
        for (int y = 5; y < 12; y++)
            map[(y * Width) + 9] = 0.2; // from 0.9 to 0.2: 0.3 is reached after 6/7 of the way
        for (int x = 10; x < 30; x++)
            map[(12 * Width) + x] = 0.1; // from 0.9 to 0.1: after 3/4

        TextBox box = TextBoxFinder.Find(map, Height, Width).Should().ContainSingle().Subject;

        double left = 10.5 - (6.0 / 7), top = 5.5 - (2.0 / 3), right = 29.5 + (2.0 / 3), bottom = 11.5 + 0.75;
        double distance = Widening(right - left, bottom - top);
        box.Left.Should().BeApproximately(left - distance, 1e-9);
        box.Top.Should().BeApproximately(top - distance, 1e-9);
        box.Right.Should().BeApproximately(right + distance, 1e-9);
        box.Bottom.Should().BeApproximately(bottom + distance, 1e-9);
        box.Score.Should().BeApproximately(0.9, 1e-9);
    }

    [Fact]
    public void A_pixel_that_crosses_the_threshold_by_a_little_moves_the_edge_by_a_little()
    {
        double[] below = Map(left: 10, top: 5, right: 30, bottom: 12, inside: 0.9), above = [.. below];
        for (int x = 10; x < 30; x++)
            (below[(12 * Width) + x], above[(12 * Width) + x]) = (0.299, 0.301);

        TextBox first = TextBoxFinder.Find(below, Height, Width).Single(), second = TextBoxFinder.Find(above, Height, Width).Single();

        (second.Bottom - first.Bottom).Should().BeInRange(0, 0.02, "an edge of whole pixels would have moved by one and more");
    }

    [Fact]
    public void A_region_at_the_border_reaches_to_the_border()
    {
        TextBox box = TextBoxFinder.Find(Map(left: 0, top: 0, right: Width, bottom: Height, inside: 0.8), Height, Width).Single();

        box.Should().Be(new TextBox(0, 0, Width, Height, box.Score));
    }

    [Theory]
    [InlineData(2, 2, 0.9)] // too small: 2.33 pixels a side
    [InlineData(20, 8, 0.45)] // above the threshold, but not sure enough
    public void What_is_too_small_or_too_uncertain_is_no_text(int width, int height, double inside) =>
        TextBoxFinder.Find(Map(left: 5, top: 5, right: 5 + width, bottom: 5 + height, inside), Height, Width).Should().BeEmpty();

    [Fact]
    public void Boxes_come_from_the_top_down_then_from_the_left()
    {
        double[] map = Map(left: 25, top: 2, right: 35, bottom: 7, inside: 0.9), other = Map(left: 3, top: 12, right: 15, bottom: 17, inside: 0.9);
        double[] third = Map(left: 3, top: 2, right: 15, bottom: 7, inside: 0.9);
        double[] all = [.. map.Select((value, i) => Math.Max(value, Math.Max(other[i], third[i])))];

        TextBoxFinder.Find(all, Height, Width).Select(box => (box.Left < 10, box.Top < 5)).Should().Equal((true, true), (false, true), (true, false));
    }

    [Fact]
    public void A_map_of_another_size_is_refused() =>
        FluentActions.Invoking(() => TextBoxFinder.Find(new double[7], 2, 4)).Should().Throw<ImportException>().WithMessage("*7 probabilities; expected 2 × 4*");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double value) =>
        FluentActions.Invoking(() => TextBoxFinder.Find([0, 0, 0, 0, 0, value, 0, 0], 2, 4)).Should().Throw<ImportException>().WithMessage($"*{value} in row 1, column 1*");

    private static double[] Map(int left, int top, int right, int bottom, double inside)
    {
        double[] map = new double[Height * Width];
        for (int y = top; y < bottom; y++)
            Array.Fill(map, inside, (y * Width) + left, right - left);
        return map;
    }
}

namespace Assay.Import.Text;

/// <summary>
/// Turns a detector's map of probabilities into boxes: connected regions above a threshold, each widened because the detector is
/// trained on shrunken regions.
/// </summary>
/// <remarks>
/// An edge lies where the map, taken as linear between the middles of pixels, falls to the threshold. So a small change of the map
/// moves it a little, whereas an edge of whole pixels would jump by one: a tenth of the height of a small line.
/// </remarks>
public static class TextBoxFinder
{
    private const double Threshold = 0.3;
    private const double LeastScore = 0.5;
    private const int LeastSide = 3;
    private const double HalfPixel = 0.5;

    /// <summary>Area of the region times this, over its perimeter, is how far its edges move out.</summary>
    private const double Widening = 1.5;

    /// <summary>Finds the boxes.</summary>
    /// <param name="probabilities">The map, row by row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <returns>The boxes from the top down, then from the left.</returns>
    /// <exception cref="ImportException">The map has another size, or holds what is no number.</exception>
    public static IReadOnlyList<TextBox> Find(ReadOnlySpan<double> probabilities, int height, int width)
    {
        if (probabilities.Length != (long)height * width)
            throw new ImportException($"Map of text: {probabilities.Length} probabilities; expected {height} × {width}.");
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!double.IsFinite(probabilities[i]))
                throw new ImportException($"Map of text: {probabilities[i]} in row {i / width}, column {i % width}; expected a probability.");
        }

        bool[] seen = new bool[probabilities.Length];
        var boxes = new List<TextBox>();
        var open = new Stack<int>();
        for (int start = 0; start < probabilities.Length; start++)
        {
            if (seen[start] || probabilities[start] <= Threshold)
                continue;
            var region = new Region(width);
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out int at))
            {
                (int row, int column) = (at / width, at % width);
                region.Add(row, column, probabilities[at], new Reach(
                    column > 0 ? Beyond(probabilities[at], probabilities[at - 1]) : HalfPixel,
                    row > 0 ? Beyond(probabilities[at], probabilities[at - width]) : HalfPixel,
                    column < width - 1 ? Beyond(probabilities[at], probabilities[at + 1]) : HalfPixel,
                    row < height - 1 ? Beyond(probabilities[at], probabilities[at + width]) : HalfPixel));
                for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
                    {
                        int next = (y * width) + x;
                        if (!seen[next] && probabilities[next] > Threshold)
                        {
                            seen[next] = true;
                            open.Push(next);
                        }
                    }
                }
            }

            if (region.Box(height) is { } box)
                boxes.Add(box);
        }

        return [.. boxes.OrderBy(box => box.Top).ThenBy(box => box.Left)];
    }

    /// <summary>How far from the middle of a pixel above the threshold towards its neighbour's the map falls to the threshold, in pixels.</summary>
    private static double Beyond(double inside, double neighbour) =>
        neighbour > Threshold ? 0 : (inside - Threshold) / (inside - neighbour);

    /// <summary>How far a pixel of a region reaches from its middle.</summary>
    private readonly record struct Reach(double Left, double Top, double Right, double Bottom);

    private sealed class Region(int width)
    {
        private double _left = double.MaxValue, _top = double.MaxValue, _right, _bottom, _sum;
        private int _count;

        public void Add(int row, int column, double probability, Reach reach)
        {
            (double x, double y) = (column + HalfPixel, row + HalfPixel);
            (_left, _right) = (Math.Min(_left, x - reach.Left), Math.Max(_right, x + reach.Right));
            (_top, _bottom) = (Math.Min(_top, y - reach.Top), Math.Max(_bottom, y + reach.Bottom));
            _sum += probability;
            _count++;
        }

        public TextBox? Box(int height)
        {
            double sideX = _right - _left, sideY = _bottom - _top;
            if (Math.Min(sideX, sideY) < LeastSide || _sum / _count < LeastScore)
                return null;
            double distance = sideX * sideY * Widening / (2 * (sideX + sideY));
            return new TextBox(
                Math.Max(0, _left - distance), Math.Max(0, _top - distance), Math.Min(width, _right + distance), Math.Min(height, _bottom + distance),
                _sum / _count);
        }
    }
}

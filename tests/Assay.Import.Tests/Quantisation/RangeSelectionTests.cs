using Assay.Import.Quantisation;

namespace Assay.Import.Tests.Quantisation;

public class RangeSelectionTests
{
    [Fact]
    public void Histograms_do_not_depend_on_the_order_of_values()
    {
        float[] values = [.. Enumerable.Range(0, 10_000).Select(i => MathF.Sin(i) * i / 100)];
        var whole = new ValueHistogram();
        whole.Add(values);
        var parts = new ValueHistogram();
        foreach (float[] chunk in values.Reverse().Chunk(777))
        {
            var part = new ValueHistogram();
            part.Add(chunk);
            parts.Add(part);
        }

        parts.Counts.ToArray().Should().Equal(whole.Counts.ToArray());
        (parts.Minimum, parts.Maximum, parts.Count).Should().Be((whole.Minimum, whole.Maximum, whole.Count));
        whole.Counts.ToArray().Sum().Should().Be(values.Length);
    }

    [Fact]
    public void Values_that_are_not_finite_stop_calibration() =>
        FluentActions.Invoking(() => new ValueHistogram().Add([1, float.NaN])).Should().Throw<ImportException>().WithMessage("*not finite*");

    [Theory]
    [InlineData(RangeMethod.MinimumMaximum, 1000, 1000)]
    [InlineData(RangeMethod.Percentile, 1, 1.5)]
    [InlineData(RangeMethod.MeanSquaredError, 200, 1000)]
    public void Methods_treat_one_outlier_among_a_million_values_differently(RangeMethod method, double least, double most)
    {
        var histogram = new ValueHistogram();
        histogram.Add([.. Enumerable.Range(0, 1_000_000).Select(i => i / 1_000_000f)]);
        histogram.Add([1000]);

        (double low, double high) = RangeSelection.Choose(histogram, method);

        low.Should().Be(0);
        high.Should().BeInRange(least, most);
    }

    [Fact]
    public void Least_error_cuts_rare_outliers_that_cost_more_in_rounding()
    {
        var histogram = new ValueHistogram();
        histogram.Add([.. Enumerable.Range(0, 1_000_000).Select(i => (i % 1000) / 1000f)]);
        histogram.Add([4]);

        RangeSelection.Choose(histogram, RangeMethod.MeanSquaredError).High.Should().BeInRange(0.9, 2);
    }
}

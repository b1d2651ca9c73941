using Assay.Import.Images;
using Assay.Import.Quantisation;
using CsCheck;

namespace Assay.Import.Tests.Quantisation;

public class QuantisationParametersTests
{
    [Fact]
    public void Ranges_are_covered_and_zero_is_exact() =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Double[-1000, 1000]).Sample((a, b) =>
        {
            double low = Math.Min(a, b), high = Math.Max(a, b);
            var parameters = QuantisationParameters.Int8(low, high);

            parameters.Dequantise(parameters.Quantise(0, -128, 127)).Should().Be(0);
            foreach (double end in new[] { low, high })
                parameters.Dequantise(parameters.Quantise(end, -128, 127)).Should().BeApproximately(end, 1.01 * parameters.Scale);
        });

    [Fact]
    public void Infinite_bounds_of_an_activation_end_at_the_type() =>
        QuantisationParameters.Int8(-1, 1).Quantise(double.PositiveInfinity, -128, 127).Should().Be(127);

    [Fact]
    public void Pixels_of_images_are_exact_and_the_offset_is_half_a_step()
    {
        (InputEncoding encoding, Inference.ImagePreprocessing preprocessing) = InputEncoding.ForImages(ImageNormalisation.TextDirection);

        for (int pixel = 0; pixel < 256; pixel++)
        {
            double real = encoding.Parameters.Dequantise(pixel - 128) + encoding.Offset;
            real.Should().BeApproximately(ImageNormalisation.TextDirection.Normalise(0, pixel), 1e-12);
            double stored = ((pixel / 255.0) - preprocessing.Mean[0]) / preprocessing.StandardDeviation[0] / encoding.Parameters.Scale;
            (stored + encoding.Parameters.ZeroPoint).Should().BeApproximately(pixel - 128, 1e-9);
        }

        Math.Abs(encoding.Offset).Should().BeLessThanOrEqualTo((encoding.Parameters.Scale / 2) + 1e-12);
    }
}

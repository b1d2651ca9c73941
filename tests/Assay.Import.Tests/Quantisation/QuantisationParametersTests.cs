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
    public void A_shared_zero_point_covers_both_ends()
    {
        QuantisationParameters parameters = QuantisationParameters.Int8(-1, 2, -100);

        (parameters.ZeroPoint, parameters.Quantise(2, -128, 127)).Should().Be((-100, -100 + (int)Math.Round(2 / parameters.Scale)));
        parameters.Dequantise(parameters.Quantise(-1, -128, 127)).Should().BeApproximately(-1, parameters.Scale);
        QuantisationParameters.Int8(-1, 2, -128).Scale.Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Pixels_of_stretched_images_are_exact()
    {
        ImageNormalisation images = ImageNormalisation.TextDetection(64, 64);
        (InputEncoding encoding, Inference.ImagePreprocessing preprocessing) = InputEncoding.ForImages(images, onlyConvolutionsRead: true);

        for (int channel = 0; channel < 3; channel++)
        {
            for (int pixel = 0; pixel < 256; pixel++)
            {
                double real = (encoding.Parameters.Dequantise(pixel - 128) * encoding.ChannelScales![channel]) + encoding.Offsets![channel];
                real.Should().BeApproximately(images.Normalise(channel, pixel), 1e-12);
                double stored = ((pixel / 255.0) - preprocessing.Mean[channel]) / preprocessing.StandardDeviation[channel] / encoding.Parameters.Scale;
                (stored + encoding.Parameters.ZeroPoint).Should().BeApproximately(pixel - 128, 1e-9);
            }
        }
    }

    [Fact]
    public void Padding_of_images_is_exactly_zero_and_pixels_are_off_by_at_most_half_a_level()
    {
        ImageNormalisation images = ImageNormalisation.TextDirection;
        (InputEncoding encoding, Inference.ImagePreprocessing preprocessing) = InputEncoding.ForImages(images, onlyConvolutionsRead: true);

        (encoding.Offsets, encoding.ChannelScales).Should().Be(((double[]?)null, (double[]?)null));
        preprocessing.Should().BeEquivalentTo(images.Preprocessing);
        for (int pixel = 0; pixel < 256; pixel++)
        {
            double real = images.Normalise(0, pixel);
            encoding.Parameters.Dequantise(encoding.Parameters.Quantise(real, -128, 127)).Should().BeApproximately(real, 0.501 / 127.5);
        }
    }
}

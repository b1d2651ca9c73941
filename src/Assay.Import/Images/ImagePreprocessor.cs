using Assay.Inference;

namespace Assay.Import.Images;

/// <summary>
/// Turns images into a program's int8 input as the program file says. Every pixel value is looked up in a table that is
/// computed once, so the bytes depend on the file and the decoded pixels only.
/// </summary>
public sealed class ImagePreprocessor
{
    private readonly TensorDescriptor _input;
    private readonly ImagePreprocessing _preprocessing;
    private readonly byte[] _tables;

    /// <summary>Prepares the tables of a program.</summary>
    /// <param name="program">A program whose only input is an image.</param>
    /// <exception cref="ImportException">The program takes no image, or its description is not consistent.</exception>
    public ImagePreprocessor(InferenceProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Preprocessing is not { } preprocessing || program.Inputs is not [var input])
            throw new ImportException($"Program '{program.Name}' takes no image: expected one input with preprocessing.");
        int channels = ImageFitting.ChannelCount(preprocessing.Order);
        var normalisation = new ImageNormalisation(input.Shape.Height, input.Shape.Width, preprocessing);
        normalisation.Check();
        if (input.Type != ElementType.Int8 || input.Shape.Batch != 1 || input.Shape.Channels != channels || !(input.Scale > 0))
            throw new ImportException($"Input '{input.Name}': {input.Type} {input.Shape}; expected one int8 image of {channels} channels.");
        _input = input;
        _preprocessing = preprocessing;
        _tables = new byte[channels * 256];
        for (int i = 0; i < _tables.Length; i++)
        {
            double value = Math.Round((normalisation.Normalise(i / 256, i % 256) / input.Scale) + input.ZeroPoint);
            _tables[i] = (byte)(int)Math.Clamp(value, input.Minimum, input.Maximum);
        }
    }

    /// <summary>Checks that a program whose file says how it wants its image takes such an image.</summary>
    /// <param name="program">Any program.</param>
    /// <exception cref="ImportException">It says so, and takes no such image.</exception>
    public static void Require(InferenceProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Preprocessing is not null)
            _ = new ImagePreprocessor(program);
    }

    /// <summary>The program's input for an image.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <returns>The bytes of the input tensor [1, height, width, channels].</returns>
    public byte[] Apply(RgbImage image)
    {
        TensorShape shape = _input.Shape;
        RgbImage fitted = ImageFitting.Fit(image, shape.Height, shape.Width, _preprocessing.Fit);
        byte[] bytes = new byte[shape.Elements];
        Array.Fill(bytes, (byte)_input.ZeroPoint);
        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < fitted.Width; x++)
            {
                int at = ((y * shape.Width) + x) * shape.Channels;
                for (int channel = 0; channel < shape.Channels; channel++)
                {
                    byte value = ImageFitting.Sample(fitted, x, y, channel, _preprocessing.Order);
                    bytes[at + channel] = _tables[(channel * 256) + value];
                }
            }
        }

        return bytes;
    }
}

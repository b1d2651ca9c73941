using Assay.Import.Evaluation;
using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Text;

/// <summary>A line that was found and read.</summary>
/// <param name="Box">Where it is, in pixels of the image.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsTurned">Whether it was upside down.</param>
public sealed record ReadLine(TextBox Box, RecognisedText Text, bool IsTurned);

/// <summary>A program with something that runs it.</summary>
/// <param name="Program">The program.</param>
/// <param name="Executor">Runs it; stays the caller's.</param>
public sealed record RunnableProgram(InferenceProgram Program, IProgramExecutor Executor);

/// <summary>Reads the text of an image with three programs: one finds lines, one says which are upside down, one reads them.</summary>
public sealed class PageReader
{
    private const double SurelyTurned = 0.9;
    private readonly RunnableProgram _detector, _recogniser;
    private readonly RunnableProgram? _direction;
    private readonly ImagePreprocessor _detectorInput, _recogniserInput;
    private readonly ImagePreprocessor? _directionInput;
    private readonly CharacterSet _characters;

    /// <summary>Prepares the programs.</summary>
    /// <param name="detector">Finds text: one map of probabilities of the size of its square input.</param>
    /// <param name="direction">Says whether a line is upside down, or null to take all as upright.</param>
    /// <param name="recogniser">Reads a line; its labels are the characters.</param>
    /// <exception cref="ImportException">A program takes or gives something else.</exception>
    public PageReader(RunnableProgram detector, RunnableProgram? direction, RunnableProgram recogniser)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(recogniser);
        _detector = detector;
        _direction = direction;
        _recogniser = recogniser;
        _detectorInput = new ImagePreprocessor(detector.Program);
        _directionInput = direction is null ? null : new ImagePreprocessor(direction.Program);
        _recogniserInput = new ImagePreprocessor(recogniser.Program);
        _characters = CharacterSet.FromLabels(recogniser.Program.Labels);
        TensorShape input = detector.Program.Inputs[0].Shape, map = detector.Program.Outputs[0].Shape;
        if (map != (input with { Channels = 1 }))
            throw new ImportException($"Detector '{detector.Program.Name}': its output is {map}; expected a map {input with { Channels = 1 }}.");
        if (direction is not null && direction.Program.Outputs[0].Shape.Elements != 2)
            throw new ImportException($"Direction classifier '{direction.Program.Name}': its output is {direction.Program.Outputs[0].Shape}; expected two classes.");
    }

    /// <summary>Reads an image.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// The lines with any text, from the top down, those of about the same height from the left; the other way round on a page most of
    /// whose lines are upside down.
    /// </returns>
    public IReadOnlyList<ReadLine> Read(RgbImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        var lines = new List<ReadLine>();
        foreach (TextBox box in Find(image, cancellationToken))
        {
            int left = (int)Math.Floor(box.Left), top = (int)Math.Floor(box.Top);
            RgbImage crop = image.Crop(
                left, top, Math.Clamp((int)Math.Ceiling(box.Right) - left, 1, image.Width - left), Math.Clamp((int)Math.Ceiling(box.Bottom) - top, 1, image.Height - top));
            bool isTurned = IsTurned(crop, cancellationToken);
            RecognisedText text = Recognise(isTurned ? crop.TurnAround() : crop, cancellationToken);
            if (text.Value.Length > 0)
                lines.Add(new ReadLine(box, text, isTurned));
        }

        return InReadingOrder(lines);
    }

    private List<TextBox> Find(RgbImage image, CancellationToken cancellationToken)
    {
        TensorShape shape = _detector.Program.Inputs[0].Shape;
        double scale = Math.Min((double)shape.Width / image.Width, (double)shape.Height / image.Height);
        int width = Math.Clamp((int)(image.Width * scale), 1, shape.Width), height = Math.Clamp((int)(image.Height * scale), 1, shape.Height);
        RgbImage small = BilinearResize.Resize(image, width, height);
        byte[] pixels = new byte[shape.Width * shape.Height * 3];
        Array.Fill(pixels, byte.MaxValue);
        for (int y = 0; y < height; y++)
            small.Pixels.AsSpan(y * width * 3, width * 3).CopyTo(pixels.AsSpan(y * shape.Width * 3));
        double[] map = Run(_detector, _detectorInput, new RgbImage(shape.Width, shape.Height, pixels), cancellationToken);
        return
        [
            .. TextBoxFinder.Find(map, shape.Height, shape.Width)
                .Select(box => new TextBox(
                    box.Left / scale, box.Top / scale, Math.Min(image.Width, box.Right / scale), Math.Min(image.Height, box.Bottom / scale), box.Score))
                .Where(box => box.Left + 1 < image.Width && box.Top + 1 < image.Height),
        ];
    }

    private bool IsTurned(RgbImage line, CancellationToken cancellationToken) =>
        _direction is not null && Run(_direction, _directionInput!, line, cancellationToken)[1] > SurelyTurned;

    /// <summary>Lines longer than the recogniser takes are read in pieces, cut where there is least to see.</summary>
    private RecognisedText Recognise(RgbImage line, CancellationToken cancellationToken)
    {
        TensorShape shape = _recogniser.Program.Inputs[0].Shape;
        if ((long)line.Width * shape.Height > (long)shape.Width * line.Height * 11 / 10 && line.Width > 2 * line.Height)
        {
            int cut = QuietestColumn(line);
            RecognisedText first = Recognise(line.Crop(0, 0, cut, line.Height), cancellationToken);
            RecognisedText second = Recognise(line.Crop(cut, 0, line.Width - cut, line.Height), cancellationToken);
            return first.Value.Length == 0 ? second : second.Value.Length == 0 ? first
                : new RecognisedText($"{first.Value} {second.Value}", Math.Min(first.Confidence, second.Confidence));
        }

        RecognisedText text = CtcDecoder.Decode(Run(_recogniser, _recogniserInput, line, cancellationToken), _characters, areLogits: true);
        return text with { Value = text.Value.Trim() };
    }

    /// <summary>The middle of the widest stretch of the least contrast in the middle half of a line.</summary>
    private static int QuietestColumn(RgbImage line)
    {
        int window = Math.Max(1, line.Height / 6);
        int best = line.Width / 2;
        long least = long.MaxValue;
        for (int x = line.Width / 4; x < line.Width * 3 / 4; x++)
        {
            long contrast = 0;
            for (int column = Math.Max(1, x - window); column <= Math.Min(line.Width - 1, x + window); column++)
            {
                for (int y = 0; y < line.Height; y++)
                {
                    int at = ((y * line.Width) + column) * 3;
                    contrast += Math.Abs(line.Pixels[at + 1] - line.Pixels[at - 2]);
                }
            }

            if (contrast < least)
                (least, best) = (contrast, x);
        }

        return best;
    }

    private static double[] Run(RunnableProgram program, ImagePreprocessor input, RgbImage image, CancellationToken cancellationToken)
    {
        ExecutionResult result = program.Executor.Run([input.Apply(image)], cancellationToken: cancellationToken);
        return OutputValues.Read(program.Program.Outputs[0], result.Outputs[0].Span);
    }

    /// <summary>A line is beside the one before when their middles are less than half a height apart.</summary>
    internal static IReadOnlyList<ReadLine> InReadingOrder(IReadOnlyList<ReadLine> lines)
    {
        var rows = new List<List<ReadLine>>();
        foreach (ReadLine line in lines.OrderBy(line => line.Box.Top + line.Box.Bottom))
        {
            double middle = (line.Box.Top + line.Box.Bottom) / 2;
            ReadLine? before = rows.Count > 0 ? rows[^1][0] : null;
            if (before is not null && middle - ((before.Box.Top + before.Box.Bottom) / 2) < (before.Box.Bottom - before.Box.Top) / 2)
                rows[^1].Add(line);
            else
                rows.Add([line]);
        }

        ReadLine[] ordered = [.. rows.SelectMany(row => row.OrderBy(line => line.Box.Left))];
        if (2 * ordered.Count(line => line.IsTurned) > ordered.Length)
            Array.Reverse(ordered);
        return ordered;
    }
}

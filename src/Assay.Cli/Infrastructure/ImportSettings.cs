using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Assay.Import;
using Assay.Import.Images;
using Assay.Import.Text;
using Assay.Inference;

namespace Assay.Cli.Infrastructure;

/// <summary>The options of an import: what the model takes, and the sample inputs.</summary>
internal static class ImportSettings
{
    /// <summary>PP-OCR's models, as <c>--preset</c> names them.</summary>
    public const string TextDirection = "text-direction", TextDetection = "text-detection", TextRecognition = "text-recognition";

    private static readonly Option<string> Preset = new Option<string>("--preset")
    {
        Description = "Everything below for one of PP-OCR's models, calibrated with lines or pages rendered in --fonts.",
    }.OneOf(TextDirection, TextDetection, TextRecognition);

    private static readonly Option<string> Fonts = new("--fonts") { Description = "The folder of fonts that --preset renders samples in.", HelpName = "DIR" };

    private static readonly Option<string> ChineseFonts = new("--chinese-fonts")
    {
        Description = "With --preset text-recognition, every other line is a hard one, a quarter of these Chinese in the fonts of this folder and those below.",
        HelpName = "DIR",
    };

    private static readonly Option<int?> Lines = NumberOption.Create("--lines", "How many lines, or pages for text-detection, --preset renders [default: 256 lines, 12 pages].", 1, 100_000);

    private static readonly Option<string> Characters = new("--characters")
    {
        Description = "The characters of --preset text-recognition, one a line [default: ppocr_keys_v1.txt beside the model].",
        HelpName = "FILE",
    };

    private static readonly Option<string> Shape = new("--shape")
    {
        Description = "The shape of the float model's input: 1,channels,height,width, 1,rows,channels or 1,channels. It fixes the dimensions that the file leaves open; those that the file gives must be the same.",
        HelpName = "N,…",
    };

    private static readonly Option<string[]> Samples = new("--samples")
    {
        Description = "Sample inputs, typical of later use: files, or folders of them. An .npy array may hold several along its first dimension.",
        HelpName = "PATH",
    };

    private static readonly Option<string> Channels = new Option<string>("--channels")
    {
        Description = "The order of an image's channels [default: rgb, or gray where the shape has one].",
    }.OneOf("rgb", "bgr", "gray");

    private static readonly Option<string> Fit = new Option<string>("--fit")
    {
        Description = "How images are brought to size: stretch, or pad-right to keep their proportions.",
        DefaultValueFactory = _ => "stretch",
    }.OneOf("stretch", "pad-right");

    private static readonly Option<string> Mean = new("--mean") { Description = "The channels' means of pixels from 0 to 1 [default: 0].", HelpName = "X,…" };
    private static readonly Option<string> Deviation = new("--deviation") { Description = "The channels' standard deviations [default: 1].", HelpName = "X,…" };
    private static readonly Option<string> Name = new("--name") { Description = "The model's name [default: the file's].", HelpName = "NAME" };
    private static readonly Option<string> Labels = new("--labels") { Description = "A text file with one class a line.", HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Preset, Fonts, ChineseFonts, Lines, Characters, Shape, Samples, Channels, Fit, Mean, Deviation, Name, Labels })
            command.Add(option);
    }

    /// <summary>Reads the options and the samples.</summary>
    /// <exception cref="CommandException">An option is missing or malformed.</exception>
    /// <exception cref="ImportException">A sample cannot be read.</exception>
    public static ImportOptions Read(ParseResult parsed, string source, CancellationToken cancellation)
    {
        var name = ReadName(parsed, source);
        if (parsed.GetValue(Preset) is not null)
            return ReadPreset(parsed, source, name, cancellation);
        Refuse(parsed, "a model without --preset", Fonts, ChineseFonts, Lines, Characters);
        var shape = ReadShape(parsed);
        if (parsed.GetValue(Samples) is not { Length: > 0 } paths)
            throw new CommandException("--samples: expected sample inputs to take the tensors' ranges from, got none; or give --preset");
        var files = SampleFiles(paths);
        var labels = ReadLabels(parsed);
        return files.All(IsImage) ? Images(parsed, name, shape, labels, files, cancellation) : Arrays(name, shape, labels, files, cancellation);
    }

    /// <summary>Reads the options of an int8 TFLite model, which brings its own shapes and ranges.</summary>
    /// <exception cref="CommandException">An option is malformed, or is one that only a float model needs.</exception>
    public static TfliteImportOptions ReadTflite(ParseResult parsed, string source)
    {
        RefuseCalibration(parsed, "an int8 TFLite model, whose shapes and ranges are in its file", Shape);
        return new TfliteImportOptions
        {
            Name = ReadName(parsed, source),
            Labels = ReadLabels(parsed),
            Preprocessing = ReadImageOfQuantised(parsed),
        };
    }

    /// <summary>Reads the options of an ONNX model that is quantised already; --shape fixes what its file leaves open.</summary>
    /// <exception cref="CommandException">An option is malformed, or is one that only a float model needs.</exception>
    public static QuantisedOnnxOptions ReadQuantised(ParseResult parsed, string source)
    {
        RefuseCalibration(parsed, "an ONNX model that is quantised already, whose ranges are in its file");
        return new QuantisedOnnxOptions
        {
            Name = ReadName(parsed, source),
            InputShape = parsed.GetValue(Shape) is null ? null : ReadShape(parsed),
            Labels = ReadLabels(parsed),
            Preprocessing = ReadImageOfQuantised(parsed),
        };
    }

    private static string ReadName(ParseResult parsed, string source) => parsed.GetValue(Name) switch
    {
        null => Path.GetFileNameWithoutExtension(source),
        "" => throw new CommandException("--name: expected a name, got an empty one"),
        var name => name,
    };

    private static void RefuseCalibration(ParseResult parsed, string model, params Option[] more) =>
        Refuse(parsed, model, [Preset, Fonts, ChineseFonts, Lines, Characters, Samples, .. more]);

    /// <summary>An option that would change nothing is refused: whoever gave it thinks that it does.</summary>
    private static void Refuse(ParseResult parsed, string model, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new CommandException($"{option.Name}: expected none for {model}");
        }
    }

    private static ImagePreprocessing? ReadImageOfQuantised(ParseResult parsed)
    {
        var isImage = new Option[] { Channels, Fit, Mean, Deviation }.Any(option => parsed.GetResult(option) is { Implicit: false });
        return isImage ? ReadPreprocessing(parsed, parsed.GetValue(Channels) == "gray" ? 1 : 3) : null;
    }

    private static ImportOptions ReadPreset(ParseResult parsed, string source, string name, CancellationToken cancellation)
    {
        // More pages widen the detector's ranges: with 24, boxes fitted worse than with 12.
        const int StandardLines = 256, StandardPages = 12;
        var preset = parsed.GetValue(Preset)!;
        Refuse(parsed, $"--preset {preset}, which brings its own", Samples, Channels, Fit, Mean, Deviation, Labels);
        if (preset != TextDetection)
            Refuse(parsed, $"--preset {preset}, which brings its own", Shape);
        if (preset != TextRecognition)
            Refuse(parsed, $"--preset {preset}, whose output is no text", Characters);
        var fonts = parsed.GetValue(Fonts) ?? throw new CommandException($"--fonts: expected a folder of fonts for --preset {preset}, got none");
        var lines = parsed.GetValue(Lines) ?? (preset == TextDetection ? StandardPages : StandardLines);
        var chineseFonts = parsed.GetValue(ChineseFonts);
        if (chineseFonts is not null && preset != TextRecognition)
            throw new CommandException($"--chinese-fonts: expected none for --preset {preset}, whose samples have no Chinese text");
        using var renderer = TextLineRenderer.FromDirectory(fonts);
        using var hard = chineseFonts is null ? null : new HardLineRenderer(renderer, chineseFonts);
        return preset switch
        {
            TextDetection => TextDetectionModel.CreateOptions(renderer, lines, Side(parsed), cancellation) with { Name = name },
            TextRecognition => TextRecognitionModel.CreateOptions(renderer, CharacterSet.Load(CharacterFile(parsed, source)), lines, hard, cancellation) with { Name = name },
            _ => TextDirectionModel.CreateOptions(renderer, lines, cancellation) with { Name = name },
        };
    }

    private static string CharacterFile(ParseResult parsed, string source) =>
        parsed.GetValue(Characters) ?? Path.Combine(Path.GetDirectoryName(source) ?? "", "ppocr_keys_v1.txt");

    private static int Side(ParseResult parsed)
    {
        if (parsed.GetValue(Shape) is null)
            return TextDetectionModel.StandardSide;
        return ReadShape(parsed) is [1, 3, var height, var width] && height == width
            ? height
            : throw new CommandException($"--shape: expected 1,3,side,side for --preset {TextDetection}, got '{parsed.GetValue(Shape)}'");
    }

    private static int[] ReadShape(ParseResult parsed)
    {
        var text = parsed.GetValue(Shape) ?? throw new CommandException("--shape: expected the shape of the model's input, such as 1,3,224,224, got none");
        var shape = text.Split(',').Select(part => int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        return shape.Length is >= 2 and <= 4 && shape[0] == 1 && shape.All(size => size is >= 1 and <= TensorShape.MaximumDimension)
            ? shape
            : throw new CommandException($"--shape: expected 1,channels,height,width, 1,rows,channels or 1,channels, got '{text}'");
    }

    private static List<string> SampleFiles(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                files.AddRange(Directory.EnumerateFiles(path).Where(file => IsImage(file) || IsArray(file)).Order(StringComparer.Ordinal));
            else if (File.Exists(path))
                files.Add(path);
            else
                throw new CommandException($"--samples: expected a file or folder at '{path}', but there is none");
        }

        if (files.Count == 0)
            throw new CommandException($"--samples: expected .png, .jpg, .jpeg or .npy files in '{string.Join("', '", paths)}', but there are none");
        return files.All(IsImage) || files.All(IsArray)
            ? files
            : throw new CommandException("--samples: expected only images (.png, .jpg, .jpeg) or only .npy arrays");
    }

    private static ImportOptions Images(
        ParseResult parsed, string name, int[] shape, string[] labels, List<string> files, CancellationToken cancellation)
    {
        if (shape.Length != 4 || shape[1] is not (1 or 3))
            throw new CommandException($"--shape: expected 1,1,height,width or 1,3,height,width for images, got {string.Join(',', shape)}");
        var normalisation = new ImageNormalisation(shape[2], shape[3], ReadPreprocessing(parsed, shape[1]));
        var inputs = new float[files.Count][];
        Parallel.For(0, inputs.Length, new ParallelOptions { CancellationToken = cancellation }, i => inputs[i] = normalisation.ToFloats(RgbImage.Load(files[i])));
        return new ImportOptions { Name = name, Image = normalisation, CalibrationInputs = inputs, Labels = labels };
    }

    private static ImagePreprocessing ReadPreprocessing(ParseResult parsed, int channels)
    {
        var order = (parsed.GetValue(Channels) ?? (channels == 1 ? "gray" : "rgb")) switch
        {
            "gray" => ChannelOrder.Gray,
            "bgr" => ChannelOrder.Bgr,
            _ => ChannelOrder.Rgb,
        };
        if ((order == ChannelOrder.Gray) != (channels == 1))
            throw new CommandException($"--channels: expected gray for a shape with one channel and rgb or bgr for one with three, got {parsed.GetValue(Channels)} for {channels}");
        var fit = parsed.GetValue(Fit) == "pad-right" ? ImageFit.PadRight : ImageFit.Stretch;
        var preprocessing = new ImagePreprocessing(order, fit, Numbers(parsed, Mean, channels, 0), Numbers(parsed, Deviation, channels, 1));
        return preprocessing.StandardDeviation.All(deviation => deviation > 0)
            ? preprocessing
            : throw new CommandException($"--deviation: expected numbers above 0, got {parsed.GetValue(Deviation)}");
    }

    private static ImportOptions Arrays(string name, int[] shape, string[] labels, List<string> files, CancellationToken cancellation)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var inputs = new List<float[]>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = NumpyArray.Parse(file, File.ReadAllBytes(file)).ToDoubles();
            if (values.Length % count != 0 || values.Any(value => !double.IsFinite(value)))
                throw new CommandException($"--samples: expected a multiple of {count} finite numbers ({string.Join(',', shape)}), but '{file}' holds {values.Length} of which not all may be finite");
            inputs.AddRange(values.Chunk((int)count).Select(sample => sample.Select(value => (float)value).ToArray()));
        }

        // The encoding of the input must be able to say 0 exactly, and needs a width.
        var low = Math.Min(0, inputs.Min(sample => sample.Min()));
        var high = Math.Max(0, inputs.Max(sample => sample.Max()));
        if (low == high)
            throw new CommandException("--samples: expected inputs that are not all 0");
        return new ImportOptions { Name = name, Tensor = new TensorInput(shape, low, high), CalibrationInputs = inputs, Labels = labels };
    }

    private static ImmutableArray<double> Numbers(ParseResult parsed, Option<string> option, int channels, double standard)
    {
        if (parsed.GetValue(option) is not { } text)
            return [.. Enumerable.Repeat(standard, channels)];
        var numbers = text.Split(',').Select(part => double.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == channels && numbers.All(double.IsFinite)
            ? [.. numbers]
            : throw new CommandException($"{option.Name}: expected {channels} numbers separated by commas, got '{text}'");
    }

    private static string[] ReadLabels(ParseResult parsed)
    {
        if (parsed.GetValue(Labels) is not { } file)
            return [];
        return File.Exists(file)
            ? [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)]
            : throw new CommandException($"--labels: expected a file at '{file}', but there is none");
    }

    private static bool IsImage(string file) => Path.GetExtension(file).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG";

    private static bool IsArray(string file) => string.Equals(Path.GetExtension(file), ".npy", StringComparison.OrdinalIgnoreCase);
}

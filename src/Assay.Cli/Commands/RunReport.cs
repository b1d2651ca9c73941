using System.Globalization;
using System.Text.Json.Serialization;
using Assay.Cli.Infrastructure;
using Assay.Import.Evaluation;
using Assay.Inference;

namespace Assay.Cli.Commands;

/// <summary>What <c>assay model run</c> prints.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="ModelId">Its id.</param>
/// <param name="Executor">What computed.</param>
/// <param name="InputRoot">The root of the input space.</param>
/// <param name="OutputRoot">The root of the output space.</param>
/// <param name="TraceRoot">The root over body and output, if it was asked for.</param>
/// <param name="Milliseconds">The time of the run itself.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record RunReport(
    string Model,
    string ModelId,
    string Executor,
    string InputRoot,
    string OutputRoot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceRoot,
    double Milliseconds,
    IReadOnlyList<OutputReport> Outputs);

/// <summary>One class with what the model says about it.</summary>
/// <param name="Label">The class.</param>
/// <param name="Probability">Its probability, where the output is a distribution.</param>
/// <param name="Score">The output's real value.</param>
internal sealed record LabelReport(string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Probability, double Score);

/// <summary>One output of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Scale">The real value of one step.</param>
/// <param name="Values">The real values, at most <see cref="MaximumValues"/> of them.</param>
/// <param name="Labels">The classes, likeliest first, if the output has one value a class.</param>
internal sealed record OutputReport(
    string Name,
    string Type,
    IReadOnlyList<int> Shape,
    double Scale,
    IReadOnlyList<double> Values,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LabelReport>? Labels)
{
    /// <summary>How many values are printed; the rest is in the file of <c>--output</c>.</summary>
    public const int MaximumValues = 1024;

    private const int SummaryValues = 12;

    // Rounding to integers leaves the sum of a soft-max a little off 1.
    private const double DistributionTolerance = 0.05;

    /// <summary>Reads an output.</summary>
    public static OutputReport Of(InferenceProgram program, TensorDescriptor tensor, ReadOnlySpan<byte> bytes)
    {
        var values = OutputValues.Read(tensor, bytes);
        return new OutputReport(
            tensor.Name,
            ModelInputs.TypeName(tensor.Type),
            [tensor.Shape.Batch, tensor.Shape.Height, tensor.Shape.Width, tensor.Shape.Channels],
            tensor.Scale,
            [.. values.Take(MaximumValues)],
            program.Labels.Length == values.Length ? Classes(program.Labels, values) : null);
    }

    /// <summary>The output in one line: the classes, or the first values.</summary>
    public string Summary()
    {
        if (Labels is not null)
            return "  " + string.Join(", ", Labels.Take(5).Select(label => label.Probability is { } probability ? $"{label.Label} ({probability:P1})" : $"{label.Label} ({label.Score:G6})"));
        var first = string.Join(", ", Values.Take(SummaryValues).Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
        return "  " + first + (Shape.Aggregate(1L, (product, size) => product * size) > SummaryValues ? ", …" : "");
    }

    private static LabelReport[] Classes(IReadOnlyList<string> labels, double[] values)
    {
        var distribution = values.All(value => value >= 0) && Math.Abs(values.Sum() - 1) <= DistributionTolerance;
        return [.. labels.Zip(values, (label, value) => new LabelReport(label, distribution ? Math.Min(1, value) : null, value)).OrderByDescending(label => label.Score)];
    }
}

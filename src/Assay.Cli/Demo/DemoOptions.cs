namespace Assay.Cli.Demo;

/// <summary>What <c>assay demo</c> is asked for.</summary>
/// <param name="CalibrationLines">Rendered lines that the quantiser sees.</param>
/// <param name="EvaluationLines">Other rendered lines on which quantised and float model are compared.</param>
internal sealed record DemoOptions(int CalibrationLines, int EvaluationLines);

namespace Assay.Inference.Testing;

/// <summary>A program, its inputs and the outputs which every executor must give.</summary>
/// <param name="Id">The name of the case.</param>
/// <param name="Program">The program.</param>
/// <param name="Inputs">One per input of the program.</param>
/// <param name="Expected">One per output of the program.</param>
public sealed record GoldenCase(
    string Id, InferenceProgram Program, IReadOnlyList<ReadOnlyMemory<byte>> Inputs, IReadOnlyList<ReadOnlyMemory<byte>> Expected)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>The vectors of one operator.</summary>
/// <param name="Operator">The file's name without its ending.</param>
/// <param name="Cases">The cases that the profile has an operator for.</param>
/// <param name="Unsupported">Why the other cases have none, with their number.</param>
public sealed record GoldenSet(string Operator, IReadOnlyList<GoldenCase> Cases, IReadOnlyDictionary<string, int> Unsupported);

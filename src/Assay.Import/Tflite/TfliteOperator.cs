namespace Assay.Import.Tflite;

/// <summary>An operator of a TFLite graph.</summary>
/// <param name="Index">Its place in the order of execution.</param>
/// <param name="Kind">Its name in the schema, or the name of a custom operator.</param>
/// <param name="Inputs">Numbers of the tensors read; −1 for an absent optional one.</param>
/// <param name="Outputs">Numbers of the tensors written.</param>
/// <param name="Options">What it is told beside its tensors.</param>
/// <param name="Label">What errors call it: place, name and tensors.</param>
internal sealed record TfliteOperator(
    int Index, string Kind, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, TfliteOptions? Options, string Label)
{
    /// <summary>The options, of the kind that the operator needs.</summary>
    /// <exception cref="ImportException">The file gives others, or none.</exception>
    public T OptionsAs<T>()
        where T : TfliteOptions => Options as T ?? throw Error("the file gives no options; the operator needs them");

    /// <summary>Whether an optional input is there.</summary>
    public bool HasInput(int index) => index < Inputs.Count && Inputs[index] >= 0;

    /// <summary>An error that names the operator.</summary>
    public ImportException Error(string problem) => new($"{Label}: {problem}.");
}

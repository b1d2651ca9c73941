namespace Assay.Inference;

/// <summary>A program is not valid.</summary>
/// <param name="name">The name of the model.</param>
/// <param name="fault">Why.</param>
public sealed class ProgramValidationException(string name, ProgramFault fault) : Exception($"The program '{name}' is not valid: {fault.Message}")
{
    /// <summary>Why.</summary>
    public ProgramFault Fault { get; } = fault;
}

namespace Assay.Inference;

/// <summary>Why a program is not valid.</summary>
/// <param name="Reason">The rule, or <see cref="InvalidReason.None"/> when the program's description does not fit its instructions.</param>
/// <param name="Instruction">The instruction which breaks it, or null.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record ProgramFault(InvalidReason Reason, int? Instruction, string Message);

namespace Assay.Inference;

/// <summary>Which part of an element's fold a step is.</summary>
public enum StepKind
{
    /// <summary>All of it; the element has one segment.</summary>
    Whole,

    /// <summary>One of several segments.</summary>
    Segment,

    /// <summary>From the last accumulator to the element's value.</summary>
    Finish,
}

/// <summary>Everything that proves one step, as the one-step verifier takes it.</summary>
public sealed record StepWitness
{
    /// <summary>Which part of the fold it is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The position of the instruction in the program.</summary>
    public required int InstructionIndex { get; init; }

    /// <summary>The instruction's 224 bytes.</summary>
    public required ReadOnlyMemory<byte> Instruction { get; init; }

    /// <summary>The siblings which prove the instruction, one per level, leaves first.</summary>
    public required IReadOnlyList<Digest> InstructionSiblings { get; init; }

    /// <summary>The row-major index of the element in the instruction's output.</summary>
    public required long Element { get; init; }

    /// <summary>The segment; 0 unless the kind is <see cref="StepKind.Segment"/>.</summary>
    public int Segment { get; init; }

    /// <summary>The accumulator before the step; 0 for a whole step, which starts by itself.</summary>
    public int Accumulator { get; init; }

    /// <summary>The 128-byte chunks of all runs, one run after the other.</summary>
    public required ReadOnlyMemory<byte> Chunks { get; init; }

    /// <summary>The siblings of all runs, one run after the other.</summary>
    public required IReadOnlyList<Digest> Siblings { get; init; }

    /// <summary>What the step gives: the element's value, or after a segment the accumulator.</summary>
    public required int Result { get; init; }
}

using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>
/// A model as a program: instructions in static single assignment form, its constants, and the tensors which it takes and gives.
/// Built by <see cref="ProgramBuilder"/> or loaded from a container; <see cref="InstructionValidator"/> checks it.
/// </summary>
public sealed class InferenceProgram
{
    /// <summary>The version of the arithmetic that programs follow.</summary>
    public const ushort ProfileVersion = 1;

    /// <summary>Names what a program is made of. Nothing is checked here except the sizes of memory.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="instructions">The instructions in program order.</param>
    /// <param name="constants">The constants space, whole pages.</param>
    /// <param name="inputs">The input tensors in the order of the input space.</param>
    /// <param name="outputs">The output tensors in program order.</param>
    /// <param name="pages">The page counts of the four spaces.</param>
    /// <exception cref="ArgumentException">The constants have another length than their page count says.</exception>
    public InferenceProgram(
        string name,
        ImmutableArray<Instruction> instructions,
        ReadOnlyMemory<byte> constants,
        ImmutableArray<TensorDescriptor> inputs,
        ImmutableArray<TensorDescriptor> outputs,
        PageCounts pages)
    {
        ArgumentNullException.ThrowIfNull(name);
        long expected = (long)pages.Constants * Memory.PageSize;
        if (constants.Length != expected)
            throw new ArgumentException($"The constants of '{name}' need {expected} bytes ({pages.Constants} pages), but have {constants.Length}.", nameof(constants));

        Name = name;
        Instructions = instructions;
        Constants = constants;
        Inputs = inputs;
        Outputs = outputs;
        Pages = pages;
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The instructions in program order.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>The constants space, whole pages.</summary>
    public ReadOnlyMemory<byte> Constants { get; }

    /// <summary>The input tensors in the order of the input space.</summary>
    public ImmutableArray<TensorDescriptor> Inputs { get; }

    /// <summary>The output tensors in program order.</summary>
    public ImmutableArray<TensorDescriptor> Outputs { get; }

    /// <summary>The page counts of the four spaces.</summary>
    public PageCounts Pages { get; }

    /// <summary>Names of the classes, if the model has any.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>How the model wants its image, if it takes one.</summary>
    public ImagePreprocessing? Preprocessing { get; init; }
}

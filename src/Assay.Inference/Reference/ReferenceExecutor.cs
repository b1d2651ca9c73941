using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>Runs a program one element at a time. It is the measure for every other executor, and slow.</summary>
public sealed class ReferenceExecutor : IProgramExecutor
{
    private const int ElementsBetweenCancellationChecks = 1024;

    private readonly InferenceProgram _program;
    private readonly Action<int, System.Memory<byte>>? _afterInstruction;

    /// <summary>Takes a program, which must be valid.</summary>
    /// <param name="program">The program.</param>
    /// <param name="afterInstruction">
    /// Called after each instruction with its index and its output's bytes, which it may change: later instructions go on from the changed bytes.
    /// </param>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    public ReferenceExecutor(InferenceProgram program, Action<int, System.Memory<byte>>? afterInstruction = null)
    {
        InstructionValidator.ThrowIfInvalid(program);
        _program = program;
        _afterInstruction = afterInstruction;
    }

    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public ExecutionResult Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody = false, CancellationToken cancellationToken = default)
    {
        byte[] input = InputSpace.Create(_program, inputs);
        byte[] body = new byte[Memory.ArrayLength(_program.Pages.Body)];
        byte[] output = new byte[Memory.ArrayLength(_program.Pages.Output)];
        Continue(input, body, output, firstInstruction: 0, cancellationToken);
        return ExecutionResult.FromSpaces(_program, output, keepBody ? body : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>
    /// Goes on with a run from an instruction: what was written before it is taken from the spaces as it is, right or wrong. That is how a run that is wrong in one
    /// place is made.
    /// </summary>
    /// <param name="input">The input space.</param>
    /// <param name="body">The body space, written from the first instruction on.</param>
    /// <param name="output">The output space, written from the first instruction on.</param>
    /// <param name="firstInstruction">The first instruction to run.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public void Continue(ReadOnlyMemory<byte> input, System.Memory<byte> body, System.Memory<byte> output, int firstInstruction, CancellationToken cancellationToken = default)
    {
        var memory = new SpaceMemory(input, _program.Constants, body, output);
        for (int index = firstInstruction; index < _program.Instructions.Length; index++)
        {
            Instruction instruction = _program.Instructions[index];
            System.Memory<byte> space = instruction.OutputSpace == MemorySpace.Body ? body : output;
            Execute(instruction, memory, space.Span, cancellationToken);
            _afterInstruction?.Invoke(index, space.Slice((int)instruction.OutputByteOffset, (int)instruction.OutputByteLength));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every run brings its own buffers; there is nothing to give back.
    }

    private static void Execute(Instruction instruction, ProgramMemory memory, Span<byte> space, CancellationToken cancellationToken)
    {
        ElementFold fold = ElementFold.Of(instruction);
        int length = StepPlan.ReductionLength(instruction);
        Span<byte> target = space.Slice(checked((int)instruction.OutputByteOffset), checked((int)instruction.OutputByteLength));
        for (long element = 0; element < instruction.OutputShape.Elements; element++)
        {
            if (element % ElementsBetweenCancellationChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            int accumulator = fold.Accumulate(memory, element, fold.Initial, 0, length);
            Write(target, instruction.OutputType, element, fold.Finish(memory, element, accumulator));
        }
    }

    private static void Write(Span<byte> target, ElementType type, long element, int value)
    {
        Span<byte> bytes = target[checked((int)(element * type.Size()))..];
        switch (type)
        {
            case ElementType.Int8:
                bytes[0] = unchecked((byte)value);
                break;
            case ElementType.Int16:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, unchecked((short)value));
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
                break;
        }
    }
}

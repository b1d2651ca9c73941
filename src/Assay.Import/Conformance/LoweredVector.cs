using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>A vector on its way to a program: the builder and the bytes of the inputs, in the order in which they were added.</summary>
internal sealed class LoweredVector(TosaRecord record)
{
    private readonly List<ReadOnlyMemory<byte>> _inputs = [];

    internal ProgramBuilder Builder { get; } = new(record.Id);

    internal TosaRecord Record { get; } = record;

    /// <summary>Adds an input of the program under a shape of as many elements.</summary>
    internal TensorHandle Add(TosaTensor tensor, TensorShape shape, int zeroPoint = 0) => Add(tensor, shape, tensor.Data, zeroPoint);

    /// <summary>Adds an input whose bytes are in another order than in the vector.</summary>
    internal TensorHandle Add(TosaTensor tensor, TensorShape shape, ReadOnlyMemory<byte> bytes, int zeroPoint = 0)
    {
        _inputs.Add(bytes);
        return Builder.AddInput($"input {_inputs.Count}", tensor.ElementType, shape, zeroPoint: zeroPoint);
    }

    /// <summary>The finished case.</summary>
    /// <exception cref="UnsupportedCaseException">No valid instruction does this.</exception>
    internal ConformanceCase Finish(TensorHandle output)
    {
        Builder.MarkOutput(output, "output");
        try
        {
            return new ConformanceCase(Record.Id, Record.Operator, Builder.Build(), _inputs, Record.Output.Data);
        }
        catch (ProgramValidationException exception)
        {
            throw new UnsupportedCaseException(exception.Fault.Reason == InvalidReason.StepTooLarge
                ? "a step would be too large to be proven"
                : $"the instruction would break rule {(int)exception.Fault.Reason}, {exception.Fault.Reason}");
        }
    }
}

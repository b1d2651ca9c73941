using System.Collections.Immutable;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Import.Quantisation;

/// <summary>Runs a program one instruction at a time on many inputs, and keeps every result until its last reader has run.</summary>
internal sealed class CalibrationTrace
{
    private readonly InferenceProgram _program;
    private readonly ReadOnlyMemory<byte>[] _inputs;
    private readonly Dictionary<uint, ReadOnlyMemory<byte>[]> _results = [];
    private readonly Dictionary<uint, int> _lastReaders = [];
    private int _next;

    /// <summary>Starts in front of the first instruction.</summary>
    /// <param name="program">A program of one input. Its constants may change while it runs.</param>
    /// <param name="inputs">The bytes of its input.</param>
    public CalibrationTrace(InferenceProgram program, IReadOnlyList<byte[]> inputs)
    {
        _program = program;
        _inputs = [.. inputs.Select(input => (ReadOnlyMemory<byte>)input)];
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            foreach (Operand operand in program.Instructions[i].Operands())
                _lastReaders[operand.Producer] = i;
        }
    }

    public int Samples => _inputs.Length;

    /// <summary>The bytes of an operand of the next instruction.</summary>
    public ReadOnlyMemory<byte> Values(Operand operand, int sample) =>
        operand.Space == MemorySpace.Input ? _inputs[sample] : _results[operand.Producer][sample];

    /// <summary>Runs the next instruction on every input.</summary>
    public void Advance(CancellationToken cancellationToken)
    {
        Instruction instruction = _program.Instructions[_next];
        Operand[] operands = [.. instruction.Operands().Where(operand => operand.Space != MemorySpace.Constants)];
        using var executor = new CpuExecutor(Alone(instruction), new CpuExecutorOptions { Threads = Environment.ProcessorCount });
        var results = new ReadOnlyMemory<byte>[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            int number = sample;
            results[sample] = executor.Run([.. operands.Select(operand => Values(operand, number))], cancellationToken: cancellationToken).Outputs[0];
        }

        _results[(uint)_next] = results;
        foreach (Operand operand in operands.Where(operand => _lastReaders[operand.Producer] == _next))
            _results.Remove(operand.Producer);
        _next++;
    }

    /// <summary>A program of this instruction alone, whose inputs are what it reads.</summary>
    private InferenceProgram Alone(Instruction instruction)
    {
        var inputs = ImmutableArray.CreateBuilder<TensorDescriptor>();
        uint page = 0;
        Operand a = Read(instruction.A)!;
        Operand? b = Read(instruction.B), c = Read(instruction.C);
        uint pages = (uint)instruction.OutputShape.Pages(instruction.OutputType);
        Instruction alone = instruction with
        {
            A = a,
            B = b,
            C = c,
            OutputSpace = MemorySpace.Output,
            OutputPage = 0,
            NextBodyPage = 0,
            NextOutputPage = pages,
        };
        var output = new TensorDescriptor("result", instruction.OutputType, instruction.OutputShape, 0, 1, 0) { IsUnsigned = instruction.UnsignedOutput };
        return new InferenceProgram(
            _program.Name, [alone], _program.Constants, inputs.ToImmutable(), [output], new PageCounts(page, _program.Pages.Constants, 0, pages));

        Operand? Read(Operand? operand)
        {
            if (operand is null || operand.Space == MemorySpace.Constants)
                return operand;
            inputs.Add(new TensorDescriptor($"operand {inputs.Count}", operand.Type, operand.Shape, page, 1, operand.ZeroPoint));
            Operand moved = operand with { Space = MemorySpace.Input, Page = page, Producer = Operand.NoProducer };
            page += (uint)operand.Shape.Pages(operand.Type);
            return moved;
        }
    }
}

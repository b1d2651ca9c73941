using Assay.Inference.Cpu.Nodes;

namespace Assay.Inference.Cpu;

/// <summary>The memory of an executor: input, output and body, and copies of the constants that operands read.</summary>
internal sealed unsafe class CpuMemory : IDisposable
{
    private readonly InferenceProgram _program;
    private readonly Dictionary<Operand, NativeBuffer> _constants = [];
    private readonly ArenaPlan _compact;
    private readonly ArenaPlan _paged;
    private NativeBuffer? _compactBody;
    private NativeBuffer? _pagedBody;
    private NativeBuffer? _bodyNodes;

    public CpuMemory(InferenceProgram program)
    {
        _program = program;
        _compact = ArenaPlan.Compact(program);
        _paged = ArenaPlan.Paged(program);
        Input = new NativeBuffer((long)program.Pages.Input * Memory.PageSize);
        Output = new NativeBuffer((long)program.Pages.Output * Memory.PageSize);
        foreach (Instruction instruction in program.Instructions)
        {
            foreach (Operand operand in instruction.Operands())
                CopyConstant(operand);
        }
    }

    public NativeBuffer Input { get; }

    public NativeBuffer Output { get; }

    /// <summary>The body as the program lays it out; allocated when first asked for.</summary>
    public NativeBuffer PagedBody => _pagedBody ??= new NativeBuffer(_paged.Length);

    /// <summary>Room for the nodes of the tree over <see cref="PagedBody"/>; allocated when first asked for.</summary>
    public NativeBuffer BodyNodes => _bodyNodes ??= new NativeBuffer(HashTree.BytesFor(checked((int)_program.Pages.Body), arePages: true));

    /// <summary>Addresses with the body as the program lays it out, or compact.</summary>
    public IAddressSpace Addresses(bool paged) => paged
        ? new BodyAddresses(this, PagedBody, _paged)
        : new BodyAddresses(this, _compactBody ??= new NativeBuffer(_compact.Length), _compact);

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        _compactBody?.Dispose();
        _pagedBody?.Dispose();
        _bodyNodes?.Dispose();
        foreach (NativeBuffer constant in _constants.Values)
            constant.Dispose();
    }

    private void CopyConstant(Operand? operand)
    {
        if (operand is not { Space: MemorySpace.Constants } || _constants.ContainsKey(operand))
            return;

        // Kernels read beyond the end, which the caller's memory need not allow.
        NativeBuffer copy = new(operand.Shape.ByteLength(operand.Type));
        _program.Constants.Span.Slice(checked((int)operand.ByteOffset), checked((int)copy.Length)).CopyTo(new Span<byte>(copy.Pointer, (int)copy.Length));
        _constants.Add(operand, copy);
    }

    private sealed class BodyAddresses(CpuMemory memory, NativeBuffer body, ArenaPlan plan) : IAddressSpace
    {
        public byte* Source(Operand operand) => operand.Space switch
        {
            MemorySpace.Input => memory.Input.Pointer + operand.ByteOffset,
            MemorySpace.Constants => memory._constants[operand].Pointer,
            MemorySpace.Body => body.Pointer + plan.Offsets[operand.Producer],
            _ => memory.Output.Pointer + operand.ByteOffset,
        };

        public byte* Target(int instruction)
        {
            Instruction written = memory._program.Instructions[instruction];
            return written.OutputSpace == MemorySpace.Body ? body.Pointer + plan.Offsets[instruction] : memory.Output.Pointer + written.OutputByteOffset;
        }
    }
}

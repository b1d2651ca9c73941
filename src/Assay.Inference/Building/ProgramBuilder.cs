using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>
/// Builds a program: constants first become pages, instructions become the trace's layout. Nothing that the methods return refers to a page of the trace,
/// so that outputs can be marked at any time; <see cref="Build"/> lays everything out and validates it.
/// </summary>
public sealed partial class ProgramBuilder
{
    /// <summary>The entries of a table.</summary>
    public const int TableLength = 513;

    private readonly string _name;
    private readonly ConstantsBuilder _constants = new();
    private readonly List<TensorDescriptor> _inputs = [];
    private readonly List<PendingInstruction> _instructions = [];
    private readonly Dictionary<int, PendingOutput> _outputs = [];
    private uint _inputPages;

    /// <summary>Starts an empty program.</summary>
    /// <param name="name">The name of the model.</param>
    public ProgramBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>Names of the classes, if the model has any.</summary>
    public ImmutableArray<string> Labels { get; set; } = [];

    /// <summary>How the model wants its image, if it takes one.</summary>
    public ImagePreprocessing? Preprocessing { get; set; }

    /// <summary>Adds an input tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="scale">The real value of one step, for people.</param>
    /// <param name="zeroPoint">The value which stands for zero.</param>
    /// <param name="isUnsigned">Whether its bytes stand for 0 … 2ⁿ−1; instructions read them as signed unless they are told otherwise.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or the type is too wide to be unsigned.</exception>
    public TensorHandle AddInput(string name, ElementType type, TensorShape shape, double scale = 1, int zeroPoint = 0, bool isUnsigned = false)
    {
        RequireShape(name, type, shape);
        RequireNarrow(name, type, isUnsigned);
        _inputs.Add(new TensorDescriptor(name, type, shape, _inputPages, scale, zeroPoint) { IsUnsigned = isUnsigned });
        _inputPages = checked(_inputPages + (uint)shape.Pages(type));
        return new TensorHandle(this, MemorySpace.Input, _inputs.Count - 1, type, shape, zeroPoint);
    }

    /// <summary>Adds a constant tensor.</summary>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bytes">Its elements, row-major, little-endian.</param>
    /// <param name="zeroPoint">The value which stands for zero.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or the bytes do not fit it.</exception>
    public TensorHandle AddConstant(ElementType type, TensorShape shape, ReadOnlySpan<byte> bytes, int zeroPoint = 0)
    {
        RequireShape("constant", type, shape);
        if (bytes.Length != shape.ByteLength(type))
            throw new ArgumentException($"A constant {type} {shape} has {shape.ByteLength(type)} bytes, but {bytes.Length} were given.", nameof(bytes));
        return new TensorHandle(this, MemorySpace.Constants, checked((int)_constants.Add(bytes)), type, shape, zeroPoint);
    }

    /// <summary>Adds a table of 513 entries, or finds the same table, and returns its page for <see cref="Epilogue.Table"/>.</summary>
    /// <exception cref="ArgumentException">There are not 513 entries.</exception>
    public uint AddTable(ReadOnlySpan<short> entries)
    {
        if (entries.Length != TableLength)
            throw new ArgumentException($"A table has {TableLength} entries, but {entries.Length} were given.", nameof(entries));
        return _constants.AddTable(entries);
    }

    /// <summary>Adds the channel blocks of a convolution.</summary>
    /// <param name="weights">One row per output channel, in the order of the reduction: <c>[OC, KH, KW, IC]</c>, or <c>[OC, KH, KW]</c> for depthwise.</param>
    /// <param name="bias">One per output channel.</param>
    /// <param name="multipliers">One per output channel, or empty when the epilogue is not per channel.</param>
    /// <param name="shifts">One per output channel, or empty when the epilogue is not per channel.</param>
    /// <param name="seconds">One per output channel, or empty when the epilogue's second rescale is not per channel; multipliers of 16 bits go with it (<see cref="ChannelRecord"/>).</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public ChannelBlocks AddChannelBlocks(
        ReadOnlySpan<sbyte> weights,
        ReadOnlySpan<int> bias,
        ReadOnlySpan<int> multipliers = default,
        ReadOnlySpan<byte> shifts = default,
        ReadOnlySpan<ChannelRescale> seconds = default)
    {
        if (bias.IsEmpty || weights.IsEmpty || weights.Length % bias.Length != 0)
            throw new ArgumentException($"{weights.Length} weights cannot be shared by {bias.Length} output channels.", nameof(weights));
        if (multipliers.Length != shifts.Length || (!multipliers.IsEmpty && multipliers.Length != bias.Length))
        {
            throw new ArgumentException(
                $"Multipliers and shifts must be empty or one for each of {bias.Length} channels, but are {multipliers.Length} and {shifts.Length}.",
                nameof(multipliers));
        }

        if (!seconds.IsEmpty && seconds.Length != bias.Length)
            throw new ArgumentException($"Second rescales must be none or one for each of {bias.Length} channels, but there are {seconds.Length}.", nameof(seconds));
        return _constants.AddChannelBlocks(weights, bias, multipliers, shifts, seconds);
    }

    /// <summary>The same tensor under another shape of the same number of elements; no instruction is needed.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public TensorHandle Reshape(TensorHandle tensor, TensorShape shape)
    {
        RequireOwn(tensor);
        RequireShape("reshaped tensor", tensor.Type, shape);
        if (shape.Elements != tensor.Shape.Elements)
            throw new ArgumentException($"{tensor.Shape} cannot be seen as {shape}: {tensor.Shape.Elements} elements against {shape.Elements}.", nameof(shape));
        return tensor with { Shape = shape };
    }

    /// <summary>
    /// Makes the result of an instruction an output of the program. Outputs are listed in program order, not in the order of these calls. An output which other
    /// instructions read is copied by an instruction at the end of the program, because no instruction may read the output space.
    /// </summary>
    /// <param name="tensor">What an instruction wrote, under the shape which the interface is to have.</param>
    /// <param name="name">The name of the output.</param>
    /// <param name="scale">The real value of one step, for people.</param>
    /// <param name="isUnsigned">Whether its bytes stand for 0 … 2ⁿ−1, for people.</param>
    /// <exception cref="ArgumentException">The tensor is an input or a constant, is an output already, or is too wide to be unsigned.</exception>
    public void MarkOutput(TensorHandle tensor, string name, double scale = 1, bool isUnsigned = false)
    {
        RequireOwn(tensor);
        RequireNarrow(name, tensor.Type, isUnsigned);
        if (tensor.Space != MemorySpace.Body)
            throw new ArgumentException($"Output '{name}' must be written by an instruction; copy the {tensor.Space} tensor with Rescale.", nameof(tensor));
        if (!_outputs.TryAdd(tensor.Index, new PendingOutput(name, tensor, scale, isUnsigned)))
            throw new ArgumentException($"Output '{name}' is already the output '{_outputs[tensor.Index].Name}'.", nameof(tensor));
    }

    /// <summary>Lays the program out and validates it.</summary>
    /// <exception cref="ProgramValidationException">An instruction is not valid; the message names it and the reason.</exception>
    public InferenceProgram Build()
    {
        var layout = new LayoutPass(_inputs, _instructions, _outputs);
        var program = new InferenceProgram(
            _name,
            layout.Instructions,
            _constants.ToArray(),
            [.. _inputs],
            layout.Outputs,
            new PageCounts(_inputPages, _constants.PageCount, layout.BodyPages, layout.OutputPages))
        {
            Labels = Labels,
            Preprocessing = Preprocessing,
        };
        InstructionValidator.ThrowIfInvalid(program);
        return program;
    }

    private void RequireOwn(TensorHandle tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!ReferenceEquals(tensor.Owner, this))
            throw new ArgumentException("The tensor belongs to another builder.", nameof(tensor));
    }

    private static void RequireNarrow(string name, ElementType type, bool isUnsigned)
    {
        if (isUnsigned && type == ElementType.Int32)
            throw new ArgumentException($"'{name}' must be int8 or int16 to be unsigned, but is {type}.", nameof(isUnsigned));
    }

    private static void RequireShape(string name, ElementType type, TensorShape shape)
    {
        if (!type.IsDefined() || !shape.IsValid(type))
        {
            throw new ArgumentException(
                $"The shape {shape} of '{name}' ({type}) is out of range: dimensions 1 to {TensorShape.MaximumDimension}, at most {TensorShape.MaximumBytes} bytes.",
                nameof(shape));
        }
    }
}

using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>What every part of an export shares: the program, the graph so far, and where the program's tensors are in it.</summary>
internal sealed class ExportContext
{
    private readonly Dictionary<(MemorySpace Space, uint Page), StoredTensor> _tensors = [];

    public ExportContext(InferenceProgram program, OnnxExportOptions options)
    {
        Program = program;
        Options = options;
        Math = new IntegerMath(Graph);
        Constants = new ProgramConstants(program);
    }

    public InferenceProgram Program { get; }

    public OnnxExportOptions Options { get; }

    public OnnxGraphBuilder Graph { get; } = new();

    public IntegerMath Math { get; }

    public ProgramConstants Constants { get; }

    /// <summary>Index of the instruction that is being exported; for messages.</summary>
    public int Index { get; set; }

    /// <summary>Makes a tensor known under the place where the program has it.</summary>
    public void Define(MemorySpace space, uint page, StoredTensor tensor) => _tensors[(space, page)] = tensor;

    /// <summary>Makes the result of an instruction known, which is stored as integers.</summary>
    public void Define(Instruction instruction, string name, bool channelsFirst = false) => Define(
        instruction.OutputSpace, instruction.OutputPage,
        StoredTensor.OfIntegers(Graph, instruction.OutputType, instruction.OutputShape, name, channelsFirst));

    /// <summary>Makes the result of an instruction known, which is stored as real numbers.</summary>
    public void Define(Instruction instruction, string name, bool channelsFirst, double unit, int zero) => Define(
        instruction.OutputSpace, instruction.OutputPage,
        StoredTensor.OfReals(Graph, instruction.OutputType, instruction.OutputShape, name, channelsFirst, unit, zero));

    /// <summary>The tensor that an operand sees.</summary>
    /// <exception cref="ImportException">It is none that the program declares: part of an input, for example.</exception>
    public StoredTensor Tensor(Operand operand)
    {
        if (_tensors.TryGetValue((operand.Space, operand.Page), out StoredTensor? tensor)
            && tensor.Type == operand.Type && tensor.Shape.Elements == operand.Shape.Elements)
        {
            return tensor;
        }

        if (operand.Space != MemorySpace.Constants)
        {
            throw new ImportException(
                $"Instruction {Index}: it reads {operand.Type} {operand.Shape} at page {operand.Page} of the {operand.Space} space; expected a whole tensor there.");
        }

        tensor = StoredTensor.OfIntegers(Graph, operand.Type, operand.Shape, Constants.Store(Graph, operand));
        Define(operand.Space, operand.Page, tensor);
        return tensor;
    }

    /// <summary>An operand's integers, [N, H, W, C].</summary>
    public string ChannelsLast(Operand operand) => Tensor(operand).Integers(operand.Shape, channelsFirst: false);

    /// <summary>An operand's integers, [N, C, H, W].</summary>
    public string ChannelsFirst(Operand operand) => Tensor(operand).Integers(operand.Shape, channelsFirst: true);

    /// <summary>An operand's elements minus its zero point, which may need 33 bits.</summary>
    public IntegerValue Centred(Operand operand) => Integers(operand, ChannelsLast(operand), operand.ZeroPoint);

    /// <summary>An operand's elements minus its zero point, as an int32.</summary>
    public IntegerValue Wrapped(Operand operand) => Math.Wrap(Centred(operand));

    /// <summary>Elements of an operand, or rearranged ones, minus a zero point.</summary>
    public IntegerValue Integers(Operand operand, string stored, int zeroPoint)
    {
        int offset = StoredTensor.Offset(operand.Type);
        return Math.Load(stored, operand.Type.Minimum() + offset, operand.Type.Maximum() + offset, (long)zeroPoint + offset);
    }

    /// <summary>Numbers within a type as stored elements.</summary>
    public string Store(IntegerValue value, ElementType type) =>
        Graph.Cast(Math.Add(value, StoredTensor.Offset(type)).Name, StoredTensor.OnnxType(type));
}

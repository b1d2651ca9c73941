using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>What every part of the lowering shares: the model and the program so far.</summary>
internal sealed class TfliteLoweringContext(TfliteModel model, string name)
{
    /// <summary>Constants may be this much larger than the file: weights gain a record a channel and whole pages, and are copied for each operator.</summary>
    private const long ConstantsPerFileByte = 16, SmallestConstants = 16 * 1024 * 1024;

    private long _constantsLeft = SmallestConstants + (ConstantsPerFileByte * model.FileBytes);

    private readonly Dictionary<int, TensorHandle> _values = [];
    private readonly Dictionary<int, PaddedTensor> _padded = [];
    private readonly List<string> _instructionNames = [];

    public TfliteModel Model => model;

    public ProgramBuilder Builder { get; } = new(name);

    /// <summary>For every instruction so far, the operator that it comes from.</summary>
    public IReadOnlyList<string> InstructionNames => _instructionNames;

    /// <summary>An input of an operator.</summary>
    /// <exception cref="ImportException">The operator lacks it.</exception>
    public TfliteTensor Tensor(TfliteOperator source, int index) => source.HasInput(index)
        ? model.Tensors[source.Inputs[index]]
        : throw source.Error($"it has no input {index}, which the operator needs");

    /// <summary>The only output of an operator.</summary>
    /// <exception cref="ImportException">It has none, or several.</exception>
    public TfliteTensor Output(TfliteOperator source) => source.Outputs.Count == 1
        ? model.Tensors[source.Outputs[0]]
        : throw source.Error($"it has {source.Outputs.Count} outputs; expected 1");

    /// <summary>An input that must be int8 with one scale.</summary>
    /// <exception cref="ImportException">It is of another type, or quantised otherwise.</exception>
    public TfliteTensor Int8Tensor(TfliteOperator source, int index) => RequireInt8(source, Tensor(source, index), $"input {index}");

    /// <summary>The only output, which must be int8 with one scale.</summary>
    /// <exception cref="ImportException">It is of another type, or quantised otherwise.</exception>
    public TfliteTensor Int8Output(TfliteOperator source) => RequireInt8(source, Output(source), "its output");

    /// <summary>One of several outputs, which must be int8 with one scale.</summary>
    /// <exception cref="ImportException">It is of another type, or quantised otherwise.</exception>
    public TfliteTensor Int8Output(TfliteOperator source, int index) => RequireInt8(source, model.Tensors[source.Outputs[index]], $"output {index}");

    /// <summary>The program's tensor for an int8 tensor of the model, computed or constant.</summary>
    public TensorHandle Value(TfliteOperator source, int index)
    {
        TfliteTensor tensor = Int8Tensor(source, index);
        return _values.TryGetValue(tensor.Index, out TensorHandle? value) ? value : Define(tensor, Constant(source, tensor));
    }

    /// <summary>The program's tensor for a tensor of any type that has one.</summary>
    public TensorHandle? Find(TfliteTensor tensor) => _values.GetValueOrDefault(tensor.Index);

    /// <summary>Says which tensor of the program stands for one of the model.</summary>
    public TensorHandle Define(TfliteTensor tensor, TensorHandle value)
    {
        int zeroPoint = tensor.Type switch
        {
            TfliteElementType.Int8 when tensor.Quantisation is { Scales.Length: 1 } => tensor.ZeroPoint,
            TfliteElementType.Float32 => value.ZeroPoint,
            _ => 0,
        };
        return _values[tensor.Index] = value with { ZeroPoint = zeroPoint };
    }

    /// <summary>Says that a tensor is another one with padding around it, which the convolutions that read it add themselves.</summary>
    public void DefinePadded(TfliteTensor tensor, PaddedTensor padded) => _padded[tensor.Index] = padded;

    /// <summary>The padding that a tensor was defined with, or none.</summary>
    public PaddedTensor? Padded(TfliteOperator source, int index) => _padded.GetValueOrDefault(Tensor(source, index).Index);

    /// <summary>Counts bytes of constants before they are made: a small file that refers to one buffer many times must not become a huge program.</summary>
    /// <exception cref="ImportException">They are more than any honest file has.</exception>
    public void SpendConstants(TfliteOperator source, long bytes)
    {
        _constantsLeft -= bytes;
        if (_constantsLeft < 0)
            throw source.Error($"with its constants the program's are more than {ConstantsPerFileByte} times the {model.FileBytes} bytes of the file");
    }

    /// <summary>Counts an instruction.</summary>
    public TensorHandle Emit(TfliteOperator source, TensorHandle handle)
    {
        _instructionNames.Add($"{source.Index} {source.Kind}");
        return handle;
    }

    /// <summary>A copy of a tensor, for an output that would otherwise have no instruction of its own.</summary>
    public TensorHandle EmitCopy(TensorHandle tensor)
    {
        _instructionNames.Add("copy to an output");
        return Builder.Rescale(tensor with { ZeroPoint = 0 }, tensor.Type, Epilogue.Narrow) with { ZeroPoint = tensor.ZeroPoint };
    }

    /// <summary>A shape of the program: leading ones in front of the model's dimensions.</summary>
    /// <exception cref="ImportException">There are more than four dimensions, or they are too large.</exception>
    public static TensorShape Shape(TfliteTensor tensor)
    {
        if (tensor.Shape.Length > 4 || tensor.Shape.Any(size => size > TensorShape.MaximumDimension))
            throw tensor.Error($"[{string.Join(", ", tensor.Shape)}]; expected at most 4 dimensions of at most {TensorShape.MaximumDimension}");
        return TensorShape.FromDimensions(tensor.Shape);
    }

    private TensorHandle Constant(TfliteOperator source, TfliteTensor tensor)
    {
        if (!tensor.IsConstant)
            throw source.Error($"it reads {tensor}, which no instruction computes");
        SpendConstants(source, tensor.Data.Length);
        return Builder.AddConstant(ElementType.Int8, Shape(tensor), tensor.Data.Span);
    }

    private static TfliteTensor RequireInt8(TfliteOperator source, TfliteTensor tensor, string role)
    {
        if (tensor.Type != TfliteElementType.Int8)
            throw source.Error($"{role} is {tensor}; expected Int8");
        return tensor.Quantisation is { Scales.Length: 1 }
            ? tensor
            : throw source.Error($"{role} is {tensor} with {tensor.Quantisation?.Scales.Length ?? 0} scales; expected 1");
    }
}

/// <summary>A tensor and the padding around it, rows and columns of its zero point.</summary>
internal sealed record PaddedTensor(TensorHandle Tensor, int Top, int Bottom, int Left, int Right);

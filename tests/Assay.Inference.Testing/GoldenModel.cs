using System.Text.Json;

namespace Assay.Inference.Testing;

/// <summary>An input with the output that TensorFlow Lite's reference kernels give for it.</summary>
/// <param name="Name">Its name in the index.</param>
/// <param name="Input">The bytes of the input tensor.</param>
/// <param name="Output">The bytes of the output tensor.</param>
public sealed record GoldenModelCase(string Name, ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Output);

/// <summary>The SHA-256 of a tensor in the middle of a run.</summary>
/// <param name="Case">The name of the run's case.</param>
/// <param name="Operator">The operator that wrote the tensor.</param>
/// <param name="Kind">Its name.</param>
/// <param name="Sha256">Lower-case hexadecimal digits.</param>
public sealed record GoldenLayer(string Case, int Operator, string Kind, string Sha256);

/// <summary>An int8 TFLite model with golden outputs.</summary>
public sealed class GoldenModel
{
    /// <summary>Names the folder of further models: an <c>index.json</c>, the models, and their inputs and outputs as files.</summary>
    public const string FolderVariable = "ASSAY_TFLITE_MODELS";

    private static readonly string s_committed = Path.Combine(AppContext.BaseDirectory, "vectors", "tflite");

    private readonly string _folder;
    private readonly JsonElement _entry;

    private GoldenModel(string folder, JsonElement entry) => (_folder, _entry) = (folder, entry);

    /// <summary>Its name.</summary>
    public string Name => _entry.GetProperty("model").GetString()!;

    /// <summary>The <c>.tflite</c> file.</summary>
    public string FilePath => Path.Combine(_folder, _entry.GetProperty("file").GetString()!);

    /// <summary>Inputs with their outputs.</summary>
    public IReadOnlyList<GoldenModelCase> Cases => [.. _entry.GetProperty("cases").EnumerateArray().Select(ReadCase)];

    /// <summary>Tensors of runs with double rounding; none in the committed models.</summary>
    public IReadOnlyList<GoldenLayer> Layers => _entry.TryGetProperty("layers", out JsonElement layers)
        ?
        [
            .. layers.EnumerateArray().Where(run => run.GetProperty("rounding").GetString() == "double").SelectMany(run =>
                run.GetProperty("tensors").EnumerateArray().Select(tensor => new GoldenLayer(
                    run.GetProperty("case").GetString()!, tensor.GetProperty("op_index").GetInt32(),
                    tensor.GetProperty("op").GetString()!, tensor.GetProperty("sha256").GetString()!))),
        ]
        : [];

    /// <summary>The models in the repository.</summary>
    public static IReadOnlyList<GoldenModel> Committed { get; } = Load(s_committed, "golden.json");

    /// <summary>The models in the folder that the environment names; none without it.</summary>
    public static IReadOnlyList<GoldenModel> Further { get; } =
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? Load(folder, "index.json") : [];

    /// <summary>The model of that name, the committed one first.</summary>
    public static GoldenModel Get(string name) => Committed.Concat(Further).First(model => model.Name == name);

    private static List<GoldenModel> Load(string folder, string index)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, index)));
        return [.. document.RootElement.GetProperty("models").EnumerateArray().Select(entry => new GoldenModel(folder, entry.Clone()))];
    }

    private GoldenModelCase ReadCase(JsonElement entry) => new(
        entry.GetProperty("name").GetString()!, Bytes(entry.GetProperty("input").GetString()!), Bytes(entry.GetProperty("output").GetString()!));

    private byte[] Bytes(string value) => value.EndsWith(".bin", StringComparison.Ordinal)
        ? File.ReadAllBytes(Path.Combine(_folder, value))
        : Convert.FromBase64String(value);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Inference;

/// <summary>A tensor in the header of a model file.</summary>
internal sealed record TensorHeader(string Name, ElementType Type, int[] Shape, uint Page, double Scale, int ZeroPoint)
{
    /// <summary>True for tensors whose bytes are unsigned; left out otherwise.</summary>
    public bool? Unsigned { get; init; }
}

/// <summary>The page counts in the header of a model file.</summary>
internal sealed record PagesHeader(uint Input, uint Constants, uint Body, uint Output);

/// <summary>The pre-processing in the header of a model file.</summary>
internal sealed record PreprocessingHeader(ChannelOrder Order, ImageFit Fit, double[] Mean, double[] StandardDeviation);

/// <summary>The header of a model file.</summary>
internal sealed record ContainerHeader
{
    public required string Name { get; init; }

    public required ushort ProfileVersion { get; init; }

    public required PagesHeader Pages { get; init; }

    public required TensorHeader[] Inputs { get; init; }

    public required TensorHeader[] Outputs { get; init; }

    public required string ModelId { get; init; }

    public required string ProgramRoot { get; init; }

    public required string ConstantsRoot { get; init; }

    public PreprocessingHeader? Preprocessing { get; init; }

    public string[]? Labels { get; init; }

    internal byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, ContainerHeaderContext.Default.ContainerHeader);

    internal static ContainerHeader Decode(string path, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ContainerHeaderContext.Default.ContainerHeader)
                ?? throw new ModelFormatException(path, "its header is null.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(path, $"its header cannot be read: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerHeader))]
internal sealed partial class ContainerHeaderContext : JsonSerializerContext;

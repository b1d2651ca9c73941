namespace Assay.Inference;

/// <summary>How an accumulator becomes an element of the output. The values are the codes of the instruction encoding.</summary>
public enum EpilogueKind : byte
{
    /// <summary>Saturate to the output type.</summary>
    Narrow = 0,

    /// <summary>One rescale.</summary>
    Rescale = 1,

    /// <summary>Rescale to int16, interpolate in a table, rescale.</summary>
    Table = 2,

    /// <summary>Rescale to int16, clamp, rescale.</summary>
    Clamp = 3,
}

/// <summary>One rescale: <c>clamp(scale(v, Multiplier, Shift, DoubleRounding) + ZeroPoint, Low, High)</c>.</summary>
/// <param name="Multiplier">Non-negative; 2³⁰ with shift 30 is the identity.</param>
/// <param name="Shift">2 … 62.</param>
/// <param name="ZeroPoint">Added after scaling, within int16.</param>
/// <param name="Low">The least result.</param>
/// <param name="High">The greatest result.</param>
/// <param name="DoubleRounding">Round twice when the shift is above 31, as TFLite does.</param>
public readonly record struct RescaleStage(int Multiplier, byte Shift, int ZeroPoint, int Low, int High, bool DoubleRounding = false)
{
    /// <summary>The multiplier which with <see cref="IdentityShift"/> keeps every value.</summary>
    public const int IdentityMultiplier = 1 << 30;

    /// <summary>The shift which with <see cref="IdentityMultiplier"/> keeps every value.</summary>
    public const byte IdentityShift = 30;

    /// <summary>Keeps every value within the type and saturates the others.</summary>
    public static RescaleStage Identity(ElementType type) => new(IdentityMultiplier, IdentityShift, 0, type.Minimum(), type.Maximum());
}

/// <summary>What happens to an accumulator before it is written.</summary>
/// <param name="Kind">Which stages there are.</param>
/// <param name="First">The first rescale; all zero for <see cref="EpilogueKind.Narrow"/>.</param>
/// <param name="Second">The second rescale; all zero unless the kind is <see cref="EpilogueKind.Table"/> or <see cref="EpilogueKind.Clamp"/>.</param>
/// <param name="TablePage">The first page of the table in the constants; 0 unless the kind is <see cref="EpilogueKind.Table"/>.</param>
/// <param name="PerChannel">The first multiplier and shift come from the channel block; those of <paramref name="First"/> are 0.</param>
public sealed record Epilogue(EpilogueKind Kind, RescaleStage First, RescaleStage Second, uint TablePage, bool PerChannel)
{
    /// <summary>Saturates to the output type.</summary>
    public static Epilogue Narrow { get; } = new(EpilogueKind.Narrow, default, default, 0, false);

    /// <summary>The second multiplier and shift come from the channel block too; those of <see cref="Second"/> are 0. Goes with <see cref="PerChannel"/> only.</summary>
    public bool PerChannelSecond { get; init; }

    /// <summary>Whether the first stage is used.</summary>
    public bool HasFirst => Kind is EpilogueKind.Rescale or EpilogueKind.Table or EpilogueKind.Clamp;

    /// <summary>Whether the second stage is used.</summary>
    public bool HasSecond => Kind is EpilogueKind.Table or EpilogueKind.Clamp;

    /// <summary>One rescale.</summary>
    public static Epilogue Rescale(RescaleStage stage, bool perChannel = false) =>
        new(EpilogueKind.Rescale, perChannel ? WithoutScale(stage) : stage, default, 0, perChannel);

    /// <summary>Rescale to int16, table, rescale.</summary>
    public static Epilogue Table(RescaleStage first, uint tablePage, RescaleStage second, bool perChannel = false) =>
        new(EpilogueKind.Table, perChannel ? WithoutScale(first) : first, second, tablePage, perChannel);

    /// <summary>Rescale to int16, clamp, rescale.</summary>
    public static Epilogue Clamp(RescaleStage first, RescaleStage second, bool perChannel = false) =>
        new(EpilogueKind.Clamp, perChannel ? WithoutScale(first) : first, second, 0, perChannel);

    /// <summary>The same with a second rescale for every channel.</summary>
    public Epilogue WithSecondPerChannel() => this with { PerChannelSecond = true, Second = WithoutScale(Second) };

    private static RescaleStage WithoutScale(RescaleStage stage) => stage with { Multiplier = 0, Shift = 0 };
}

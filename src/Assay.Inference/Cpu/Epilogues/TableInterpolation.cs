namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// The second half of an epilogue, made ready for vectors that compute it instead of looking it up: the table's entries and the differences between neighbours, as
/// bytes, and the second scale, unless channels differ in it. Without a table (kind 3) only the scale. Tables whose differences span more than a byte are looked up.
/// </summary>
internal sealed unsafe class TableInterpolation : IDisposable
{
    /// <summary>Stretches between the 513 entries of a table.</summary>
    public const int Stretches = 512;

    // The largest interpolated value: an int16 with seven fractional bits, twice for the difference.
    private const long Bound = 1L << 23;

    private readonly NativeBuffer? _table;

    private TableInterpolation(NativeBuffer? table, HighHalfScales scale, RescaleStage stage)
    {
        _table = table;
        Scale = scale;
        Stage = stage;
    }

    /// <summary>
    /// For each stretch the lower byte of the entry at which it begins, then the upper bytes of all, then all differences to the next entry, less
    /// <see cref="LeastSlope"/>; null for kind 3.
    /// </summary>
    public byte* Entries => _table is null ? null : _table.Pointer;

    /// <summary>The least difference between neighbouring entries.</summary>
    public int LeastSlope { get; private init; }

    /// <summary>The second scale, one for all; means nothing where channels differ in it.</summary>
    public HighHalfScales Scale { get; }

    /// <summary>The second stage.</summary>
    public RescaleStage Stage { get; }

    /// <summary>The parameters, or null where a number does not fit.</summary>
    /// <param name="epilogue">An epilogue with a second stage.</param>
    /// <param name="table">Its table; empty for kind 3.</param>
    public static TableInterpolation? Create(Epilogue epilogue, ReadOnlySpan<short> table)
    {
        RescaleStage stage = epilogue.PerChannelSecond ? RescaleStage.Identity(ElementType.Int16) : epilogue.Second;
        (int least, int greatest) = (table.IsEmpty ? 0 : int.MaxValue, table.IsEmpty ? 0 : int.MinValue);
        for (int i = 0; i + 1 < table.Length; i++)
        {
            int slope = table[i + 1] - table[i];
            (least, greatest) = (Math.Min(least, slope), Math.Max(greatest, slope));
        }

        if (greatest - least > byte.MaxValue || least < short.MinValue)
            return null;
        bool limitsFit = (long)stage.Low - stage.ZeroPoint >= int.MinValue && (long)stage.High - stage.ZeroPoint <= int.MaxValue
            && stage is { Low: >= short.MinValue, High: <= short.MaxValue }
            && epilogue.First is { Low: >= short.MinValue, High: <= short.MaxValue };
        HighHalfScales? scale = HighHalfScales.Create([(stage.Multiplier, stage.Shift)], [], EpilogueParameters.Alignment, stage.DoubleRounding, Bound);
        if (!limitsFit || scale is null || scale.Nudge != 0)
        {
            scale?.Dispose();
            return null;
        }

        return new TableInterpolation(table.IsEmpty ? null : Split(table, least), scale, stage) { LeastSlope = least };
    }

    public void Dispose()
    {
        Scale.Dispose();
        _table?.Dispose();
    }

    private static NativeBuffer Split(ReadOnlySpan<short> table, int leastSlope)
    {
        NativeBuffer entries = new(3L * Stretches);
        byte* target = entries.Pointer;
        for (int i = 0; i < Stretches; i++)
        {
            target[i] = (byte)table[i];
            target[Stretches + i] = (byte)(table[i] >> 8);
            target[(2 * Stretches) + i] = (byte)(table[i + 1] - table[i] - leastSlope);
        }

        return entries;
    }
}

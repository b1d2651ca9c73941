namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// The second half of an epilogue, made ready for vectors that compute it instead of looking it up: the table's entries, the differences between neighbours, and
/// the second scale. Without a table (kind 3) only the scale.
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

    /// <summary>The entry at which each stretch begins, then the difference to the next; null for kind 3.</summary>
    public short* Entries => _table is null ? null : (short*)_table.Pointer;

    /// <summary>The second scale, one for all.</summary>
    public HighHalfScales Scale { get; }

    /// <summary>The second stage.</summary>
    public RescaleStage Stage { get; }

    /// <summary>The parameters, or null where a number does not fit.</summary>
    /// <param name="epilogue">An epilogue with a second stage.</param>
    /// <param name="table">Its table; empty for kind 3.</param>
    public static TableInterpolation? Create(Epilogue epilogue, ReadOnlySpan<short> table)
    {
        RescaleStage stage = epilogue.Second;
        for (int i = 0; i + 1 < table.Length; i++)
        {
            if (table[i + 1] - table[i] is < short.MinValue or > short.MaxValue)
                return null;
        }

        bool limitsFit = (long)stage.Low - stage.ZeroPoint >= int.MinValue && (long)stage.High - stage.ZeroPoint <= int.MaxValue
            && stage is { Low: >= short.MinValue, High: <= short.MaxValue }
            && epilogue.First is { Low: >= short.MinValue, High: <= short.MaxValue };
        HighHalfScales? scale = HighHalfScales.Create([(stage.Multiplier, stage.Shift)], [], EpilogueParameters.Alignment, stage.DoubleRounding, Bound);
        if (!limitsFit || scale is null || scale.Nudge != 0)
        {
            scale?.Dispose();
            return null;
        }

        return new TableInterpolation(table.IsEmpty ? null : Split(table), scale, stage);
    }

    public void Dispose()
    {
        Scale.Dispose();
        _table?.Dispose();
    }

    private static NativeBuffer Split(ReadOnlySpan<short> table)
    {
        NativeBuffer entries = new(2L * Stretches * sizeof(short));
        short* target = (short*)entries.Pointer;
        for (int i = 0; i < Stretches; i++)
        {
            target[i] = table[i];
            target[Stretches + i] = (short)(table[i + 1] - table[i]);
        }

        return entries;
    }
}

using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>TABLE: of int16 the table of the epilogue, of int8 a lookup in the constants.</summary>
internal static class TableLowering
{
    internal static ConformanceCase Lower(TosaRecord record)
    {
        TosaTensor input = record.Input("input");
        int[] entries = record.Input("table").Values;
        if (input.ElementType != ElementType.Int16)
            throw new UnsupportedCaseException("TABLE of 256 int8 entries");
        if (entries.Length != ProgramBuilder.TableLength)
            throw new FormatException($"input 'table': expected {ProgramBuilder.TableLength} entries, got {entries.Length}");
        var vector = new LoweredVector(record);
        uint page = vector.Builder.AddTable([.. entries.Select(entry => (short)entry)]);
        Epilogue epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), page, RescaleStage.Identity(ElementType.Int32));
        return vector.Finish(vector.Builder.Rescale(vector.Add(input, input.Flat), record.Output.ElementType, epilogue));
    }
}

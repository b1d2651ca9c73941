using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>TABLE: of int16 the table of the epilogue, of int8 a lookup in the constants.</summary>
internal static class TableLowering
{
    internal static ConformanceCase Lower(TosaRecord record)
    {
        TosaTensor input = record.Input("input");
        int[] entries = record.Input("table").Values;
        if (input.ElementType == ElementType.Int8)
            return Lookup(record, input);
        if (entries.Length != ProgramBuilder.TableLength)
            throw new FormatException($"input 'table': expected {ProgramBuilder.TableLength} entries, got {entries.Length}");
        var vector = new LoweredVector(record);
        uint page = vector.Builder.AddTable([.. entries.Select(entry => (short)entry)]);
        Epilogue epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), page, RescaleStage.Identity(ElementType.Int32));
        return vector.Finish(vector.Builder.Rescale(vector.Add(input, input.Flat), record.Output.ElementType, epilogue));
    }

    /// <summary>The zero point makes the least int8 the first entry.</summary>
    private static ConformanceCase Lookup(TosaRecord record, TosaTensor input)
    {
        const int Entries = 256;
        TosaTensor table = record.Input("table");
        if (table.ElementType != ElementType.Int8 || table.Elements != Entries)
            throw new FormatException($"input 'table': expected {Entries} entries of int8, got {table.Elements} of {table.Type}");
        var vector = new LoweredVector(record);
        TensorHandle values = vector.Builder.AddConstant(ElementType.Int8, new TensorShape(1, 1, Entries, 1), table.Data);
        TensorHandle indices = vector.Add(input, input.Flat, sbyte.MinValue);
        return vector.Finish(vector.Builder.Gather(values, indices, ElementType.Int8, Epilogue.Narrow));
    }
}

namespace Assay.Inference;

/// <summary>Which bytes of the operands a step reads.</summary>
internal static class InputRuns
{
    /// <summary>Appends the runs over the reduction indices <c>[first, end)</c>.</summary>
    internal static void Append(List<ByteRun> runs, Instruction instruction, long element, int first, int end)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D:
                AppendConvolution(runs, instruction, element, first, end);
                break;
            case Opcode.TransposeConv2D:
                TransposedRuns.Append(runs, instruction, element, first, end);
                break;
            case Opcode.DepthwiseConv2D or Opcode.MaxPool2D or Opcode.AvgPool2D:
                AppendWindow(runs, instruction, element, first, end);
                break;
            case Opcode.ReduceSum or Opcode.ReduceMax or Opcode.ReduceMin or Opcode.ArgMax:
                AppendReduction(runs, instruction, element, first, end);
                break;
            case Opcode.MatMul:
                (long left, long right) = MatrixProductFold.Rows(instruction, element);
                runs.Add(Elements(instruction.A, left + first, end - first));
                runs.Add(Elements(instruction.B!, right + first, end - first));
                break;
            case >= Opcode.Gather:
                AppendMovement(runs, instruction, element);
                break;
            default:
                ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
                runs.AddRange(instruction.Operands().Select(operand => Elements(operand, BinaryFold.BroadcastIndex(operand.Shape, output), 1)));
                break;
        }
    }

    // Undilated, the products of one kernel row are neighbours in the input; dilated, those of one tap are.
    private static void AppendConvolution(List<ByteRun> runs, Instruction instruction, long element, int first, int end)
    {
        WindowAttributes window = instruction.Window!;
        TensorShape input = instruction.A.Shape;
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        int tapsPerGroup = window.DilationX == 1 ? window.KernelWidth : 1;
        int group = tapsPerGroup * input.Channels;
        for (int k = first; k < end; k = ((k / group) + 1) * group)
        {
            int start = k / group * group;
            int tap = k / group * tapsPerGroup;
            int y = InputRow(window, output, tap / window.KernelWidth);
            int x = InputColumn(window, output, tap % window.KernelWidth);
            if (y < 0 || y >= input.Height)
                continue;

            // Positions in the input row, in elements, cut at its ends.
            long low = Math.Max(0, ((long)x * input.Channels) + k - start);
            long high = Math.Min((long)input.Width * input.Channels, ((long)x * input.Channels) + Math.Min(end, start + group) - start);
            if (low < high)
                runs.Add(Elements(instruction.A, Row(input, output.Batch, y) + low, (int)(high - low)));
        }
    }

    private static void AppendWindow(List<ByteRun> runs, Instruction instruction, long element, int first, int end)
    {
        WindowAttributes window = instruction.Window!;
        TensorShape input = instruction.A.Shape;
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        int channel = instruction.Opcode.IsPool()
            ? output.Channel
            : output.Channel / (instruction.OutputShape.Channels / input.Channels);
        WindowRows rows = WindowRows.Of(instruction);
        for (int ky = first / window.KernelWidth; ky < end / window.KernelWidth; ky++)
        {
            int y = InputRow(window, output, ky);
            if (y < 0 || y >= input.Height)
                continue;
            long[] taps =
            [
                .. Enumerable.Range(0, window.KernelWidth)
                    .Select(kx => InputColumn(window, output, kx))
                    .Where(x => x >= 0 && x < input.Width)
                    .Select(x => Row(input, output.Batch, y) + ((long)x * input.Channels) + channel),
            ];
            if (taps.Length > 0 && rows.Contiguous)
                runs.Add(Elements(instruction.A, taps[0], (int)(taps[^1] - taps[0]) + 1));
            else
                runs.AddRange(taps.Select(tap => Elements(instruction.A, tap, 1)));
        }
    }

    // Of GATHER, the index: where the value lies depends on it.
    private static void AppendMovement(List<ByteRun> runs, Instruction instruction, long element)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Gather:
                runs.Add(Elements(instruction.B!, GatherFold.IndexOfIndex(instruction, element), 1));
                break;
            case Opcode.Reindex:
                if (ReindexFold.TrySource(instruction, element, out long source))
                    runs.Add(Elements(instruction.A, source, 1));
                break;
            case Opcode.Concat:
                (Operand operand, long index) = ConcatenationFold.Source(instruction, element);
                runs.Add(Elements(operand, index, 1));
                break;
            default:
                runs.AddRange(ResizeFold.Sources(instruction, element).Select(each => Elements(instruction.A, each.Index, 1)));
                break;
        }
    }

    private static void AppendReduction(List<ByteRun> runs, Instruction instruction, long element, int first, int end)
    {
        ReductionAttributes reduction = instruction.Reduction!;
        (long outer, long inner) = Math.DivRem(element, reduction.Inner);
        long start = (outer * reduction.Length * reduction.Inner) + inner;
        if ((long)reduction.Inner * instruction.A.Type.Size() <= StepPlan.MaximumContiguousReductionStride)
        {
            runs.Add(Elements(instruction.A, start + ((long)first * reduction.Inner), ((end - 1 - first) * reduction.Inner) + 1));
            return;
        }

        for (int k = first; k < end; k++)
            runs.Add(Elements(instruction.A, start + ((long)k * reduction.Inner), 1));
    }

    private static int InputRow(WindowAttributes window, ElementPosition output, int ky) =>
        (output.Y * window.StrideY) - window.PadTop + (ky * window.DilationY);

    private static int InputColumn(WindowAttributes window, ElementPosition output, int kx) =>
        (output.X * window.StrideX) - window.PadLeft + (kx * window.DilationX);

    private static long Row(TensorShape shape, int batch, int y) => (((long)batch * shape.Height) + y) * shape.Width * shape.Channels;

    /// <summary>The bytes of neighbouring elements of an operand.</summary>
    internal static ByteRun Elements(Operand operand, long first, int count)
    {
        int size = operand.Type.Size();
        return new ByteRun(operand.Space, operand.ByteOffset + (first * size), count * size);
    }
}

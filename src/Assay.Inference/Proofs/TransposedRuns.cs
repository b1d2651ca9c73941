namespace Assay.Inference;

/// <summary>Which bytes of the input a step of TRANSPOSE_CONV2D reads.</summary>
internal static class TransposedRuns
{
    private const int MaximumRowChannels = 256;

    /// <summary>
    /// Appends the runs over the reduction indices <c>[first, end)</c>. The taps of a kernel row that see the input see neighbouring columns, the later ones
    /// those further left: they are one run, or one run each if there are many channels.
    /// </summary>
    internal static void Append(List<ByteRun> runs, Instruction instruction, long element, int first, int end)
    {
        WindowAttributes window = instruction.Window!;
        TensorShape input = instruction.A.Shape;
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        int rowLength = window.KernelWidth * input.Channels;
        for (int ky = first / rowLength; ky * rowLength < end; ky++)
        {
            if (!TransposedConvolutionFold.TrySource(output.Y - window.OutputPadTop - ky, window.StrideY, input.Height, out int y))
                continue;
            long row = (((long)output.Batch * input.Height) + y) * input.Width;
            (long Low, long High)[] taps = [.. Taps(window, input, output.X, first - (ky * rowLength), end - (ky * rowLength))];
            if (input.Channels > MaximumRowChannels)
                runs.AddRange(taps.Select(tap => Run(instruction, row, tap.Low, tap.High)));
            else if (taps.Length > 0)
                runs.Add(Run(instruction, row, taps[^1].Low, taps[0].High));
        }
    }

    // The elements of an input row that the taps of a kernel row with reduction indices [first, end) see.
    private static IEnumerable<(long Low, long High)> Taps(WindowAttributes window, TensorShape input, int outputX, int first, int end)
    {
        for (int kx = 0; kx < window.KernelWidth; kx++)
        {
            int tap = kx * input.Channels;
            int low = Math.Max(first - tap, 0);
            int high = Math.Min(end - tap, input.Channels);
            if (low < high && TransposedConvolutionFold.TrySource(outputX - window.OutputPadLeft - kx, window.StrideX, input.Width, out int x))
                yield return (((long)x * input.Channels) + low, ((long)x * input.Channels) + high);
        }
    }

    private static ByteRun Run(Instruction instruction, long row, long low, long high) =>
        InputRuns.Elements(instruction.A, (row * instruction.A.Shape.Channels) + low, (int)(high - low));
}

using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>
/// Rounds the weights of a program anew, convolution by convolution, each with what the finished part of the program computes from
/// calibration inputs.
/// </summary>
internal static class LearnedRoundingPass
{
    private const double LargestBias = 1 << 30;

    /// <summary>Rounds the weights.</summary>
    /// <param name="program">The program; it stays as it is.</param>
    /// <param name="tasks">What there is to know of its convolutions, in their order.</param>
    /// <param name="inputs">The bytes of calibration inputs.</param>
    /// <param name="progress">Told the number of instructions done.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>A program that differs in weights and biases only.</returns>
    public static InferenceProgram Run(
        InferenceProgram program, IReadOnlyList<RoundingTask> tasks, IReadOnlyList<byte[]> inputs, Action<int> progress, CancellationToken cancellationToken)
    {
        byte[] constants = program.Constants.ToArray();
        var rounded = new InferenceProgram(program.Name, program.Instructions, constants, program.Inputs, program.Outputs, program.Pages)
        {
            Labels = program.Labels,
            Preprocessing = program.Preprocessing,
        };
        var trace = new CalibrationTrace(rounded, inputs);
        int next = 0;
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Instruction instruction = program.Instructions[i];
            if (instruction.Window is { ChannelStride: > 0 } && tasks[next++] is var task && WindowReader.Reads(instruction))
                Round(instruction, task, Moments(instruction, trace), constants);
            trace.Advance(cancellationToken);
            progress(i + 1);
        }

        return rounded;
    }

    private static InputMoments Moments(Instruction instruction, CalibrationTrace trace)
    {
        var reader = new WindowReader(instruction);
        InputMoments moments = reader.Empty();
        for (int sample = 0; sample < trace.Samples; sample++)
            reader.Add(trace.Values(instruction.A, sample).Span, moments, sample, trace.Samples);
        moments.Complete();
        return moments;
    }

    private static void Round(Instruction instruction, RoundingTask task, InputMoments moments, byte[] constants)
    {
        var groups = new LearnedRounding[moments.Groups];
        Parallel.For(0, groups.Length, group => groups[group] = LearnedRounding.For(moments.Covariance(group, centred: instruction.Opcode != Opcode.TransposeConv2D)));
        double[][] means = [.. Enumerable.Range(0, moments.Groups).Select(moments.Means)];
        Parallel.For(0, task.Rows.Length, output =>
        {
            int group = output / (task.Rows.Length / groups.Length);
            sbyte[] weights = Round(groups[group], task.Rows[output], task.Scales[output], moments.Size);
            Span<byte> block = constants.AsSpan((int)ChannelBlock.Offset(instruction.Window!, output), (int)instruction.Window!.ChannelStride);
            BinaryPrimitives.WriteInt32LittleEndian(block, Bias(task, output, weights, means[group]));
            Store(weights, instruction, block[ChannelBlock.RecordSize..]);
        });
    }

    /// <summary>One row, or one for every tap of a transposed convolution: each reads all input channels by itself.</summary>
    private static sbyte[] Round(LearnedRounding rounding, double[] row, double scale, int size)
    {
        int taps = row.Length / size;
        if (taps == 1)
            return rounding.Round(row, scale);
        sbyte[] result = new sbyte[row.Length];
        for (int tap = 0; tap < taps; tap++)
        {
            int offset = tap;
            sbyte[] part = rounding.Round([.. Enumerable.Range(0, size).Select(channel => row[(channel * taps) + offset])], scale);
            for (int channel = 0; channel < size; channel++)
                result[(channel * taps) + tap] = part[channel];
        }

        return result;
    }

    /// <summary>The bias makes up for the mean of what the rounding of the weights takes away.</summary>
    private static int Bias(RoundingTask task, int output, sbyte[] weights, double[] means)
    {
        double scale = task.Scales[output];
        double[] row = task.Rows[output];
        int taps = weights.Length / means.Length;
        double difference = 0;
        for (int k = 0; k < weights.Length; k++)
            difference += ((row[k] / scale) - weights[k]) * means[k / taps];
        double bias = (task.Biases[output] / (task.InputScale * scale)) + (difference / taps);
        return (int)Math.Clamp(Math.Round(bias), -LargestBias, LargestBias);
    }

    /// <summary>[C, H, W] to the program's order: [H, W, C], which for one input channel is the same.</summary>
    private static void Store(sbyte[] weights, Instruction instruction, Span<byte> target)
    {
        int channels = instruction.Opcode == Opcode.DepthwiseConv2D ? 1 : instruction.A.Shape.Channels, positions = weights.Length / channels;
        for (int i = 0; i < weights.Length; i++)
            target[(i % positions * channels) + (i / positions)] = (byte)weights[i];
    }
}

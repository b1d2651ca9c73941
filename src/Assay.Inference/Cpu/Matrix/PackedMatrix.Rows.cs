using System.Runtime.CompilerServices;

namespace Assay.Inference.Cpu.Matrix;

/// <summary>Packing of rows that an earlier instruction wrote: the right operand of MATMUL.</summary>
internal sealed unsafe partial class PackedMatrix
{
    /// <summary>Room for rows of one segment each; <see cref="Pack"/> fills it.</summary>
    /// <param name="kernel">The kernel that will read it.</param>
    /// <param name="maximumRows">The most rows.</param>
    /// <param name="length">Bytes of a row.</param>
    public PackedMatrix(MatrixKernel kernel, int maximumRows, int length)
    {
        int perGroup = kernel.IsSixteenBit ? 2 : 4;
        Blocks = (maximumRows + kernel.Lanes - 1) / kernel.Lanes;
        GroupsPerSegment = (length + perGroup - 1) / perGroup;
        _blockBytes = (long)GroupsPerSegment * kernel.Lanes * GroupBytes;
        _weights = new NativeBuffer(Blocks * _blockBytes);
        _bias = new NativeBuffer((long)Blocks * kernel.Lanes * sizeof(int));
    }

    /// <summary>Packs neighbouring rows, each an output channel, in the place of what was packed before.</summary>
    /// <param name="kernel">The kernel that will read them.</param>
    /// <param name="source">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="length">Bytes of each.</param>
    /// <param name="inputZeroPoint">The zero point of the other operand, whose share of the products goes into the bias.</param>
    /// <param name="zeroPoint">The zero point of the rows; only kernels of sixteen bits take it off.</param>
    public void Pack(MatrixKernel kernel, sbyte* source, int rows, int length, int inputZeroPoint, int zeroPoint)
    {
        OutputChannels = rows;
        Blocks = (rows + kernel.Lanes - 1) / kernel.Lanes;
        for (int row = 0; row < rows; row++, source += length)
        {
            byte* target = Block(row / kernel.Lanes) + (row % kernel.Lanes * GroupBytes);
            if (kernel.IsSixteenBit)
                PackSixteenBit(source, length, (short*)target, kernel.Lanes * 2, zeroPoint);
            else
                PackEightBit(source, length, target, kernel.Lanes * GroupBytes);
            Bias[row] = kernel.IsSixteenBit ? 0 : unchecked(-((inputZeroPoint + kernel.ActivationOffset) * Widening.Sum(source, length)));
        }
    }

    private static void PackEightBit(sbyte* source, int length, byte* target, int pitch)
    {
        int k = 0;
        for (; k + 4 <= length; k += 4, target += pitch)
            *(int*)target = Unsafe.ReadUnaligned<int>(source + k);
        if (k == length)
            return;

        // What lies behind the row must not count.
        *(int*)target = 0;
        for (int rest = 0; k + rest < length; rest++)
            target[rest] = (byte)source[k + rest];
    }

    private static void PackSixteenBit(sbyte* source, int length, short* target, int pitch, int zeroPoint)
    {
        for (int k = 0; k < length; k += 2, target += pitch)
        {
            target[0] = (short)(source[k] - zeroPoint);
            target[1] = k + 1 < length ? (short)(source[k + 1] - zeroPoint) : (short)0;
        }
    }
}

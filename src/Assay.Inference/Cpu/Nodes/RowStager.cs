using System.Runtime.CompilerServices;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// Copies the rows of input that a strip of output rows sees, with their padding, so that kernels need no borders. Padding holds
/// what adds nothing: the zero point, or 0 where the copy takes the zero point off (16-bit copies).
/// </summary>
internal sealed unsafe class RowStager(WindowLayout layout, bool sixteenBit, int zeroPoint, int repeat)
{
    // Strips are as long as the second-level cache allows: their first rows are staged twice.
    private const long TargetBytes = 128 * 1024;

    /// <summary>False where the input itself serves: raw bytes and no tap outside.</summary>
    public bool IsNeeded { get; } = sixteenBit || repeat > 1 || !layout.IsInside;

    /// <summary>Bytes of a pixel as the kernel sees it.</summary>
    public int PixelBytes { get; } = checked(layout.Input.Channels * repeat * (sixteenBit ? 2 : 1));

    /// <summary>Bytes from a row to the next.</summary>
    public nint Pitch => checked((IsNeeded ? layout.PaddedWidth : layout.Input.Width) * PixelBytes);

    /// <summary>Output rows in a strip.</summary>
    public int StripRows
    {
        get
        {
            int rows = 1;
            while (rows < layout.Output.Height && layout.RowsFor(rows + 1) * (long)Pitch <= TargetBytes)
                rows++;
            return rows;
        }
    }

    public long ScratchBytes => IsNeeded ? (layout.RowsFor(StripRows) * (long)Pitch) + NativeBuffer.Guard : 0;

    /// <summary>The address of the first row that output row <paramref name="outputRow"/> of an image sees; copies if that is needed.</summary>
    public byte* Stage(byte* source, int image, int outputRow, int outputRows, byte* scratch)
    {
        TensorShape input = layout.Input;
        byte* start = source + ((long)image * input.Height * input.Width * input.Channels);
        int first = (outputRow * layout.Window.StrideY) - layout.Window.PadTop;
        nint inputPitch = (nint)input.Width * input.Channels;
        if (!IsNeeded)
            return start + (first * inputPitch);
        int rows = layout.RowsFor(outputRows);
        for (int row = 0; row < rows; row++)
        {
            byte* target = scratch + (row * Pitch);
            int y = first + row;
            if (y < 0 || y >= input.Height)
                Unsafe.InitBlockUnaligned(target, FillByte, (uint)Pitch);
            else
                StageRow((sbyte*)start + (y * inputPitch), target);
        }

        return scratch;
    }

    private byte FillByte => sixteenBit ? (byte)0 : (byte)zeroPoint;

    private void StageRow(sbyte* source, byte* target)
    {
        int left = Math.Min(layout.Window.PadLeft, layout.PaddedWidth);
        int middle = Math.Clamp(layout.PaddedWidth - left, 0, layout.Input.Width);
        int right = layout.PaddedWidth - left - middle;
        Unsafe.InitBlockUnaligned(target, FillByte, (uint)(left * PixelBytes));
        target += left * PixelBytes;
        int values = middle * layout.Input.Channels;
        if (!sixteenBit && repeat == 1)
            Buffer.MemoryCopy(source, target, values, values);
        else if (!sixteenBit)
            Repeat(source, (sbyte*)target, values);
        else if (repeat == 1)
            Widening.Subtract(source, (short*)target, values, (short)zeroPoint);
        else
            Repeat(source, (short*)target, values);
        Unsafe.InitBlockUnaligned(target + ((long)middle * PixelBytes), FillByte, (uint)(right * PixelBytes));
    }

    private void Repeat(sbyte* source, sbyte* target, int values)
    {
        for (int i = 0; i < values; i++)
        {
            for (int copy = 0; copy < repeat; copy++)
                *target++ = source[i];
        }
    }

    private void Repeat(sbyte* source, short* target, int values)
    {
        for (int i = 0; i < values; i++)
        {
            for (int copy = 0; copy < repeat; copy++)
                *target++ = (short)(source[i] - zeroPoint);
        }
    }
}

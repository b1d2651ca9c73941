using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>Copies of a few bytes each, one after the other, without a call for each.</summary>
internal static unsafe class PixelCopy
{
    private const int VectorBytes = 32;

    /// <summary>
    /// Copies bytes; what lies between them and <paramref name="end"/> may be overwritten, so it must be written later. Up to a vector more is read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* source, byte* target, nint count, byte* end)
    {
        if (end - target < count + VectorBytes)
        {
            Buffer.MemoryCopy(source, target, count, count);
            return;
        }

        for (nint i = 0; i < count; i += VectorBytes)
            Vector256.Load(source + i).Store(target + i);
    }
}

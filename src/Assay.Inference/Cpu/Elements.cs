namespace Assay.Inference.Cpu;

/// <summary>Single elements of tensors in native memory.</summary>
internal static unsafe class Elements
{
    /// <summary>Writes the low bytes of a value.</summary>
    public static void Write(byte* target, ElementType type, long index, int value)
    {
        switch (type)
        {
            case ElementType.Int8:
                target[index] = (byte)value;
                break;
            case ElementType.Int16:
                ((short*)target)[index] = (short)value;
                break;
            default:
                ((int*)target)[index] = value;
                break;
        }
    }

    /// <summary>Reads a value, sign-extended.</summary>
    public static int Read(byte* source, ElementType type, long index) => type switch
    {
        ElementType.Int8 => ((sbyte*)source)[index],
        ElementType.Int16 => ((short*)source)[index],
        _ => ((int*)source)[index],
    };
}

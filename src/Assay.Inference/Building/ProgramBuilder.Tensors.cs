namespace Assay.Inference;

public sealed partial class ProgramBuilder
{
    /// <summary>Adds MATMUL of int8 matrices.</summary>
    /// <param name="left"><c>[1, N, H, C]</c>.</param>
    /// <param name="right"><c>[1, N, W, C]</c>: the right operand transposed; or <c>[1, 1, W, C]</c>, which serves all N.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <returns><c>[1, N, H, W]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public TensorHandle MatMul(TensorHandle left, TensorHandle right, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(left);
        RequireOwn(right);
        (TensorShape a, TensorShape b) = (left.Shape, right.Shape);
        if (a.Batch != 1 || b.Batch != 1 || a.Channels != b.Channels || (b.Height != a.Height && b.Height != 1))
            throw new ArgumentException($"{a} and {b} are not [1, N, H, C] and [1, N or 1, W, C].", nameof(right));
        var shape = new TensorShape(1, a.Height, a.Width, b.Width);
        return Add(new PendingInstruction(Opcode.MatMul, Plain(left), outputType, shape, epilogue) { B = Plain(right) });
    }

    /// <summary>Adds GATHER: rows of <paramref name="values"/> by their indices, which are clamped to the rows that exist.</summary>
    /// <param name="values"><c>[1, N, K, C]</c>, or <c>[1, 1, K, C]</c>, which serves all N.</param>
    /// <param name="indices"><c>[1, 1, N, W]</c>; the zero point is taken off, so that int8 with −128 names rows 0 … 255.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to <c>x − zero point</c>.</param>
    /// <returns><c>[1, N, W, C]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public TensorHandle Gather(TensorHandle values, TensorHandle indices, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(values);
        RequireOwn(indices);
        (TensorShape a, TensorShape b) = (values.Shape, indices.Shape);
        if (a.Batch != 1 || b.Batch != 1 || b.Height != 1 || (a.Height != b.Width && a.Height != 1))
            throw new ArgumentException($"{a} and {b} are not [1, N or 1, K, C] and [1, 1, N, W].", nameof(indices));
        var shape = new TensorShape(1, b.Width, b.Channels, a.Channels);
        return Add(new PendingInstruction(Opcode.Gather, Plain(values), outputType, shape, epilogue) { B = Plain(indices) });
    }

    /// <summary>Adds CONCAT of two tensors.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second; only its dimension on the axis may differ.</param>
    /// <param name="axis">0 … 3.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to <c>x − zero point</c> of each.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public TensorHandle Concat(TensorHandle left, TensorHandle right, int axis, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(left);
        RequireOwn(right);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axis, 3);
        Span<int> dimensions = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            if (i != axis && left.Shape[i] != right.Shape[i])
                throw new ArgumentException($"{left.Shape} and {right.Shape} do not lie side by side on axis {axis}: dimension {i} differs.", nameof(right));
            dimensions[i] = i == axis ? left.Shape[i] + right.Shape[i] : left.Shape[i];
        }

        var shape = TensorShape.FromDimensions(dimensions);
        return Add(new PendingInstruction(Opcode.Concat, Plain(left), outputType, shape, epilogue) { B = Plain(right), Parameter = (byte)axis });
    }

    /// <summary>Adds RESIZE of the height and width of an int8 or int16 tensor.</summary>
    /// <param name="input"><c>[N, H, W, C]</c>.</param>
    /// <param name="attributes">Mode and scales.</param>
    /// <param name="height">Rows of the output; any.</param>
    /// <param name="width">Columns of the output; any.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums; those of <see cref="ResizeMode.Bilinear"/> are the product of the numerators too large.</param>
    public TensorHandle Resize(TensorHandle input, ResizeAttributes attributes, int height, int width, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        ArgumentNullException.ThrowIfNull(attributes);
        TensorShape shape = input.Shape with { Height = height, Width = width };
        return Add(new PendingInstruction(Opcode.Resize, Plain(input), outputType, shape, epilogue) { Resize = attributes });
    }

    /// <summary>Adds REINDEX.</summary>
    /// <param name="input">The tensor; its zero point is taken off, but not off the fill.</param>
    /// <param name="attributes">From which source coordinates the output's come.</param>
    /// <param name="shape">The shape of the output; any.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the elements and to the fill.</param>
    public TensorHandle Reindex(TensorHandle input, ReindexAttributes attributes, TensorShape shape, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        ArgumentNullException.ThrowIfNull(attributes);
        return Add(new PendingInstruction(Opcode.Reindex, Plain(input), outputType, shape, epilogue) { Reindex = attributes });
    }

    /// <summary>Adds a transposition by REINDEX: dimension <c>j</c> of the output is dimension <c>permutation[j]</c> of the input. Elements keep their bytes.</summary>
    /// <exception cref="ArgumentException">It is no permutation of 0 … 3.</exception>
    public TensorHandle Transpose(TensorHandle input, params ReadOnlySpan<int> permutation)
    {
        RequireOwn(input);
        Span<int> dimensions = stackalloc int[4];
        Span<ReindexAxis> axes = stackalloc ReindexAxis[4];
        int seen = 0;
        for (int j = 0; j < permutation.Length; j++)
        {
            if (permutation.Length != 4 || permutation[j] is < 0 or > 3)
                break;
            dimensions[j] = input.Shape[permutation[j]];
            axes[permutation[j]] = new ReindexAxis((byte)j, 0, 1);
            seen |= 1 << permutation[j];
        }

        if (seen != 0b1111)
            throw new ArgumentException($"[{string.Join(", ", permutation.ToArray())}] is no permutation of 0 to 3.", nameof(permutation));
        return Copy(input, new ReindexAttributes(ReindexMode.Fill, axes[0], axes[1], axes[2], axes[3], 0), TensorShape.FromDimensions(dimensions));
    }

    /// <summary>Adds a slice by REINDEX: <c>start + step * o</c> on every axis. Elements keep their bytes.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="start">The first coordinate on each of the four axes.</param>
    /// <param name="shape">The shape of the slice.</param>
    /// <param name="step">The step on each axis, not 0 and possibly negative; 1 when empty.</param>
    /// <exception cref="ArgumentException">The slice does not lie inside the tensor.</exception>
    public TensorHandle Slice(TensorHandle input, ReadOnlySpan<int> start, TensorShape shape, ReadOnlySpan<int> step = default)
    {
        RequireOwn(input);
        RequireFour(start, nameof(start));
        Span<ReindexAxis> axes = stackalloc ReindexAxis[4];
        for (int i = 0; i < 4; i++)
        {
            short each = step.IsEmpty ? (short)1 : checked((short)step[i]);
            long last = start[i] + ((shape[i] - 1L) * each);
            if (start[i] < 0 || start[i] >= input.Shape[i] || last < 0 || last >= input.Shape[i])
                throw new ArgumentException($"The slice of {shape} does not lie inside {input.Shape} on axis {i}: it runs from {start[i]} to {last}.", nameof(start));
            axes[i] = new ReindexAxis((byte)i, start[i], each);
        }

        return Copy(input, new ReindexAttributes(ReindexMode.Fill, axes[0], axes[1], axes[2], axes[3], 0), shape);
    }

    /// <summary>Adds padding by REINDEX. Elements keep their bytes.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="before">Elements in front of each of the four axes; negative ones cut off.</param>
    /// <param name="after">Elements behind each axis; negative ones cut off.</param>
    /// <param name="value">The element that is put there, as its type has it: the zero point for a quantised zero.</param>
    /// <exception cref="ArgumentException">Nothing is left.</exception>
    public TensorHandle Pad(TensorHandle input, ReadOnlySpan<int> before, ReadOnlySpan<int> after, int value)
    {
        RequireOwn(input);
        RequireFour(before, nameof(before));
        RequireFour(after, nameof(after));
        Span<int> dimensions = stackalloc int[4];
        Span<ReindexAxis> axes = stackalloc ReindexAxis[4];
        for (int i = 0; i < 4; i++)
        {
            dimensions[i] = checked(input.Shape[i] + before[i] + after[i]);
            axes[i] = new ReindexAxis((byte)i, -before[i], 1);
        }

        return Copy(input, new ReindexAttributes(ReindexMode.Fill, axes[0], axes[1], axes[2], axes[3], value), TensorShape.FromDimensions(dimensions));
    }

    /// <summary>Adds a reversal of one axis by REINDEX. Elements keep their bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public TensorHandle Reverse(TensorHandle input, int axis)
    {
        RequireOwn(input);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axis, 3);
        Span<int> start = [0, 0, 0, 0];
        Span<int> step = [1, 1, 1, 1];
        start[axis] = input.Shape[axis] - 1;
        step[axis] = -1;
        return Slice(input, start, input.Shape, step);
    }

    /// <summary>Adds a repetition by REINDEX: the tensor side by side as often as said on each of the four axes. Elements keep their bytes.</summary>
    /// <exception cref="ArgumentException">The result is too large, or a number of times is below 1.</exception>
    public TensorHandle Tile(TensorHandle input, params ReadOnlySpan<int> times)
    {
        RequireOwn(input);
        RequireFour(times, nameof(times));
        Span<int> dimensions = stackalloc int[4];
        for (int i = 0; i < 4; i++)
            dimensions[i] = checked(input.Shape[i] * times[i]);
        var attributes = new ReindexAttributes(
            ReindexMode.Wrap, new ReindexAxis(0, 0, 1), new ReindexAxis(1, 0, 1), new ReindexAxis(2, 0, 1), new ReindexAxis(3, 0, 1), 0);
        return Copy(input, attributes, TensorShape.FromDimensions(dimensions));
    }

    // The bytes are kept, and with them what they stand for.
    private TensorHandle Copy(TensorHandle input, ReindexAttributes attributes, TensorShape shape) =>
        Reindex(input with { ZeroPoint = 0 }, attributes, shape, input.Type, Epilogue.Narrow) with { ZeroPoint = input.ZeroPoint };

    private static void RequireFour(ReadOnlySpan<int> values, string name)
    {
        if (values.Length != 4)
            throw new ArgumentException($"One value for each of four axes is needed, but {values.Length} were given.", name);
    }
}

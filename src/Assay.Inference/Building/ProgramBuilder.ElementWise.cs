namespace Assay.Inference;

public sealed partial class ProgramBuilder
{
    /// <summary>Adds an operator of two rescaled operands with broadcast: ADD, SUB, MAXIMUM, MINIMUM, EQUAL, GREATER or GREATER_EQUAL.</summary>
    /// <exception cref="ArgumentException">The operator does not rescale its operands, or the shapes do not broadcast.</exception>
    public TensorHandle Binary(
        Opcode opcode, RescaledOperand left, RescaledOperand right, ElementType outputType, Epilogue epilogue, bool operandDoubleRounding = false)
    {
        if (!opcode.RescalesOperands())
            throw new ArgumentException($"{opcode} does not rescale its operands.", nameof(opcode));
        return AddBinary(opcode, left, right, outputType, epilogue, operandDoubleRounding);
    }

    /// <summary>Adds an operator of two plain operands with broadcast: MUL, ARITHMETIC_RIGHT_SHIFT, LOGICAL_LEFT_SHIFT or INTDIV.</summary>
    /// <param name="opcode">The operator.</param>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the result.</param>
    /// <param name="parameter">The shift of MUL (0 … 63), or 1 for an ARITHMETIC_RIGHT_SHIFT that rounds.</param>
    /// <exception cref="ArgumentException">The operator is another one, or the shapes do not broadcast.</exception>
    public TensorHandle Binary(Opcode opcode, TensorHandle left, TensorHandle right, ElementType outputType, Epilogue epilogue, byte parameter = 0)
    {
        if (opcode is not (Opcode.Mul or Opcode.ArithmeticRightShift or Opcode.LogicalLeftShift or Opcode.IntDiv))
            throw new ArgumentException($"{opcode} is no operator of two plain operands.", nameof(opcode));
        RequireOwn(left);
        RequireOwn(right);
        TensorShape shape = BroadcastShape(left.Shape, right.Shape);
        return Add(new PendingInstruction(opcode, Plain(left), outputType, shape, epilogue) { B = Plain(right), Parameter = parameter });
    }

    /// <summary>Adds an operator of one operand: ABS, NEGATE, CLZ or CAST.</summary>
    /// <exception cref="ArgumentException">The operator is another one.</exception>
    public TensorHandle Unary(Opcode opcode, TensorHandle input, ElementType outputType, Epilogue epilogue)
    {
        if (opcode is not (Opcode.Abs or Opcode.Negate or Opcode.Clz or Opcode.Cast))
            throw new ArgumentException($"{opcode} is no operator of one operand.", nameof(opcode));
        RequireOwn(input);
        return Add(new PendingInstruction(opcode, Plain(input), outputType, input.Shape, epilogue));
    }

    /// <summary>Adds SELECT: <paramref name="whenTrue"/> where the condition is not 0, else <paramref name="whenFalse"/>; with broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public TensorHandle Select(TensorHandle condition, TensorHandle whenTrue, TensorHandle whenFalse, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(condition);
        RequireOwn(whenTrue);
        RequireOwn(whenFalse);
        TensorShape shape = BroadcastShape(BroadcastShape(condition.Shape, whenTrue.Shape), whenFalse.Shape);
        return Add(new PendingInstruction(Opcode.Select, Plain(condition with { ZeroPoint = 0 }), outputType, shape, epilogue)
        {
            B = Plain(whenTrue),
            C = Plain(whenFalse),
        });
    }

    /// <summary>Adds RESCALE of an operand or to an output that is unsigned: int8 or int16 whose bytes are read as 0 … 2ⁿ−1.</summary>
    /// <param name="input">The operand; with <paramref name="unsignedInput"/> its zero point is 0 … 2ⁿ−1.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the difference; with <paramref name="unsignedOutput"/> its last limits are within 0 … 2ⁿ−1.</param>
    /// <param name="unsignedInput">Whether the operand is unsigned.</param>
    /// <param name="unsignedOutput">Whether the output is unsigned.</param>
    public TensorHandle Rescale(TensorHandle input, ElementType outputType, Epilogue epilogue, bool unsignedInput, bool unsignedOutput)
    {
        RequireOwn(input);
        return Add(new PendingInstruction(Opcode.Rescale, Plain(input), outputType, input.Shape, epilogue)
        {
            UnsignedInput = unsignedInput,
            UnsignedOutput = unsignedOutput,
        });
    }

    /// <summary>Adds RESCALE with a bias, multiplier and shift for each index of the last dimension.</summary>
    /// <param name="input">The operand.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">A per-channel epilogue.</param>
    /// <param name="bias">One per channel.</param>
    /// <param name="multipliers">One per channel.</param>
    /// <param name="shifts">One per channel.</param>
    /// <param name="unsignedInput">Whether the operand is unsigned.</param>
    /// <param name="unsignedOutput">Whether the output is unsigned.</param>
    /// <param name="seconds">One per channel, or empty when the epilogue's second rescale is not per channel; multipliers of 16 bits go with it (<see cref="ChannelRecord"/>).</param>
    /// <exception cref="ArgumentException">The lengths are not the number of channels, or the epilogue is not per channel.</exception>
    public TensorHandle RescalePerChannel(
        TensorHandle input,
        ElementType outputType,
        Epilogue epilogue,
        ReadOnlySpan<int> bias,
        ReadOnlySpan<int> multipliers,
        ReadOnlySpan<byte> shifts,
        bool unsignedInput = false,
        bool unsignedOutput = false,
        ReadOnlySpan<ChannelRescale> seconds = default)
    {
        RequireOwn(input);
        ArgumentNullException.ThrowIfNull(epilogue);
        if (!epilogue.PerChannel)
            throw new ArgumentException("The epilogue of a rescale per channel must be per channel.", nameof(epilogue));
        int channels = input.Shape.Channels;
        if (bias.Length != channels || multipliers.Length != channels || shifts.Length != channels)
        {
            throw new ArgumentException(
                $"{input.Shape} needs {channels} biases, multipliers and shifts, but there are {bias.Length}, {multipliers.Length} and {shifts.Length}.",
                nameof(bias));
        }

        if (seconds.Length != (epilogue.PerChannelSecond ? channels : 0))
            throw new ArgumentException($"{input.Shape} with this epilogue needs {(epilogue.PerChannelSecond ? channels : 0)} second rescales, but there are {seconds.Length}.", nameof(seconds));
        ChannelBlocks records = _constants.AddChannelBlocks([], bias, multipliers, shifts, seconds);
        return Add(new PendingInstruction(Opcode.Rescale, Plain(input), outputType, input.Shape, epilogue)
        {
            Records = new ChannelRecords(records.Page, records.Stride),
            UnsignedInput = unsignedInput,
            UnsignedOutput = unsignedOutput,
        });
    }
}

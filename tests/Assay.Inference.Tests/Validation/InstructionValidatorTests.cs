namespace Assay.Inference.Tests.Validation;

public class InstructionValidatorTests
{
    private const long Index = 3;

    private static readonly PageCounts Pages = new(40, 40, 40, 40);

    /// <summary>One broken field per rule, with the reason it must give.</summary>
    public static TheoryData<string, InvalidReason, Func<byte[], byte[]>> Breaks()
    {
        var data = new TheoryData<string, InvalidReason, Func<byte[], byte[]>>();
        foreach ((string name, InvalidReason reason, Func<byte[], byte[]> change) in FormBreaks().Concat(FieldBreaks()))
            data.Add(name, reason, change);
        return data;
    }

    [Fact]
    public void Sample_instructions_are_valid()
    {
        foreach (Opcode opcode in OpcodeExtensions.All)
            InstructionValidator.Validate(Samples.Of(opcode), Index, Pages).Should().Be(InvalidReason.None, opcode.ToString());
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_broken_convolution_gives_the_reason(string name, InvalidReason reason, Func<byte[], byte[]> change)
    {
        byte[] bytes = change(InstructionCodec.Encode(Samples.Convolution()));

        InstructionValidator.Validate(bytes, Index, Pages).Should().Be(reason, name);
    }

    [Fact]
    public void Shapes_must_fit_each_operator()
    {
        var wide = new TensorShape(1, 4, 4, 9);
        foreach (Opcode opcode in OpcodeExtensions.All.Where(opcode => opcode is not (Opcode.Conv2D or Opcode.TransposeConv2D or Opcode.Reindex)))
        {
            Instruction sample = Samples.Of(opcode);
            Reason(sample with { OutputShape = wide }).Should().Be(InvalidReason.ShapeMismatch, opcode.ToString());
        }
    }

    [Fact]
    public void Operands_must_have_types_and_zero_points_of_the_operator()
    {
        Instruction pool = Samples.Of(Opcode.MaxPool2D);
        Instruction sum = Samples.Of(Opcode.ReduceSum);
        Instruction maximum = Samples.Of(Opcode.ReduceMax);

        Reason(pool with { A = pool.A with { Type = ElementType.Int32 } }).Should().Be(InvalidReason.BadType);
        Reason(pool with { A = pool.A with { ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(maximum with { A = maximum.A with { ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(sum with { A = sum.A with { ZeroPoint = -128 } }).Should().Be(InvalidReason.None);
        Reason(sum with { A = sum.A with { ZeroPoint = 128 } }).Should().Be(InvalidReason.BadRescale);
        Reason(sum with { A = sum.A with { Type = ElementType.Int16, ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
    }

    [Fact]
    public void Types_and_zero_points_of_the_other_operators_are_checked()
    {
        Instruction argMax = Samples.Of(Opcode.ArgMax);
        Instruction product = Samples.Of(Opcode.MatMul);
        Instruction gather = Samples.Of(Opcode.Gather);
        Instruction resize = Samples.Of(Opcode.Resize);
        Instruction minimum = Samples.Of(Opcode.ReduceMin);

        Reason(argMax with { OutputType = ElementType.Int16 }).Should().Be(InvalidReason.BadType);
        Reason(argMax with { A = argMax.A with { Type = ElementType.Int32 } }).Should().Be(InvalidReason.BadType);
        Reason(argMax with { A = argMax.A with { ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(minimum with { A = minimum.A with { ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(product with { B = product.B! with { Type = ElementType.Int16 } }).Should().Be(InvalidReason.BadType);
        Reason(product with { B = product.B! with { ZeroPoint = -128 } }).Should().Be(InvalidReason.None);
        Reason(product with { B = product.B! with { Shape = new TensorShape(1, 1, 4, 8) } }).Should().Be(InvalidReason.None, "one right matrix serves all");
        Reason(product with { B = product.B! with { Shape = new TensorShape(1, 2, 4, 8) } }).Should().Be(InvalidReason.ShapeMismatch);
        Reason(product with { A = product.A with { Multiplier = 1 } }).Should().Be(InvalidReason.ReservedNotZero);
        Reason(gather with { A = gather.A with { Shape = new TensorShape(1, 1, 16, 8) } }).Should().Be(InvalidReason.None, "one matrix of values serves all");
        Reason(gather with { B = gather.B! with { Type = ElementType.Int32 } }).Should().Be(InvalidReason.None);
        Reason(gather with { B = gather.B! with { Producer = 0 } }).Should().Be(InvalidReason.BadReference);
        Reason(resize with { A = resize.A with { Type = ElementType.Int32 } }).Should().Be(InvalidReason.BadType);
        Reason(resize with { OutputShape = new TensorShape(1, 1, 64, 8) }).Should().Be(InvalidReason.None, "any size is defined");
    }

    [Fact]
    public void Attributes_of_operators_that_move_data_are_checked()
    {
        Instruction reindex = Samples.Of(Opcode.Reindex);
        Instruction resize = Samples.Of(Opcode.Resize);
        ReindexAttributes fill = reindex.Reindex!;
        ResizeAttributes scale = resize.Resize!;

        Reason(Samples.Of(Opcode.Concat) with { Parameter = 4 }).Should().Be(InvalidReason.BadAttribute);
        Reason(Samples.Of(Opcode.Concat) with { Parameter = 2 }).Should().Be(InvalidReason.ShapeMismatch);
        Reason(reindex with { Reindex = fill with { Mode = ReindexMode.Wrap } }).Should().Be(InvalidReason.BadAttribute, "there is no fill");
        Reason(reindex with { Reindex = fill with { Mode = ReindexMode.Wrap, Fill = 0 } }).Should().Be(InvalidReason.None);
        Reason(reindex with { Reindex = fill with { Mode = (ReindexMode)2, Fill = 0 } }).Should().Be(InvalidReason.BadAttribute);
        Reason(reindex with { Reindex = fill with { Batch = new ReindexAxis(0, 0, 0) } }).Should().Be(InvalidReason.BadAttribute);
        Reason(reindex with { Reindex = fill with { Batch = new ReindexAxis(1, 0, 1) } }).Should().Be(InvalidReason.BadAttribute, "axis 1 twice");
        Reason(reindex with { Reindex = fill with { Batch = new ReindexAxis(4, 0, 1) } }).Should().Be(InvalidReason.BadAttribute);
        Reason(resize with { Resize = scale with { Mode = (ResizeMode)2 } }).Should().Be(InvalidReason.BadAttribute);
        foreach (ResizeAxis axis in (ResizeAxis[])[new(0, 1, 0), new(2049, 1, 0), new(1, 0, 0), new(1, 16, 0), new(2, 1, -3), new(2, 1, 32)])
            Reason(resize with { Resize = scale with { X = axis } }).Should().Be(InvalidReason.BadAttribute, axis.ToString());
        foreach (ResizeAxis axis in (ResizeAxis[])[new(2048, 32_767, 32_767), new(1, 15, -1), new(2, 31, 31)])
            Reason(resize with { Resize = scale with { Y = axis } }).Should().Be(InvalidReason.None, axis.ToString());
    }

    [Fact]
    public void Output_paddings_of_transposed_convolutions_stay_within_the_kernel()
    {
        Instruction transposed = Samples.Of(Opcode.TransposeConv2D);
        WindowAttributes window = transposed.Window!;

        Reason(transposed with { Window = window with { PadTop = 0xFFFE, PadBottom = 0 } }).Should().Be(InvalidReason.None, "-2 and 0");
        Reason(transposed with { Window = window with { PadTop = 0xFFFD, PadBottom = 1 } }).Should().Be(InvalidReason.BadAttribute, "-3 cuts a whole kernel off");
        Reason(transposed with { Window = window with { PadTop = 256 } }).Should().Be(InvalidReason.BadAttribute);
        Reason(transposed with { Window = window with { PadLeft = 0 } }).Should().Be(InvalidReason.ShapeMismatch);
        Reason(transposed with { Window = window with { DilationX = 2 } }).Should().Be(InvalidReason.BadAttribute);
    }

    [Fact]
    public void Pool_padding_must_be_smaller_than_the_kernel()
    {
        Instruction pool = Samples.Of(Opcode.MaxPool2D);

        Reason(pool with { Window = pool.Window! with { PadTop = 2 } }).Should().Be(InvalidReason.BadAttribute);
        Reason(pool with { Window = pool.Window! with { DilationY = 2 } }).Should().Be(InvalidReason.BadAttribute);
    }

    [Fact]
    public void Rescales_of_operands_are_checked_for_ADD_and_reserved_for_MUL()
    {
        Instruction add = Samples.Of(Opcode.Add);
        Instruction multiply = Samples.Of(Opcode.Mul);

        Reason(add with { B = add.B! with { Shift = 63 } }).Should().Be(InvalidReason.BadRescale);
        Reason(add with { A = add.A with { Multiplier = -1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(multiply with { B = multiply.B! with { Shift = 30 } }).Should().Be(InvalidReason.ReservedNotZero);
        Reason(multiply with { OperandDoubleRounding = true }).Should().Be(InvalidReason.ReservedNotZero);
    }

    [Fact]
    public void Unsigned_tensors_have_their_own_ranges_and_at_most_two_bytes()
    {
        Instruction rescale = Samples.Of(Opcode.Rescale);
        Instruction input = rescale with { UnsignedInput = true };
        Instruction output = rescale with { UnsignedOutput = true, Epilogue = Epilogue.Rescale(RescaleStage.Identity(ElementType.Int8) with { Low = 0, High = 255 }) };

        Reason(input with { A = input.A with { ZeroPoint = 255 } }).Should().Be(InvalidReason.None);
        Reason(input with { A = input.A with { ZeroPoint = 256 } }).Should().Be(InvalidReason.BadRescale);
        Reason(input with { A = input.A with { ZeroPoint = -1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(input with { A = input.A with { Type = ElementType.Int32 } }).Should().Be(InvalidReason.BadType);
        Reason(output).Should().Be(InvalidReason.None);
        Reason(output with { UnsignedOutput = false }).Should().Be(InvalidReason.BadEpilogue);
        Reason(output with { OutputType = ElementType.Int32 }).Should().Be(InvalidReason.BadType);
        Reason(Samples.Of(Opcode.Abs) with { UnsignedInput = true }).Should().Be(InvalidReason.ReservedNotZero);
    }

    [Fact]
    public void Attributes_of_element_wise_operators_are_checked()
    {
        Instruction shift = Samples.Of(Opcode.ArithmeticRightShift);
        Instruction select = Samples.Of(Opcode.Select);
        Instruction rescale = Samples.Of(Opcode.Rescale) with
        {
            Records = new ChannelRecords(0, 12),
            Epilogue = Epilogue.Rescale(RescaleStage.Identity(ElementType.Int8), perChannel: true),
        };

        Reason(Samples.Of(Opcode.Mul) with { Parameter = 63 }).Should().Be(InvalidReason.None);
        Reason(Samples.Of(Opcode.Mul) with { Parameter = 64 }).Should().Be(InvalidReason.BadAttribute);
        Reason(shift with { Parameter = 1 }).Should().Be(InvalidReason.None);
        Reason(shift with { Parameter = 2 }).Should().Be(InvalidReason.BadAttribute);
        Reason(rescale).Should().Be(InvalidReason.None);
        Reason(rescale with { Records = new ChannelRecords(0, 16) }).Should().Be(InvalidReason.BadAttribute);
        Reason(rescale with { Records = new ChannelRecords(40, 12) }).Should().Be(InvalidReason.OutOfSpace);
        Reason(select with { A = select.A with { ZeroPoint = 1 } }).Should().Be(InvalidReason.BadRescale);
        Reason(select with { C = select.C! with { ZeroPoint = 1 } }).Should().Be(InvalidReason.None);
        Reason(select with { C = select.C! with { Producer = 0 } }).Should().Be(InvalidReason.BadReference);
        Reason(select with { C = select.C! with { Page = 40 } }).Should().Be(InvalidReason.OutOfSpace);
    }

    [Fact]
    public void A_second_rescale_for_every_channel_needs_records_and_a_second_stage_without_a_scale()
    {
        RescaleStage stage = RescaleStage.Identity(ElementType.Int8);
        Epilogue epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), 0, stage, perChannel: true).WithSecondPerChannel();
        Instruction rescale = Samples.Of(Opcode.Rescale) with { Records = new ChannelRecords(0, 12), Epilogue = epilogue };
        Instruction With(Epilogue other) => rescale with { Epilogue = other };

        Reason(rescale).Should().Be(InvalidReason.None);
        Reason(With(epilogue with { Kind = EpilogueKind.Clamp })).Should().Be(InvalidReason.None);
        Reason(With(epilogue with { Second = epilogue.Second with { DoubleRounding = true } })).Should().Be(InvalidReason.None);
        Reason(With(epilogue with { Second = epilogue.Second with { Multiplier = 1 } })).Should().Be(InvalidReason.ReservedNotZero);
        Reason(With(epilogue with { Second = epilogue.Second with { Shift = 30 } })).Should().Be(InvalidReason.ReservedNotZero);
        Reason(With(epilogue with { Second = epilogue.Second with { ZeroPoint = 32_768 } })).Should().Be(InvalidReason.BadRescale);
        Reason(With(Epilogue.Rescale(stage, perChannel: true) with { PerChannelSecond = true })).Should().Be(InvalidReason.ReservedNotZero);
        Reason(With(epilogue with { Second = epilogue.Second with { High = 128 } })).Should().Be(InvalidReason.BadEpilogue);
        Reason(Samples.Of(Opcode.Rescale) with { Epilogue = epilogue with { PerChannel = false, First = RescaleStage.Identity(ElementType.Int16) } })
            .Should().Be(InvalidReason.BadEpilogue);
    }

    [Fact]
    public void Epilogue_ranges_are_checked()
    {
        Instruction rescale = Samples.Of(Opcode.Rescale);
        RescaleStage stage = RescaleStage.Identity(ElementType.Int8);
        RescaleStage wide = RescaleStage.Identity(ElementType.Int32);

        Reason(rescale with { Epilogue = Epilogue.Rescale(stage) }).Should().Be(InvalidReason.None);
        Reason(rescale with { Epilogue = Epilogue.Rescale(stage with { Low = 5, High = 4 }) }).Should().Be(InvalidReason.BadEpilogue);
        Reason(rescale with { Epilogue = Epilogue.Rescale(stage with { High = 128 }) }).Should().Be(InvalidReason.BadEpilogue);
        Reason(rescale with { Epilogue = Epilogue.Clamp(wide, stage) }).Should().Be(InvalidReason.BadEpilogue);
        Reason(Samples.Of(Opcode.MaxPool2D) with { Epilogue = Epilogue.Rescale(stage, perChannel: true) }).Should().Be(InvalidReason.BadEpilogue);
        Reason(rescale with { Epilogue = Epilogue.Rescale(stage with { ZeroPoint = 32_768 }) }).Should().Be(InvalidReason.BadRescale);
        Reason(rescale with { Epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), 37, stage) }).Should().Be(InvalidReason.None);
        Reason(rescale with { Epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), 38, stage) }).Should().Be(InvalidReason.OutOfSpace);
    }

    [Fact]
    public void Steps_that_would_be_too_large_are_refused()
    {
        var longInput = new TensorShape(1, 1, 1025, 300);
        Instruction sum = Samples.Of(Opcode.ReduceSum);
        Instruction tooLong = sum with
        {
            A = sum.A with { Shape = longInput, Page = 0 },
            Reduction = new ReductionAttributes(1, 1025, 300),
            OutputShape = new TensorShape(1, 1, 1, 300),
        };
        var many = new PageCounts(2000, 2000, 2000, 2000);

        InstructionValidator.Validate(tooLong, Index, many).Should().Be(InvalidReason.StepTooLarge);
        Instruction justRight = tooLong with { A = tooLong.A with { Shape = longInput with { Width = 1024 } }, Reduction = new ReductionAttributes(1, 1024, 300) };
        InstructionValidator.Validate(justRight, Index, many).Should().Be(InvalidReason.None);
    }

    [Fact]
    public void Links_orders_and_totals_are_checked()
    {
        Instruction producer = Samples.Of(Opcode.Rescale);
        Instruction consumer = Samples.Of(Opcode.Add) with
        {
            A = new Operand(MemorySpace.Body, producer.OutputType, producer.OutputPage, producer.OutputShape, 0, 1 << 30, 30, 0),
        };

        InstructionValidator.ValidateLink(consumer, 0, producer).Should().Be(InvalidReason.None);
        InstructionValidator.ValidateLink(consumer, 1, producer).Should().Be(InvalidReason.None, "operand B is an input");
        InstructionValidator.ValidateLink(consumer, 0, producer with { OutputPage = 9 }).Should().Be(InvalidReason.LinkMismatch);
        InstructionValidator.ValidateLink(consumer, 0, producer with { OutputType = ElementType.Int32 }).Should().Be(InvalidReason.LinkMismatch);
        InstructionValidator.ValidateLink(consumer, 0, producer with { OutputSpace = MemorySpace.Output }).Should().Be(InvalidReason.LinkMismatch);
        InstructionValidator.ValidateLink(consumer, 0, producer with { OutputShape = new TensorShape(1, 1, 1, 3) }).Should().Be(InvalidReason.LinkMismatch);
        InstructionValidator.ValidateOrder(null, producer).Should().Be(InvalidReason.None);
        InstructionValidator.ValidateOrder(producer, producer).Should().Be(InvalidReason.OrderMismatch);
        InstructionValidator.ValidateOrder(producer with { NextBodyPage = 0, NextOutputPage = 1 }, producer).Should().Be(InvalidReason.OrderMismatch);
        InstructionValidator.ValidateTotal(producer, new PageCounts(9, 9, 1, 0)).Should().Be(InvalidReason.None);
        InstructionValidator.ValidateTotal(producer, new PageCounts(9, 9, 1, 1)).Should().Be(InvalidReason.TotalMismatch);
    }

    private static InvalidReason Reason(Instruction instruction) => InstructionValidator.Validate(instruction, Index, Pages);

    private static IEnumerable<(string Name, InvalidReason Reason, Func<byte[], byte[]> Change)> FormBreaks()
    {
        yield return ("short", InvalidReason.BadLength, bytes => bytes[..^1]);
        yield return ("long", InvalidReason.BadLength, bytes => [.. bytes, 0]);
        yield return ("version", InvalidReason.BadVersion, Set(0, 0));
        yield return ("opcode 0", InvalidReason.BadOpcode, Set(1, 0));
        yield return ("opcode 32", InvalidReason.BadOpcode, Set(1, 32));
        foreach (int offset in new[] { 26, 31, 34, 35, 60, 63, 68, 71, 72, 111, 144, 159, 177, 179, 180, 201, 203, 212, 223 })
            yield return ($"reserved byte {offset}", InvalidReason.ReservedNotZero, Set(offset, 1));
        yield return ("flag bit 7", InvalidReason.ReservedNotZero, Set(25, 0x81));
        yield return ("flag bit 3", InvalidReason.ReservedNotZero, Set(25, 0x09));
        yield return ("flag bit 2", InvalidReason.ReservedNotZero, Set(25, 0x05));
        yield return ("multiplier beside the channel's", InvalidReason.ReservedNotZero, Set(163, 1));
        yield return ("shift beside the channel's", InvalidReason.ReservedNotZero, Set(176, 1));
        yield return ("kind 0 with a stage", InvalidReason.ReservedNotZero, Set(24, 0));
    }

    private static IEnumerable<(string Name, InvalidReason Reason, Func<byte[], byte[]> Change)> FieldBreaks()
    {
        yield return ("output type", InvalidReason.BadType, Set(2, 3));
        yield return ("input type", InvalidReason.BadType, Set(33, 1));
        yield return ("dimension 0", InvalidReason.BadShape, Set(23, 0));
        yield return ("dimension 65,544", InvalidReason.BadShape, Set(21, 1));
        yield return ("dimension above 2^31", InvalidReason.BadShape, Set(40, 0x80));
        yield return ("output in the input", InvalidReason.BadSpace, Set(3, 0));
        yield return ("operand in the output", InvalidReason.BadSpace, Set(32, 3));
        yield return ("operand space 4", InvalidReason.BadSpace, Set(32, 4));
        yield return ("producer of an input", InvalidReason.BadReference, Set(67, 0));
        yield return ("body without an earlier producer", InvalidReason.BadReference, Set(32, 2));
        yield return ("kernel 0", InvalidReason.BadAttribute, Set(113, 0));
        yield return ("kernel 259", InvalidReason.BadAttribute, Set(112, 1));
        yield return ("stride 0", InvalidReason.BadAttribute, Set(117, 0));
        yield return ("dilation 0", InvalidReason.BadAttribute, Set(123, 0));
        yield return ("pad 256", InvalidReason.BadAttribute, Set(130, 1));
        yield return ("weight zero point 256", InvalidReason.BadAttribute, Set(142, 1));
        yield return ("channel stride", InvalidReason.BadAttribute, Set(139, 4));
        yield return ("batch", InvalidReason.ShapeMismatch, Set(11, 2));
        yield return ("output height", InvalidReason.ShapeMismatch, Set(15, 5));
        yield return ("operand zero point", InvalidReason.BadRescale, Set(58, 1));
        yield return ("stage zero point", InvalidReason.BadRescale, Set(165, 1));
        yield return ("kind 4", InvalidReason.BadEpilogue, Set(24, 4));
        yield return ("low above high", InvalidReason.BadEpilogue, bytes => Set(175, 0)(Set(171, 1)(Set(170, 0)(Set(169, 0)(Set(168, 0)(bytes))))));
        yield return ("weights beyond the constants", InvalidReason.OutOfSpace, Set(135, 40));
        yield return ("operand beyond the input", InvalidReason.OutOfSpace, Set(39, 40));
        yield return ("output beyond the body", InvalidReason.OutOfSpace, Set(7, 40));
        yield return ("counter", InvalidReason.OutOfSpace, Set(207, 2));
    }

    private static Func<byte[], byte[]> Set(int offset, byte value) => bytes =>
    {
        byte[] changed = [.. bytes];
        changed[offset] = value;
        return changed;
    };
}

using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>The rules that need more than one instruction.</summary>
internal static class ProgramRules
{
    private const int MaximumTensors = 255;

    internal static ProgramFault? Check(InferenceProgram program)
    {
        if (program.Instructions.IsEmpty)
            return new ProgramFault(InvalidReason.None, null, "it has no instructions.");
        if (program.Pages.Output == 0)
            return new ProgramFault(InvalidReason.None, null, "it has no outputs.");
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            InvalidReason reason = CheckInstruction(program, i);
            if (reason != InvalidReason.None)
                return new ProgramFault(reason, i, $"instruction {i} ({program.Instructions[i].Opcode}) breaks rule {(int)reason}, {reason}.");
        }

        if (InstructionValidator.ValidateTotal(program.Instructions[^1], program.Pages) != InvalidReason.None)
        {
            Instruction last = program.Instructions[^1];
            return new ProgramFault(
                InvalidReason.TotalMismatch,
                program.Instructions.Length - 1,
                $"its last instruction ends at body page {last.NextBodyPage} and output page {last.NextOutputPage}, "
                + $"but it declares {program.Pages.Body} and {program.Pages.Output}.");
        }

        return CheckDescriptors(program) ?? CheckInputs(program) ?? CheckOutputs(program);
    }

    private static InvalidReason CheckInstruction(InferenceProgram program, int index)
    {
        ImmutableArray<Instruction> instructions = program.Instructions;
        Instruction instruction = instructions[index];
        InvalidReason reason = InstructionValidator.Validate(instruction, index, program.Pages);
        for (int slot = 0; slot < 3 && reason == InvalidReason.None; slot++)
        {
            Operand? operand = slot switch { 0 => instruction.A, 1 => instruction.B, _ => instruction.C };
            if (operand is { Producer: not Operand.NoProducer })
                reason = InstructionValidator.ValidateLink(instruction, slot, instructions[(int)operand.Producer]);
        }

        return reason != InvalidReason.None ? reason : InstructionValidator.ValidateOrder(index == 0 ? null : instructions[index - 1], instruction);
    }

    private static ProgramFault? CheckDescriptors(InferenceProgram program)
    {
        if (program.Inputs.Length > MaximumTensors || program.Outputs.Length > MaximumTensors)
        {
            return new ProgramFault(
                InvalidReason.None, null, $"it has {program.Inputs.Length} inputs and {program.Outputs.Length} outputs; at most {MaximumTensors} of each are allowed.");
        }

        TensorDescriptor? odd = program.Inputs.Concat(program.Outputs).FirstOrDefault(tensor => !double.IsFinite(tensor.Scale));
        return odd is null ? null : new ProgramFault(InvalidReason.None, null, $"the scale of '{odd.Name}' is {odd.Scale}, which is no finite number.");
    }

    private static ProgramFault? CheckInputs(InferenceProgram program)
    {
        long page = 0;
        foreach (TensorDescriptor input in program.Inputs)
        {
            if (!input.Type.IsDefined() || !input.Shape.IsValid(input.Type))
                return new ProgramFault(InvalidReason.None, null, $"the shape {input.Shape} of input '{input.Name}' is out of range.");
            if (input.Page != page)
                return new ProgramFault(InvalidReason.None, null, $"input '{input.Name}' must start on page {page}, but starts on {input.Page}.");
            page += input.Shape.Pages(input.Type);
        }

        return page == program.Pages.Input
            ? null
            : new ProgramFault(InvalidReason.None, null, $"its inputs take {page} pages, but it declares {program.Pages.Input}.");
    }

    private static ProgramFault? CheckOutputs(InferenceProgram program)
    {
        Instruction[] writers = [.. program.Instructions.Where(instruction => instruction.OutputSpace == MemorySpace.Output)];
        if (writers.Length != program.Outputs.Length)
            return new ProgramFault(InvalidReason.None, null, $"it writes {writers.Length} outputs, but describes {program.Outputs.Length}.");
        foreach ((Instruction writer, TensorDescriptor output) in writers.Zip(program.Outputs))
        {
            bool fits = output.Page == writer.OutputPage
                && output.Type == writer.OutputType
                && output.Shape.IsValid(output.Type)
                && output.Shape.Elements == writer.OutputShape.Elements;
            if (!fits)
            {
                return new ProgramFault(
                    InvalidReason.None,
                    null,
                    $"output '{output.Name}' ({output.Type} {output.Shape}, page {output.Page}) is not what its instruction writes "
                    + $"({writer.OutputType} {writer.OutputShape}, page {writer.OutputPage}).");
            }
        }

        return null;
    }
}

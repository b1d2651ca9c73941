using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Proofs;

public class StepRunTests
{
    /// <summary>Constants lie per output channel, so that no step reads weights with a stride.</summary>
    [Fact]
    public void G4_the_weights_of_a_step_are_one_run_of_the_channels_block()
    {
        int steps = 0;
        for (int seed = 0; seed < 180; seed++)
        {
            InferenceProgram program = RandomPrograms.Create(seed).Program;
            foreach (Instruction instruction in program.Instructions.Where(each => each.Opcode.IsConvolution() && StepPlan.SegmentCount(each) > 1))
            {
                foreach (long element in TestSpaces.SomeElements(instruction))
                {
                    long block = ChannelBlock.Offset(instruction.Window!, (int)(element % instruction.OutputShape.Channels)) + ChannelBlock.RecordSize;
                    for (int segment = 0; segment < StepPlan.SegmentCount(instruction); segment++)
                    {
                        (int first, int end) = StepPlan.SegmentRange(instruction, segment);
                        IEnumerable<ByteRun> runs = StepPlan.SegmentRuns(instruction, element, segment);
                        runs.Last().Should().Be(new ByteRun(MemorySpace.Constants, block + first, end - first));
                        steps++;
                    }
                }
            }
        }

        steps.Should().BeGreaterThan(100);
    }
}

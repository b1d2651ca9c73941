namespace Assay.Inference.Cpu.Epilogues;

/// <summary>One element at a time, in exact 64-bit arithmetic.</summary>
internal sealed unsafe class PortableEpilogueKernel : EpilogueKernel
{
    public override void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        int channel = 0;
        for (int i = 0; i < count; i++)
        {
            int value = accumulators[i];
            if (parameters.HasRescale)
            {
                if (parameters.Addends != null)
                    value += parameters.Addends[channel];
                long nudge = value >= 0 ? parameters.Nudges[channel] : -parameters.Nudges[channel];
                long scaled = ((value * parameters.Multipliers[channel]) + parameters.Roundings[channel] + nudge) >> (int)parameters.Shifts[channel];
                value = (int)Math.Clamp(scaled + parameters.ZeroPoint, parameters.Low, parameters.High);
                channel = channel + 1 == parameters.Period ? 0 : channel + 1;
            }
            else
            {
                value = Math.Clamp(value, parameters.Low, parameters.High);
            }

            if (parameters.Lookup is null)
                Elements.Write(target, parameters.OutputType, i, value);
            else
                Elements.Write(target, parameters.OutputType, i, Elements.Read(parameters.Lookup, parameters.OutputType, value - parameters.Low));
        }
    }
}

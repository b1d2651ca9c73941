// Prints the roots of traced runs: of random programs, of programs large enough for several threads, and of model files. Two machines agree
// if they print the same. Every executor that this processor has must agree with the reference here; which they were goes to standard error.
using System.Globalization;
using System.Runtime.InteropServices;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.Probe;
using Assay.Inference.Testing;

if (args.Length == 0 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out int seeds) || seeds == 0)
{
    Console.Error.WriteLine("Usage: Assay.Inference.Probe NUMBER-OF-RANDOM-PROGRAMS [MODEL.assay…]");
    return 2;
}

Console.Error.WriteLine($"{RuntimeInformation.RuntimeIdentifier}, dynamic code: {System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported}, "
    + $"instruction sets: {string.Join(", ", CpuFeatures.Supported)}");
try
{
    for (int seed = 0; seed < seeds; seed++)
    {
        RandomCase random = RandomPrograms.Create(seed);
        Agreement.Print(random.Program, random.Inputs);
    }

    foreach (string name in LargePrograms.Names)
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = LargePrograms.Create(name);
        Agreement.Print(program, inputs);
    }

    foreach (string path in args.Skip(1))
    {
        using ModelContainer model = ModelContainer.Open(path);
        Console.WriteLine($"model {model.Commitment.ProgramRoot}");
        Agreement.Print(model.Program, [.. model.Program.Inputs.Select(Agreement.RandomBytes)]);
    }

    return 0;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

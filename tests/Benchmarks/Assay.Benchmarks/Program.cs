using System.CommandLine;
using Assay.Benchmarks;
using Assay.Inference.Cpu;

Option<string?> onnx = new("--onnx") { Description = "The float32 ONNX file of the same model, for ONNX Runtime." };
Option<int[]> threads = new("--threads")
{
    Description = "Thread counts, separated by commas.",
    CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(int.Parse)],
    DefaultValueFactory = _ => [1, 2],
};
Option<int> turns = new("--turns") { Description = "Turns of each contender.", DefaultValueFactory = _ => 20 };
Option<CpuInstructionSet> set = new("--instructions") { Description = "Instruction set of the CPU executor." };
Command synthetic = new("synthetic", "A network of the shapes of a small text direction classifier, with random weights.") { onnx, threads, turns, set };
synthetic.SetAction(parsed =>
    new ModelBenchmark(
        SyntheticClassifier.Create(),
        new ModelBenchmarkOptions(parsed.GetValue(onnx), parsed.GetValue(threads)!, parsed.GetValue(turns), parsed.GetValue(set))).Run(Console.Out));
return new RootCommand("Times Assay's executors against ONNX Runtime.") { synthetic }.Parse(args).Invoke();

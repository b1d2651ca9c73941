using System.CommandLine;
using Assay.Benchmarks;
using Assay.Inference;
using Assay.Inference.Cpu;

Argument<string> model = new("model") { Description = "The model file (.assay)." };
Option<string?> onnx = new("--onnx") { Description = "The float32 ONNX file of the same model, for ONNX Runtime." };
Option<int[]> threads = new("--threads")
{
    Description = "Thread counts, separated by commas.",
    CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(int.Parse)],
    DefaultValueFactory = _ => [1, 2],
};
Option<int> turns = new("--turns") { Description = "Turns of each contender.", DefaultValueFactory = _ => 20 };
Option<CpuInstructionSet> set = new("--instructions") { Description = "Instruction set of the CPU executor." };

Command file = new("model", "Times a model file.") { model, onnx, threads, turns, set };
file.SetAction(parsed =>
{
    using ModelContainer container = ModelContainer.Open(parsed.GetRequiredValue(model));
    new ExecutorBenchmark(container.Program, Options(parsed)).Run(Console.Out);
});
Command synthetic = new("synthetic", "Times a network of the shapes of a small text direction classifier, with random weights.") { onnx, threads, turns, set };
synthetic.SetAction(parsed => new ExecutorBenchmark(SyntheticClassifier.Create(), Options(parsed)).Run(Console.Out));
return new RootCommand("Times Assay's executors against ONNX Runtime.") { file, synthetic }.Parse(args).Invoke();

ExecutorBenchmarkOptions Options(ParseResult parsed) =>
    new(parsed.GetValue(onnx), parsed.GetRequiredValue(threads), parsed.GetRequiredValue(turns), parsed.GetValue(set));

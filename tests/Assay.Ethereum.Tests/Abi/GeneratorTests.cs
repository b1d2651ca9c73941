using Assay.Ethereum.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Ethereum.Tests.Abi;

public class GeneratorTests
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Numerics;
        using Nethereum.ABI.FunctionEncoding.Attributes;
        using Nethereum.Contracts;

        """;

    [Theory]
    [InlineData("uint7", "int", "C.P: 'uint7' is no Solidity type")]
    [InlineData("uint08", "int", "C.P: 'uint08' is no Solidity type")]
    [InlineData("uint264", "BigInteger", "C.P: 'uint264' is no Solidity type")]
    [InlineData("bytes33", "byte[]", "C.P: 'bytes33' is no Solidity type")]
    [InlineData("bytes32", "string", "C.P: bytes32 is carried by byte[], not by string")]
    [InlineData("address", "byte[]", "C.P: address is carried by string, not by byte[]")]
    [InlineData("int8", "byte", "C.P: int8 cannot be carried by byte")]
    [InlineData("uint256", "double", "C.P: uint256 cannot be carried by double")]
    [InlineData("uint8[]", "byte", "C.P: uint8[] is carried by List<T> or T[], not by byte")]
    [InlineData("uint8[0]", "byte[]", "C.P: 'uint8[0]' is no Solidity type")]
    [InlineData("uint8[99999999]", "byte[]", "C.P: 'uint8[99999999]' is longer than 1048576 bytes")]
    [InlineData("tuple", "int", "C.P: tuple needs a class, has int")]
    [InlineData("tuple", "object", "C.P: Object has no property with a [Parameter] attribute")]
    [InlineData("tuple", "C", "C contains itself; the ABI has no recursive types")]
    public void An_unsupported_parameter_is_an_error_at_its_property(string type, string carrier, string message)
    {
        var diagnostic = Diagnose($$"""public class C { [Parameter("{{type}}", "p", 1)] public {{carrier}} P { get; set; } }""");
        diagnostic.Should().Be(message);
    }

    [Theory]
    [InlineData("""[Function("f")] public class C : FunctionMessage { [Parameter("bool", "p", 2)] public bool P { get; set; } }""", "C: parameters must be numbered from 1 without gaps, P has 2")]
    [InlineData("""[Function("f")] public class C : FunctionMessage { [Parameter("bool", "p", 1)] public bool P { get; } }""", "C.P needs a getter and a setter")]
    [InlineData("""[Function("f")] public class C : FunctionMessage { public C(int x) { } }""", "C needs a public parameterless constructor")]
    [InlineData("""[Function("f")] public class C : FunctionMessage { [Parameter("bool", "p", 1, true)] public bool P { get; set; } }""", "C.P: only an event's parameters can be indexed")]
    public void A_contradictory_class_is_an_error(string source, string message) => Diagnose(source).Should().Be(message);

    [Fact]
    public void Bases_named_after_their_class_get_no_codec_and_other_classes_are_left_alone()
    {
        var names = Run("""
            public partial class PostFunction : PostFunctionBase { }
            public partial class PostFunction { }
            [Function("post")] public class PostFunctionBase : FunctionMessage { [Parameter("bool", "p", 1)] public virtual bool P { get; set; } }
            public class Unrelated : List<int> { public int X { get; set; } }
            public abstract class Abstract { [Parameter("bool", "p", 1)] public bool P { get; set; } }
            public class Outer { private class Hidden { [Parameter("bool", "p", 1)] public bool P { get; set; } } }
            """).GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath));
        names.Should().BeEquivalentTo("PostFunctionCodec.g.cs", "AbiCodecRegistration.g.cs");
    }

    [Fact]
    public void An_edit_elsewhere_regenerates_nothing()
    {
        var compilation = Compile("""[Event("E")] public class E : IEventDTO { [Parameter("bool", "p", 1, true)] public bool P { get; set; } }""");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new MessageCodecGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere { int x; }")));
        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToList();
        outputs.Should().HaveCountGreaterThanOrEqualTo(2);
        outputs.Should().OnlyContain(output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    private static string Diagnose(string source)
    {
        var diagnostic = Run(source).Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Id.Should().Be("ASSAY001");
        diagnostic.Location.IsInSource.Should().BeFalse("only a path and span are kept, so that results compare by value");
        diagnostic.Location.GetLineSpan().Path.Should().Be("Source.cs");
        return diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static GeneratorDriverRunResult Run(string source)
    {
        var driver = CSharpGeneratorDriver.Create(new MessageCodecGenerator())
            .RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out _);
        var result = driver.GetRunResult();
        if (result.Diagnostics.IsEmpty)
            output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty();
        return result;
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(Usings + source, path: "Source.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    // Shared, because reading metadata costs far more than any of these compilations.
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll"
                or "System.Runtime.Numerics.dll" or "Assay.Ethereum.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Ethereum.Generators;

/// <summary>
/// Writes a reflection-free ABI codec for every message class of a compilation and registers them when its module is loaded.
/// The attributes may sit on a base class, as Nethereum's code generator puts them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MessageCodecGenerator : IIncrementalGenerator
{
    private const string CodecNamespace = "Assay.Ethereum.Generated";

    private static readonly DiagnosticDescriptor Unsupported = new(
        "ASSAY001", "Message class has no ABI codec", "{0}", "Abi", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var codecs = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { TypeParameterList: null } declaration && IsCandidate(declaration),
                static (syntax, cancellation) => Generate(syntax, cancellation))
            .Where(static result => result is not null)
            .Select(static (result, _) => result!);

        context.RegisterSourceOutput(codecs, static (output, codec) =>
        {
            if (codec.Problem is null)
                output.AddSource(codec.CodecName + ".g.cs", codec.Source);
            else
                output.ReportDiagnostic(Diagnostic.Create(Unsupported, codec.Location, codec.Problem));
        });

        var registered = codecs
            .Where(static codec => codec.Problem is null)
            .Select(static (codec, _) => (codec.Type, codec.CodecName))
            .Collect();
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        context.RegisterSourceOutput(registered.Combine(assembly), static (output, pair) =>
        {
            if (!pair.Left.IsEmpty) output.AddSource("AbiCodecRegistration.g.cs", EmitRegistration(pair.Left, pair.Right));
        });
    }

    /// <summary>A class with attributes, a base, or properties with attributes; abstract and static ones cannot be created.</summary>
    private static bool IsCandidate(ClassDeclarationSyntax declaration) =>
        !declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) && !declaration.Modifiers.Any(SyntaxKind.StaticKeyword)
        && (declaration.BaseList is not null || declaration.AttributeLists.Count != 0
            || declaration.Members.Any(static member => member is PropertyDeclarationSyntax { AttributeLists.Count: > 0 }));

    private static CodecResult? Generate(GeneratorSyntaxContext syntax, CancellationToken cancellation)
    {
        if (syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation) is not INamedTypeSymbol type) return null;
        if (type.IsAbstract || type.IsGenericType || !IsAccessible(type) || IsBaseOfItsNamesake(type)) return null;
        // A partial class is handled at its first candidate declaration.
        var first = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation))
            .OfType<ClassDeclarationSyntax>().First(IsCandidate);
        if (first != syntax.Node) return null;

        var qualified = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var name = Mangle(qualified.Substring("global::".Length)) + "Codec";
        try
        {
            if (new MessageReader().Read(type) is not { } message) return null;
            var source = CodecEmitter.Emit(message, NamespaceOf(type.ContainingAssembly.Name), name);
            return new CodecResult(qualified, name, source, null, "", default, default);
        }
        catch (UnsupportedMessageException problem)
        {
            var lines = problem.Location?.GetLineSpan();
            return new CodecResult(
                qualified, name, "", problem.Message, lines?.Path ?? "", problem.Location?.SourceSpan ?? default, lines?.Span ?? default);
        }
    }

    private static bool IsAccessible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
                || current.IsFileLocal)
                return false;
        }

        return true;
    }

    /// <summary>Whether the class is the XBase of a class X: the code generator's pattern, in which only X is ever used.</summary>
    private static bool IsBaseOfItsNamesake(INamedTypeSymbol type)
    {
        const string suffix = "Base";
        if (!type.Name.EndsWith(suffix, StringComparison.Ordinal) || type.ContainingType is not null) return false;
        var name = type.Name.Substring(0, type.Name.Length - suffix.Length);
        return type.ContainingNamespace.GetTypeMembers(name, 0)
            .Any(other => SymbolEqualityComparer.Default.Equals(other.BaseType, type));
    }

    private static string EmitRegistration(ImmutableArray<(string Type, string CodecName)> codecs, string assembly)
    {
        var source = new SourceWriter();
        source.Line("// <auto-generated/>");
        source.Line();
        source.Open($"namespace {NamespaceOf(assembly)}");
        source.Open("internal static class AbiCodecRegistration");
        source.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        source.Open("internal static void Register()");
        foreach (var (type, codec) in codecs.OrderBy(static codec => codec.CodecName, StringComparer.Ordinal))
            source.Line($"{Names.Codecs}.Register<{type}>(new {codec}());");
        source.Close();
        source.Close();
        source.Close();
        return source.ToString();
    }

    /// <summary>One namespace for each assembly, so that assemblies that see each other's internals do not clash.</summary>
    private static string NamespaceOf(string assembly) => $"{CodecNamespace}.{Mangle(assembly)}";

    private static string Mangle(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
            text.Append(char.IsLetterOrDigit(character) ? character.ToString() : character == '_' ? "__" : "_");
        return char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }
}

using Microsoft.CodeAnalysis;

namespace Assay.Ethereum.Generators;

/// <summary>Reads message classes: their kind and name from class attributes, their parameters from property attributes, both along the base chain.</summary>
internal sealed class MessageReader
{
    private const string Attributes = "Nethereum.ABI.FunctionEncoding.Attributes.";

    private readonly HashSet<string> _open = [];
    private readonly AbiTypeParser _types;

    public MessageReader() => _types = new AbiTypeParser(this);

    /// <summary>The message that <paramref name="type"/> describes, or null where it describes none.</summary>
    /// <exception cref="UnsupportedMessageException">Its attributes contradict its types or each other.</exception>
    public Message? Read(INamedTypeSymbol type)
    {
        var location = type.Locations.FirstOrDefault();
        var (kind, name, attribute) = Classify(type);
        if (kind is null) return null;
        var parameters = ReadParameters(type);
        if (kind == "Struct" && parameters.Count == 0) return null;
        if (!type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public))
            throw new UnsupportedMessageException($"{type.Name} needs a public parameterless constructor", location);
        if (kind != "Event" && parameters.Find(parameter => parameter.Indexed) is { } indexed)
            throw new UnsupportedMessageException($"{type.Name}.{indexed.Property}: only an event's parameters can be indexed", location);

        AbiNode? result = null;
        var resultIsClass = false;
        var isAnonymous = false;
        foreach (var argument in Arguments(attribute))
        {
            if (argument.Name == "returnType" && argument.Value.Value is string { Length: > 0 } text
                && !text.StartsWith("tuple", StringComparison.Ordinal))
                result = _types.Parse(text, null, $"{type.Name}'s return type", location);
            if (argument.Name == "dtoReturnType" && argument.Value.Value is INamedTypeSymbol output)
            {
                result = ReadTuple(output, $"{type.Name}'s return type", location);
                resultIsClass = true;
            }

            if (argument.Name == "isAnonymous") isAnonymous = argument.Value.Value is true;
        }

        return new Message(QualifiedName(type), type.Name, kind, name, parameters, result, resultIsClass, isAnonymous);
    }

    /// <summary>The tuple that <paramref name="type"/> describes.</summary>
    public TupleNode ReadTuple(INamedTypeSymbol type, string where, Location? location)
    {
        if (type.IsAbstract || !type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public))
            throw new UnsupportedMessageException($"{where}: {type.Name} needs a public parameterless constructor", location);
        var parameters = ReadParameters(type);
        if (parameters.Count == 0)
            throw new UnsupportedMessageException($"{where}: {type.Name} has no property with a [Parameter] attribute", location);
        var canonical = $"({string.Join(",", parameters.Select(parameter => parameter.Node.Canonical))})";
        return new TupleNode(
            canonical,
            QualifiedName(type),
            parameters.Exists(parameter => parameter.Node.IsDynamic),
            parameters.Sum(parameter => parameter.Node.HeadBytes));
    }

    private List<MessageParameter> ReadParameters(INamedTypeSymbol type)
    {
        var location = type.Locations.FirstOrDefault();
        if (!_open.Add(QualifiedName(type)))
            throw new UnsupportedMessageException($"{type.Name} contains itself; the ABI has no recursive types", location);
        var parameters = new List<MessageParameter>();
        foreach (var declaring in BaseChain(type))
        {
            foreach (var property in declaring.GetMembers().OfType<IPropertySymbol>())
            {
                if (Find(property, "ParameterAttribute") is { } attribute && !parameters.Exists(other => other.Property == property.Name))
                    parameters.Add(ReadParameter(property, attribute));
            }
        }

        _open.Remove(QualifiedName(type));
        parameters.Sort((left, right) => left.Order.CompareTo(right.Order));
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Order != i + 1)
                throw new UnsupportedMessageException($"{type.Name}: parameters must be numbered from 1 without gaps, {parameters[i].Property} has {parameters[i].Order}", location);
        }

        return parameters;
    }

    private MessageParameter ReadParameter(IPropertySymbol property, AttributeData attribute)
    {
        var location = property.Locations.FirstOrDefault();
        var where = $"{property.ContainingType.Name}.{property.Name}";
        string type = "", name = "";
        var order = 1;
        var indexed = false;
        foreach (var argument in Arguments(attribute))
        {
            if (argument.Name == "type") type = argument.Value.Value as string ?? "";
            if (argument.Name == "name") name = argument.Value.Value as string ?? "";
            if (argument.Name == "order") order = argument.Value.Value is int value ? value : 0;
            if (argument.Name == "indexed") indexed = argument.Value.Value is true;
        }

        if (property.GetMethod is null || property.SetMethod is null || property.SetMethod.IsInitOnly)
            throw new UnsupportedMessageException($"{where} needs a getter and a setter", location);
        return new MessageParameter(property.Name, QualifiedName(property.ContainingType), name, order, indexed, _types.Parse(type, property.Type, where, location));
    }

    private static (string? Kind, string Name, AttributeData? Attribute) Classify(INamedTypeSymbol type)
    {
        foreach (var declaring in BaseChain(type))
        {
            foreach (var kind in new[] { "Function", "Event", "Error", "FunctionOutput" })
            {
                if (Find(declaring, kind + "Attribute") is { } attribute)
                    return (kind, Arguments(attribute).FirstOrDefault(argument => argument.Name == "name").Value.Value as string ?? "", attribute);
            }

            if (declaring.ToDisplayString() == "Nethereum.Contracts.ContractDeploymentMessage" && !SymbolEqualityComparer.Default.Equals(declaring, type))
                return ("Deployment", "", null);
            if (declaring.ToDisplayString() == "Nethereum.Contracts.CQS.ContractMessageBase")
                return (null, "", null);
        }

        return ("Struct", "", null);
    }

    private static IEnumerable<(string Name, TypedConstant Value)> Arguments(AttributeData? attribute)
    {
        if (attribute?.AttributeConstructor is not { } constructor) yield break;
        for (var i = 0; i < constructor.Parameters.Length; i++)
            yield return (constructor.Parameters[i].Name, attribute.ConstructorArguments[i]);
        foreach (var named in attribute.NamedArguments)
            yield return (char.ToLowerInvariant(named.Key[0]) + named.Key.Substring(1), named.Value);
    }

    private static AttributeData? Find(ISymbol symbol, string attribute) => symbol.GetAttributes()
        .FirstOrDefault(data => data.AttributeClass?.Name == attribute && data.AttributeClass.ToDisplayString() == Attributes + attribute);

    private static IEnumerable<INamedTypeSymbol> BaseChain(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
            yield return current;
    }

    private static string QualifiedName(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

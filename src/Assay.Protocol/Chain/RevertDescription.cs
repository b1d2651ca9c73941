using System.Collections;
using System.Reflection;
using Assay.Ethereum.Abi;
using Assay.Primitives;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Protocol.Chain;

/// <summary>Puts the custom errors of Assay's contracts into words: name and values.</summary>
internal static class RevertDescription
{
    private static readonly Lazy<Type[]> ErrorTypes = new(() =>
        [.. typeof(Contracts.StakeVault.StakeVaultService).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IErrorDTO)) && type.IsDefined(typeof(ErrorAttribute), true))]);

    /// <summary>The error that revert data carry, as <c>Name(field=value, …)</c>, or the data in hex when no contract declares it.</summary>
    internal static string Of(string revertData)
    {
        var data = Hex.Decode(revertData);
        foreach (var type in ErrorTypes.Value)
        {
            // The bindings come in pairs of a base class and the class to use, and only the latter has a codec.
            if (type.BaseType == typeof(object) && ErrorTypes.Value.Any(other => other.BaseType == type))
                continue;
            var codec = MessageCodecs.Get(type);
            if (codec.MatchesSelector(data))
                return $"{codec.Name}({string.Join(", ", Fields(codec.DecodeCallToObject(data)))})";
        }

        return $"an unknown error {revertData}";
    }

    private static IEnumerable<string> Fields(object message) =>
        message.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, parameter: property.GetCustomAttribute<ParameterAttribute>(inherit: true)))
            .Where(field => field.parameter is not null)
            .OrderBy(field => field.parameter!.Order)
            .Select(field => $"{field.parameter!.Name}={Value(field.property.GetValue(message))}");

    private static string Value(object? value) => value switch
    {
        null => "none",
        byte[] bytes => Hex.Encode(bytes),
        string text => text,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Value))}]",
        _ => value.GetType().Namespace == typeof(int).Namespace || value is System.Numerics.BigInteger ? value.ToString()! : $"({string.Join(", ", Fields(value))})",
    };
}

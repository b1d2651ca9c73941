using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Assay.Ethereum.Abi;

/// <summary>
/// Finds the codec of a message class. Codecs are written at compile time by the source generator in
/// <c>Assay.Ethereum.Generators</c> and register themselves when their assembly is loaded, so nothing is looked up by reflection.
/// </summary>
public static class MessageCodecs
{
    private static readonly ConcurrentDictionary<Type, MessageCodec> ByType = new();

    /// <summary>Makes <paramref name="codec"/> the codec of <typeparamref name="T"/>. Generated code calls this.</summary>
    public static void Register<T>(MessageCodec<T> codec)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(codec);
        Holder<T>.Codec = codec;
        ByType[typeof(T)] = codec;
    }

    /// <summary>The codec of <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The class has none: its project does not run the generator, or the class has no ABI attributes.</exception>
    public static MessageCodec<T> Get<T>()
        where T : class => Holder<T>.Codec ?? Load<T>();

    /// <summary>The codec of <paramref name="type"/>, untyped.</summary>
    /// <exception cref="InvalidOperationException">The class has none.</exception>
    public static MessageCodec Get(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TryGet(type, out var codec) ? codec : throw Missing(type);
    }

    /// <summary>The codec of <paramref name="type"/>, untyped, or false where the class has none.</summary>
    public static bool TryGet(Type type, [NotNullWhen(true)] out MessageCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (ByType.TryGetValue(type, out codec)) return true;
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        return ByType.TryGetValue(type, out codec);
    }

    private static MessageCodec<T> Load<T>()
        where T : class
    {
        // Naming a type does not run its module's initializer; only touching a member does.
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return Holder<T>.Codec ?? throw Missing(typeof(T));
    }

    private static InvalidOperationException Missing(Type type) => new(
        $"{type} has no ABI codec. Its project must reference Assay.Ethereum.Generators as an analyzer, and the class needs a "
        + "[Function], [FunctionOutput], [Event], [Error] or [Parameter] attribute, public or internal access and a parameterless constructor.");

    private static class Holder<T>
        where T : class
    {
        public static MessageCodec<T>? Codec;
    }
}

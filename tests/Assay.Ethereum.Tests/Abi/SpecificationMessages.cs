using System.Numerics;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace Assay.Ethereum.Tests.Abi;

[Function("baz", "bool")]
public class BazFunction : FunctionMessage
{
    // Declared out of order: the order is the attribute's.
    [Parameter("bool", "y", 2)]
    public bool Y { get; set; }

    [Parameter("uint32", "x", 1)]
    public uint X { get; set; }
}

[Function("bar")]
public class BarFunction : FunctionMessage
{
    [Parameter("bytes3[2]", "", 1)]
    public byte[][] Values { get; set; } = [];
}

[Function("sam")]
public class SamFunction : FunctionMessage
{
    [Parameter("bytes", "", 1)]
    public byte[] Name { get; set; } = [];

    [Parameter("bool", "", 2)]
    public bool Flag { get; set; }

    [Parameter("uint[]", "", 3)]
    public int[] Numbers { get; set; } = [];
}

[Function("f")]
public class StaticAndDynamicFunction : FunctionMessage
{
    [Parameter("uint256", 1)]
    public BigInteger A { get; set; }

    [Parameter("uint32[]", 2)]
    public IReadOnlyList<uint> B { get; set; } = [];

    [Parameter("bytes10", 3)]
    public byte[] C { get; set; } = [];

    [Parameter("bytes", 4)]
    public byte[] D { get; set; } = [];
}

[Function("g")]
public class NestedFunction : FunctionMessage
{
    [Parameter("uint256[][]", 1)]
    public IList<List<BigInteger>> A { get; set; } = [];

    [Parameter("string[]", 2)]
    public string[] B { get; set; } = [];
}

public enum Colour : byte
{
    Red,
    Green,
}

[Event("Painted", true)]
public class PaintedEvent : IEventDTO
{
    [Parameter("uint8", "colour", 1, true)]
    public virtual Colour Colour { get; set; }

    [Parameter("function", "callback", 2, false)]
    public virtual byte[] Callback { get; set; } = [];

    [Parameter("string[2]", "names", 3, false)]
    public virtual List<string> Names { get; set; } = [];
}

/// <summary>An override without the attribute keeps the base's parameter.</summary>
public class BrightPaintedEvent : PaintedEvent
{
    public override Colour Colour { get => base.Colour; set => base.Colour = value; }
}

using System.Numerics;
using System.Text.Json;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Tests.Abi;

/// <summary>Messages of the fixture contract and their encodings as ethers 6 writes them.</summary>
internal static class ZooMessages
{
    public const string Client = "0xcd3B766CCDd6AE721141F452C550Ca635964ce71";

    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "vectors", "zoo.json"))).RootElement;

    public static string Hex(string name) => Vectors.GetProperty(name).GetString()!;

    public static byte[] Bytes(string name) => Convert.FromHexString(Hex(name)[2..]);

    public static FilterLog Log(string name)
    {
        var vector = Vectors.GetProperty(name);
        return new FilterLog
        {
            Data = vector.GetProperty("data").GetString()!,
            Topics = [.. vector.GetProperty("topics").EnumerateArray().Select(topic => (object?)topic.GetString())],
        };
    }

    public static Job Job() => new()
    {
        Client = Client,
        Price = (BigInteger.One << 96) - 1,
        ModelId = Repeat(0xAB, 32),
        Kind = 1,
        Shape = [1, ulong.MaxValue],
        Inputs = [[.. Enumerable.Range(1, 32).Select(i => (byte)i)], [0xFF]],
    };

    public static Post1Function Post() => new() { Job = Job(), Proof = [Repeat(1, 32), Repeat(0xF0, 32)] };

    public static List<Branch> Branches() =>
    [
        new()
        {
            Id = ushort.MaxValue,
            Leaves =
            [
                new() { Weight = -(BigInteger.One << 127), Label = "" },
                new() { Weight = -1, Label = "héllo wörld, longer than thirty-two bytes ✓" },
            ],
            Best = new() { Weight = (BigInteger.One << 127) - 1, Label = "x" },
        },
        new() { Id = 0, Leaves = [], Best = new() { Weight = 0, Label = "\U0001F984" } },
    ];

    public static GridFunction Grid() => new()
    {
        Cells = [[1, 2], [255, 0]],
        Corners = [new() { X = int.MinValue, Y = 0 }, new() { X = int.MaxValue, Y = 255 }, new() { X = -1, Y = 7 }],
    };

    public static PackFunction Pack() =>
        new() { Tag = [0xDE, 0xAD, 0xBE, 0xEF], Flag = true, Small = -128, When = (1UL << 40) - 1, Text = "text" };

    public static byte[] Repeat(byte value, int count)
    {
        var bytes = new byte[count];
        Array.Fill(bytes, value);
        return bytes;
    }
}

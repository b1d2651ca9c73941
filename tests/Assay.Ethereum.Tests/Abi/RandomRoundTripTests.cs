using System.Numerics;
using Assay.Ethereum.Abi;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;

namespace Assay.Ethereum.Tests.Abi;

public class RandomRoundTripTests
{
    [Fact]
    public void Random_messages_survive_a_round_trip()
    {
        var random = new Random(99);
        for (var trial = 0; trial < 300; trial++)
        {
            var post = new Post1Function { Job = Job(random), Proof = Many(random, () => Bytes(random, 32)) };
            var posts = MessageCodecs.Get<Post1Function>();
            posts.DecodeCall(posts.EncodeCall(post)).Should().BeEquivalentTo(post);
            var echo = new EchoFunction { Branches = Many(random, () => Branch(random)) };
            var echoes = MessageCodecs.Get<EchoFunction>();
            echoes.DecodeCall(echoes.EncodeCall(echo)).Should().BeEquivalentTo(echo);
        }
    }

    private static Job Job(Random random) => new()
    {
        Client = Accounts.EthereumAddress.Format(Bytes(random, 20)),
        Price = new BigInteger(Bytes(random, random.Next(13)), isUnsigned: true),
        ModelId = Bytes(random, 32),
        Kind = (byte)random.Next(256),
        Shape = Many(random, () => (ulong)random.NextInt64() >> random.Next(63)),
        Inputs = Many(random, () => Bytes(random, random.Next(100))),
    };

    private static Branch Branch(Random random) =>
        new() { Id = (ushort)random.Next(65536), Leaves = Many(random, () => Leaf(random)), Best = Leaf(random) };

    private static Leaf Leaf(Random random) => new()
    {
        Weight = new BigInteger(Bytes(random, random.Next(17))),
        Label = string.Concat(Many(random, () => char.ConvertFromUtf32(random.Next(2) == 0 ? random.Next(0xD800) : random.Next(0x10000, 0x110000)))),
    };

    private static List<T> Many<T>(Random random, Func<T> make) => [.. Enumerable.Range(0, random.Next(6)).Select(_ => make())];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}

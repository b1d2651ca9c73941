using System.Numerics;
using Assay.Ethereum.Abi;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;
using Nethereum.Contracts;

namespace Assay.Ethereum.Tests.Abi;

public class MalformedInputTests
{
    [Fact]
    public void Every_truncation_is_refused()
    {
        var data = ZooMessages.Bytes("post");
        var codec = MessageCodecs.Get<Post1Function>();
        for (var length = 0; length < data.Length; length++)
            FluentActions.Invoking(() => codec.DecodeCall(data.AsSpan(0, length))).Should().Throw<AbiException>($"of {data.Length} bytes there are {length}");
    }

    // Words of the call data of post(Job, bytes32[]), counted behind the selector.
    [Theory]
    [InlineData(0, "00000000000000000000000000000000000000000000000000000000000002a1", "post.job: offset 673 from byte 0 leads beyond the 672 bytes*")]
    [InlineData(0, "0000000000000000000000000000000000000000000000000000000100000040", "post.job: offset 0x100000040 exceeds the 672 bytes*")]
    [InlineData(0, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "post.job: offset 0xff*")]
    [InlineData(2, "0000000000000000000000010000000000000000000000000000000000000001", "Job.client: expected an address*")]
    [InlineData(3, "0000000000000000000000000000000000000001000000000000000000000000", "Job.price: 0x*is no uint96*")]
    [InlineData(5, "0000000000000000000000000000000000000000000000000000000000000100", "Job.kind: 0x*is no uint8*")]
    [InlineData(8, "0000000000000000000000000000000000000000000000000000000000000010", "Job.shape: length 16 needs more than the * elements*")]
    [InlineData(8, "000000000000000000000000000000000000000000000000000000007fffffff", "Job.shape: length 2147483647 needs more*")]
    [InlineData(9, "0000000000000000000000000000000000000000000000010000000000000000", "Job.shape[]: 0x*is no uint64*")]
    [InlineData(14, "00000000000000000000000000000000000000000000000000000000000000e1", "Job.inputs[]: length 225 exceeds the 192 bytes*")]
    [InlineData(17, "ff00000000000000000000000000000000000000000000000000000000000001", "Job.inputs[]: the padding after 1 bytes is not zero*")]
    public void A_wrong_word_is_refused_naming_the_parameter(int word, string replacement, string message)
    {
        var data = ZooMessages.Bytes("post");
        Convert.FromHexString(replacement).CopyTo(data, 4 + 32 * word);
        FluentActions.Invoking(() => MessageCodecs.Get<Post1Function>().DecodeCall(data)).Should().Throw<AbiException>().WithMessage(message);
    }

    [Theory]
    [InlineData(0, 4, "pack.tag: expected bytes4 with zero padding*")]
    [InlineData(1, 0, "pack.flag: expected a bool*")]
    [InlineData(1, 31, "pack.flag: expected a bool*")]
    [InlineData(2, 0, "pack.small: 0x*is no int8*")]
    [InlineData(2, 31, "pack.small: 0x*is no int8*")]
    [InlineData(3, 26, "pack.when: 0x*is no uint40*")]
    public void Dirty_padding_is_refused(int word, int position, string message)
    {
        var data = ZooMessages.Bytes("pack");
        data[4 + 32 * word + position] ^= 0x82;
        FluentActions.Invoking(() => MessageCodecs.Get<PackFunction>().DecodeCall(data)).Should().Throw<AbiException>().WithMessage(message);
    }

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        var data = ZooMessages.Bytes("pack");
        data[4 + 32 * 6] = 0xC0;
        FluentActions.Invoking(() => MessageCodecs.Get<PackFunction>().DecodeCall(data))
            .Should().Throw<AbiException>().WithMessage("pack.text: byte 0 of the string is no valid UTF-8*");
    }

    [Fact]
    public void Offsets_that_share_a_tail_are_refused_before_they_multiply()
    {
        // 200 outer elements that all point at one inner array of 200 numbers would give 40,000 numbers from 13 kB.
        const int count = 200;
        var data = new byte[32 * (3 + count + 1 + count + 1)];
        SetWord(data, 0, 64);
        SetWord(data, 1, data.Length - 32);
        SetWord(data, 2, count);
        for (var i = 0; i < count; i++)
            SetWord(data, 3 + i, 32 * count);
        SetWord(data, 3 + count, count);
        FluentActions.Invoking(() => MessageCodecs.Get<NestedFunction>().DecodeParameters(data))
            .Should().Throw<AbiException>().WithMessage("g.A[]*");
    }

    [Fact]
    public void Random_corruption_gives_a_value_or_an_abi_exception()
    {
        var random = new Random(7);
        var codec = MessageCodecs.Get<EchoFunction>();
        var original = ZooMessages.Bytes("echo");
        var refused = 0;
        for (var trial = 0; trial < 20_000; trial++)
        {
            var data = (byte[])original.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                data[random.Next(4, data.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                // What is accepted must mean what a correct encoder would write for it.
                var decoded = codec.DecodeCall(data);
                codec.DecodeCall(codec.EncodeCall(decoded)).Should().BeEquivalentTo(decoded);
            }
            catch (AbiException)
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(10_000);
    }

    [Fact]
    public void Values_out_of_range_are_not_encoded()
    {
        Refused(new PostFunction { Amount = BigInteger.One << 256 }, "post.amount: *does not fit uint256*");
        Refused(new PostFunction { Amount = -1 }, "post.amount: -1 does not fit uint256*");
        Refused(Packed(pack => pack.When = 1UL << 40), "pack.when: 1099511627776 does not fit uint40*");
        Refused(Packed(pack => pack.Tag = [1, 2, 3]), "pack.tag: expected bytes4, got 3 bytes*");
        Refused(Packed(pack => pack.Text = null!), "pack.text: a value is needed, got null*");
        Refused(Packed(pack => pack.Text = "\uD800"), "pack.text: the string has a lone surrogate at character 0*");
        Refused(Posted(post => post.Job = null!), "post.job: a value is needed*");
        Refused(Posted(post => post.Job.Price = BigInteger.One << 96), "Job.price: *does not fit uint96*");
        Refused(Posted(post => post.Job.Client = "0x12"), "Job.client: expected an address*'0x12'*");
        Refused(Posted(post => post.Job.Client = ZooMessages.Client.Replace('B', 'b')), "Job.client: expected an address*right checksum*");
        Refused(Posted(post => post.Job.Inputs = [null!]), "Job.inputs[]: a value is needed*");
        Refused(Posted(post => post.Proof = [new byte[31]]), "post.proof[]: expected bytes32, got 31 bytes*");
        Refused(new SamFunction { Numbers = [-1] }, "sam.Numbers[]: -1 does not fit uint256*");
        Refused(new GridFunction { Cells = [[1, 2, 3]], Corners = ZooMessages.Grid().Corners }, "grid.cells[]: expected 2 elements, got 3*");
        var leaf = new Leaf { Weight = BigInteger.One << 127, Label = "" };
        Refused(new EchoFunction { Branches = [new() { Leaves = [], Best = leaf }] }, "Leaf.weight: *does not fit int128*");
    }

    [Fact]
    public void A_value_that_its_csharp_type_cannot_hold_is_refused()
    {
        var data = MessageCodecs.Get<SamFunction>().EncodeCall(new SamFunction { Numbers = [int.MaxValue] });
        data[^4] = 0x80;
        FluentActions.Invoking(() => MessageCodecs.Get<SamFunction>().DecodeCall(data))
            .Should().Throw<AbiException>().WithMessage("sam.Numbers*no uint31*");
    }

    private static PackFunction Packed(Action<PackFunction> change)
    {
        var message = ZooMessages.Pack();
        change(message);
        return message;
    }

    private static Post1Function Posted(Action<Post1Function> change)
    {
        var message = ZooMessages.Post();
        change(message);
        return message;
    }

    private static void Refused<T>(T message, string error)
        where T : FunctionMessage, new() =>
        message.Invoking(m => m.GetCallData()).Should().Throw<AbiException>().WithMessage(error);

    private static void SetWord(byte[] data, int word, int value)
    {
        for (var i = 0; i < 4; i++)
            data[32 * word + 31 - i] = (byte)(value >> (8 * i));
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Assay.Primitives.Tests;

public class Keccak256Tests
{
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("The quick brown fox jumps over the lazy dog", "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    [InlineData("transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    public void Published_text_vectors(string text, string digest) =>
        Hex.Encode(Keccak256.Hash(Encoding.ASCII.GetBytes(text)), prefix: false).Should().Be(digest);

    // Message byte i is (7i + length) mod 256; digests by the independent npm package js-sha3.
    [Theory]
    [InlineData(1, "5fe7f977e71dba2ea1a68e21057beebb9be2ac30c6410aa38d4f3fbe41dcffd2")]
    [InlineData(8, "66d6ac686bbe637cb6cf3e4deb8a1bb6aec0163cbbbd2c22747069455e660457")]
    [InlineData(65, "d14beec624675ed9c45cd3291bfe6c7117ead23dda513937c78e4d9703ff88a0")]
    [InlineData(129, "7e973717506fd4aea03a16c8172e67d6df00716069c6452579bc21cce1795d07")]
    [InlineData(135, "8ab570337c9a3a773c3605160ca58e3f0546d92d217c908669cc4f35a31933bc")]
    [InlineData(136, "16b30a6be318a7acbcba7a2194789f628abf68dfbbf55a4d840f22f6a4d29efd")]
    [InlineData(137, "6a7e8293441d51be41bf4994995b35981f90c07866c7fd0465f405e2b7a8f8dd")]
    [InlineData(271, "bb02bca6be57f42d131406260c6f1a81fd9922af8bd1c96d78f454b19ae10add")]
    [InlineData(272, "443464c0c3ac8036d14a6f8647fc93b592d514adefbe88683cbbda3b4b2c4553")]
    [InlineData(273, "73d5960773e36742ead7c872d84d535f35e75b9517ccb1023491276013f88890")]
    [InlineData(1000, "5cab097db1a529f5b1a15428cc494df950671bc3824340aad89941fa68e151bc")]
    [InlineData(1000000, "134c3fb61052ee19bb3a6f27dc9761d5d981cb53a4cee5703c730407956c7502")]
    public void Lengths_around_the_rate(int length, string digest) =>
        Hex.Encode(Keccak256.Hash(Pattern(length)), prefix: false).Should().Be(digest);

    [Fact]
    public void Any_split_of_the_message_gives_the_same_digest()
    {
        var random = new Random(20260101);
        for (var trial = 0; trial < 300; trial++)
        {
            var message = new byte[random.Next(700)];
            random.NextBytes(message);
            var hasher = default(Keccak256Hasher);
            for (var at = 0; at < message.Length;)
            {
                var taken = Math.Min(random.Next(200), message.Length - at);
                hasher.Append(message.AsSpan(at, taken));
                at += taken;
            }

            var digest = new byte[32];
            hasher.Finish(digest);
            digest.Should().Equal(Keccak256.Hash(message));
        }
    }

    [Fact]
    public void Finish_empties_the_hasher()
    {
        var hasher = default(Keccak256Hasher);
        Span<byte> digest = stackalloc byte[32];
        hasher.Append("left over"u8);
        hasher.Finish(digest);
        hasher.Append("abc"u8);
        hasher.Finish(digest);
        digest.ToArray().Should().Equal(Keccak256.Hash("abc"u8));
    }

    [Fact]
    public void The_digest_may_overwrite_the_message()
    {
        var buffer = Pattern(200);
        var expected = Keccak256.Hash(buffer);
        Keccak256.Hash(buffer, buffer);
        buffer[..32].Should().Equal(expected);
    }

    [Fact]
    public void A_short_digest_buffer_is_refused() =>
        FluentActions.Invoking(() => Keccak256.Hash([], new byte[31]))
            .Should().Throw<ArgumentException>().WithMessage("*32 bytes, has 31*");

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var message = Pattern(500);
        var digests = new byte[20 * 32];
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            // The first runs also pay for loading and compiling code on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            Keccak256.Hash(message, digests);
            Keccak256.HashMany(message, 25, digests);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().Be(0);
    }

    [Fact]
    public void Every_width_that_the_processor_has_is_offered()
    {
        int[] expected = [Avx512F.IsSupported ? 8 : 0, Avx2.IsSupported ? 4 : 0, Vector128.IsHardwareAccelerated ? 2 : 0, 1];
        Keccak256.LaneCounts.Should().Equal(expected.Where(lanes => lanes > 0));
        FluentActions.Invoking(() => Keccak256.HashMany([], new byte[64], 32, new byte[64], 3)).Should().Throw<ArgumentException>().WithMessage("*one of*is 3*");
    }

    public static TheoryData<int> Widths() => [.. Keccak256.LaneCounts];

    public static TheoryData<int, int, string> Vectors()
    {
        var vectors = new TheoryData<int, int, string>();
        foreach (var width in Keccak256.LaneCounts)
        {
            vectors.Add(width, 8, "66d6ac686bbe637cb6cf3e4deb8a1bb6aec0163cbbbd2c22747069455e660457");
            vectors.Add(width, 65, "d14beec624675ed9c45cd3291bfe6c7117ead23dda513937c78e4d9703ff88a0");
            vectors.Add(width, 129, "7e973717506fd4aea03a16c8172e67d6df00716069c6452579bc21cce1795d07");
            vectors.Add(width, 137, "6a7e8293441d51be41bf4994995b35981f90c07866c7fd0465f405e2b7a8f8dd");
            vectors.Add(width, 1000, "5cab097db1a529f5b1a15428cc494df950671bc3824340aad89941fa68e151bc");
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Published_vectors_in_every_lane(int width, int length, string digest)
    {
        var message = Pattern(length);
        for (var lane = 0; lane < width; lane++)
        {
            var messages = new byte[width * (length - 1)];
            new Random(lane).NextBytes(messages);
            message.AsSpan(1).CopyTo(messages.AsSpan(lane * (length - 1)));
            var digests = new byte[32 * width];
            Keccak256.HashMany(message.AsSpan(0, 1), messages, length - 1, digests, width);
            Hex.Encode(digests.AsSpan(32 * lane, 32), prefix: false).Should().Be(digest);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Hashing_many_gives_the_digests_of_hashing_one_by_one(int width)
    {
        int[] prefixLengths = [0, 1, 2, 7, 8, 136, 300];
        int[] messageLengths = [1, 32, 64, 128, 134, 135, 136, 137, 271, 500];
        int[] counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16];
        foreach (var prefixLength in prefixLengths)
        {
            foreach (var messageLength in messageLengths)
            {
                foreach (var count in counts)
                    CheckMany(width, Pattern(prefixLength), messageLength, count);
            }
        }
    }

    [Fact]
    public void Hashing_many_checks_its_lengths()
    {
        FluentActions.Invoking(() => Keccak256.HashMany(new byte[65], 64, new byte[32])).Should().Throw<ArgumentException>().WithMessage("*whole number of 64-byte*65*");
        FluentActions.Invoking(() => Keccak256.HashMany(new byte[64], 64, new byte[64])).Should().Throw<ArgumentException>().WithMessage("*32 bytes for 1*64*");
        FluentActions.Invoking(() => Keccak256.HashMany([], 0, [])).Should().Throw<ArgumentOutOfRangeException>();
        var shared = new byte[64];
        FluentActions.Invoking(() => Keccak256.HashMany(shared, 32, shared)).Should().Throw<ArgumentException>().WithMessage("*overlap*");
    }

    private static void CheckMany(int width, byte[] prefix, int messageLength, int count)
    {
        var messages = Pattern(messageLength * count);
        var digests = new byte[32 * count];
        Keccak256.HashMany(prefix, messages, messageLength, digests, width);
        for (var i = 0; i < count; i++)
        {
            byte[] message = [.. prefix, .. messages.AsSpan(i * messageLength, messageLength)];
            digests.AsSpan(32 * i, 32).SequenceEqual(Keccak256.Hash(message))
                .Should().BeTrue($"message {i} of {count}, {prefix.Length} + {messageLength} bytes, {width} at a time");
        }
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(7 * i + length);
        return bytes;
    }
}

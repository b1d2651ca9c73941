using Assay.Inference;
using Assay.Primitives;
using Org.BouncyCastle.Crypto.Digests;

namespace Assay.Benchmarking;

/// <summary>How fast one thread hashes pages.</summary>
/// <param name="Name">What hashes.</param>
/// <param name="Lanes">Messages hashed side by side.</param>
/// <param name="MegabytesPerSecond">Bytes of pages, in millions a second.</param>
/// <param name="Ratio">How many times as fast as one lane.</param>
public sealed record HashSpeed(string Name, int Lanes, double MegabytesPerSecond, double Ratio);

/// <summary>Times the hashing of pages, four leaves and three nodes each, on one thread: with every number of lanes, and with BouncyCastle's Keccak.</summary>
public static class HashBenchmark
{
    // 256 KiB: out of the first-level cache, and short enough that most runs are not interrupted.
    private const int Pages = 512;

    /// <summary>Measures.</summary>
    /// <param name="turns">Turns of each contender; more are steadier.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <exception cref="InvalidOperationException">Two of them gave different nodes.</exception>
    public static IReadOnlyList<HashSpeed> Run(int turns, CancellationToken cancellationToken = default)
    {
        byte[] space = new byte[Pages * Memory.PageSize];
        new Random(1).NextBytes(space);
        int[] assembled = PageHasher.IsAssembled ? [Keccak256.LaneCounts[0]] : [];
        int[] lanes = [.. assembled, .. Keccak256.LaneCounts, 1];
        byte[][] nodes = [.. lanes.Select(_ => new byte[Pages * Digest.Size])];
        List<Contender> contenders =
        [
            .. assembled.Select(count => new Contender($"Assay, {count} lanes, assembled", () => PageHasher.Hash(space, nodes[0]))),
            .. Keccak256.LaneCounts.Select((count, i) => new Contender($"Assay, {count} {(count == 1 ? "lane" : "lanes")}", () => PageHasher.Hash(space, nodes[assembled.Length + i], count))),
            new("BouncyCastle", () => HashWithBouncyCastle(space, nodes[^1])),
        ];
        IReadOnlyList<double> medians = Measurement.Medians(contenders, turns, cancellationToken);
        if (nodes.FirstOrDefault(other => !other.AsSpan().SequenceEqual(nodes[0])) is not null)
            throw new InvalidOperationException("Two ways of hashing pages gave different nodes.");
        double scalar = medians[lanes.Length - 2];
        return [.. contenders.Select((contender, i) => new HashSpeed(contender.Name, lanes[i], space.Length / medians[i] / 1e3, scalar / medians[i]))];
    }

    private static void HashWithBouncyCastle(byte[] pages, byte[] nodes)
    {
        KeccakDigest digest = new(8 * Digest.Size);
        Span<byte> hashes = stackalloc byte[Memory.ChunksPerPage * Digest.Size];
        for (int page = 0; page < Pages; page++)
        {
            for (int chunk = 0; chunk < Memory.ChunksPerPage; chunk++)
                Hash(digest, 0, pages.AsSpan((page * Memory.PageSize) + (chunk * Memory.ChunkSize), Memory.ChunkSize), hashes[(chunk * Digest.Size)..]);
            Hash(digest, 3, hashes, nodes.AsSpan(page * Digest.Size));
        }
    }

    private static void Hash(KeccakDigest digest, byte prefix, ReadOnlySpan<byte> message, Span<byte> result)
    {
        digest.Update(prefix);
        digest.BlockUpdate(message);
        digest.DoFinal(result);
    }
}

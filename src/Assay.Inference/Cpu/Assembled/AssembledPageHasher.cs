using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Hashes pages, groups of pages and pairs of nodes, eight at a time, with kernels that are assembled at run time: the whole state of eight permutations stays in registers.</summary>
internal static unsafe class AssembledPageHasher
{
    // A few microseconds, for which the garbage collector can wait.
    private const int GroupsPerCall = 8;

    private static readonly Lazy<nint> s_pages = Lazily(HashedMessage.Page);
    private static readonly Lazy<nint> s_groups = Lazily(HashedMessage.Group);
    private static readonly Lazy<nint> s_pairs = Lazily(HashedMessage.Pair);

    /// <summary>Messages hashed side by side: fewer cannot be.</summary>
    public const int Lanes = PageKernelAssembler.Lanes;

    /// <summary>Whether the processor has the instructions and the system grants executable memory.</summary>
    public static bool IsAvailable => s_pages.Value != 0 && s_groups.Value != 0 && s_pairs.Value != 0;

    // Leaf 7, ECX bit 6: AVX512_VBMI2, whose double shifts put the prefix in front of a message.
    private static bool IsSupported =>
        Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 6)) != 0;

    /// <summary>Writes the node of every page; there are <see cref="Lanes"/> or more.</summary>
    public static void HashPages(ReadOnlySpan<byte> pages, Span<byte> nodes) => Hash(s_pages.Value, HashedMessage.Page, pages, nodes);

    /// <summary>Writes the node over every four pages; there are <see cref="Lanes"/> groups or more.</summary>
    public static void HashGroups(ReadOnlySpan<byte> children, Span<byte> parents) => Hash(s_groups.Value, HashedMessage.Group, children, parents);

    /// <summary>Writes the parent of every pair of nodes; there are <see cref="Lanes"/> pairs or more.</summary>
    public static void HashPairs(ReadOnlySpan<byte> children, Span<byte> parents) => Hash(s_pairs.Value, HashedMessage.Pair, children, parents);

    [SkipLocalsInit]
    private static void Hash(nint kernel, HashedMessage message, ReadOnlySpan<byte> messages, Span<byte> digests)
    {
        int messageBytes = PageKernelAssembler.MessageLength(message);
        int count = messages.Length / messageBytes;
        if (kernel == 0 || count < Lanes || messages.Length != count * messageBytes || digests.Length != count * Digest.Size)
            throw new ArgumentException($"{Lanes} or more messages of {messageBytes} bytes and {Digest.Size} bytes for each are hashed here, but {messages.Length} and {digests.Length} bytes were given.");
        byte* memory = stackalloc byte[PageKernelAssembler.ScratchBytes + 63];
        nint* arguments = stackalloc nint[4];
        arguments[(int)HashArgument.Scratch] = ((nint)memory + 63) & -64;
        fixed (byte* source = messages, target = digests)
        {
            for (int first = 0; first < count;)
            {
                // The last group goes back to where it is whole: some messages are hashed twice, to the same digests.
                int groups = Math.Min((count - first) / Lanes, GroupsPerCall);
                int start = groups == 0 ? count - Lanes : first;
                arguments[(int)HashArgument.Source] = (nint)(source + ((long)start * messageBytes));
                arguments[(int)HashArgument.Output] = (nint)(target + ((long)start * Digest.Size));
                arguments[(int)HashArgument.Groups] = Math.Max(groups, 1);
                ((delegate* unmanaged[SuppressGCTransition]<nint*, void>)kernel)(arguments);
                first = start + (Math.Max(groups, 1) * Lanes);
            }
        }
    }

    private static Lazy<nint> Lazily(HashedMessage message) => new(() => IsSupported ? ExecutableMemory.Place(new PageKernelAssembler(message).Assemble()) : 0);
}

using System.Diagnostics;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Words of the arguments of a hashing kernel.</summary>
internal enum HashArgument
{
    /// <summary>The first message.</summary>
    Source,

    /// <summary>Where digests go, 32 bytes each.</summary>
    Output,

    /// <summary>Working memory: <see cref="PageKernelAssembler.ScratchBytes"/>, aligned to 64 bytes.</summary>
    Scratch,

    /// <summary>Groups of eight messages, at least one.</summary>
    Groups,
}

/// <summary>What a hashing kernel hashes.</summary>
internal enum HashedMessage
{
    /// <summary>Pages of 512 bytes: four leaves and a node over them.</summary>
    Page,

    /// <summary>The nodes of four pages.</summary>
    Group,

    /// <summary>Two nodes.</summary>
    Pair,
}

/// <summary>
/// Assembles kernels that hash eight pages, groups of pages or pairs of nodes side by side: one per 64-bit lane of a vector. The leaves of eight pages leave the permutation
/// with their words in lanes, as the nodes above want them, so only pages are transposed on the way in and only page nodes on the way out.
/// </summary>
/// <param name="message">What a message is.</param>
internal sealed class PageKernelAssembler(HashedMessage message) : KernelAssembler
{
    /// <summary>Messages hashed side by side.</summary>
    public const int Lanes = 8;

    /// <summary>A set of digests for each leaf of a page.</summary>
    public const int ScratchBytes = Memory.ChunksPerPage * DigestWords * VectorBytes;

    private const int VectorBytes = 64;
    private const int DigestWords = 4;
    private const int FirstFree = KeccakAssembler.StateWords;

    // The padding of a message of 129 or of 65 bytes begins in the second byte of a word; its last bit ends the seventeenth word.
    private const ulong FirstPadding = 1UL << 8;
    private const ulong LastPadding = 1UL << 63;
    private const int LastRateWord = 16;

    // Constants behind those of the rounds.
    private const int FirstPaddingAt = KeccakAssembler.Rounds;
    private const int LastPaddingAt = KeccakAssembler.Rounds + 1;
    private const int WholePaddingAt = KeccakAssembler.Rounds + 2;
    private const int NodePrefixAt = KeccakAssembler.Rounds + 3;
    private const int PagePrefixAt = KeccakAssembler.Rounds + 4;
    private const int GroupPrefixAt = KeccakAssembler.Rounds + 5;

    private static readonly AssemblerRegister64 s_source = rsi;
    private static readonly AssemblerRegister64 s_output = rdx;
    private static readonly AssemblerRegister64 s_scratch = r8;
    private static readonly AssemblerRegister64 s_groups = rcx;
    private static readonly AssemblerRegister64 s_constants = r9;

    // The low quarters of the vectors that hold no state.
    private static readonly AssemblerRegisterXMM[] s_lows = [xmm25, xmm26, xmm27, xmm28, xmm29, xmm30, xmm31];

    private int[] _digest = [];

    private int MessageBytes => MessageLength(message);

    /// <summary>The bytes of a message.</summary>
    public static int MessageLength(HashedMessage message) => message switch
    {
        HashedMessage.Page => Memory.PageSize,
        HashedMessage.Group => Memory.PagesPerGroup * Digest.Size,
        _ => 2 * Digest.Size,
    };

    protected override void WriteBody()
    {
        Label permute = Code.CreateLabel();
        Label constants = Code.CreateLabel();
        Label start = Code.CreateLabel();
        Label group = Code.CreateLabel();
        Code.jmp(start);
        Code.Label(ref constants);
        ulong[] words = [.. KeccakAssembler.RoundConstants, FirstPadding, LastPadding, FirstPadding | LastPadding, TreeHash.NodePrefix[0], TreeHash.PagePrefix[0], TreeHash.GroupPrefix[0]];
        foreach (ulong word in words)
            Code.dq(word);
        Code.Label(ref permute);
        _digest = new KeccakAssembler(Code, Vectors, s_constants).Write();
        Code.ret();
        Code.Label(ref start);
        WritePrologue(constants);
        Code.Label(ref group);
        switch (message)
        {
            case HashedMessage.Page:
                WritePages(permute);
                break;
            case HashedMessage.Group:
                WriteGroups(permute);
                break;
            default:
                WritePairs(permute);
                break;
        }

        StoreDigests();
        Code.add(s_source, Lanes * MessageBytes);
        Code.add(s_output, Lanes * Digest.Size);
        Code.dec(s_groups);
        Code.jnz(group);
    }

    private void WritePrologue(Label constants)
    {
        LoadArguments(rax);
        Code.mov(s_source, Argument(HashArgument.Source));
        Code.mov(s_output, Argument(HashArgument.Output));
        Code.mov(s_scratch, Argument(HashArgument.Scratch));
        Code.mov(s_groups, Argument(HashArgument.Groups));
        Code.lea(s_constants, __[constants]);

        // The second, third and fourth quarter of a vector.
        Code.mov(eax, 0b1100);
        Code.kmovw(k1, eax);
        Code.mov(eax, 0b11_0000);
        Code.kmovw(k2, eax);
        Code.mov(eax, 0b1100_0000);
        Code.kmovw(k3, eax);
    }

    private void WritePages(Label permute)
    {
        const int words = Memory.ChunksPerPage * DigestWords;
        for (int chunk = 0; chunk < Memory.ChunksPerPage; chunk++)
        {
            HashLeaf(chunk, permute);
            Save(chunk);
        }

        for (int word = 0; word < words; word++)
            Code.vmovdqa64(Vectors[word], Saved(word));
        AbsorbBlock(PagePrefixAt);
        Code.call(permute);
    }

    private void WriteGroups(Label permute)
    {
        Load(0, Memory.PagesPerGroup * DigestWords);
        AbsorbBlock(GroupPrefixAt);
        Code.call(permute);
    }

    private void WritePairs(Label permute)
    {
        Load(0, 2 * DigestWords);
        AbsorbNode();
        Code.call(permute);
    }

    private void HashLeaf(int chunk, Label permute)
    {
        Load(chunk * Memory.ChunkSize, Memory.ChunkSize / sizeof(ulong));
        PrefetchNextGroup(chunk);
        AbsorbBlock(prefixAt: null);
        Code.call(permute);
    }

    /// <summary>Makes the state of the first sixteen words, four digests or a chunk, which with their prefix fill one block. Without one, the prefix is a zero byte.</summary>
    private void AbsorbBlock(int? prefixAt)
    {
        const int words = Memory.ChunkSize / sizeof(ulong);
        Debug.Assert(words == LastRateWord && words == Memory.ChunksPerPage * DigestWords && words == Memory.PagesPerGroup * DigestWords, "A leaf, a page and a group with their prefix fill one block.");
        Code.vpsrlq(Vectors[words], Vectors[words - 1], 56);
        Code.vporq(Vectors[words], Vectors[words], Constant(WholePaddingAt));
        ShiftUp(words);
        if (prefixAt is { } prefix)
            Code.vporq(Vectors[0], Vectors[0], Constant(prefix));
        Clear(words + 1, KeccakAssembler.StateWords);
    }

    /// <summary>Makes the state of the first eight words, two nodes.</summary>
    private void AbsorbNode()
    {
        const int words = 2 * DigestWords;
        Code.vpsrlq(Vectors[words], Vectors[words - 1], 56);
        Code.vporq(Vectors[words], Vectors[words], Constant(FirstPaddingAt));
        ShiftUp(words);
        Code.vporq(Vectors[0], Vectors[0], Constant(NodePrefixAt));
        Clear(words + 1, LastRateWord);
        Code.vpbroadcastq(Vectors[LastRateWord], __qword_ptr[s_constants + (8 * LastPaddingAt)]);
        Clear(LastRateWord + 1, KeccakAssembler.StateWords);
    }

    private void ShiftUp(int words)
    {
        for (int word = words - 1; word > 0; word--)
            Code.vpshldq(Vectors[word], Vectors[word], Vectors[word - 1], 8);
        Code.vpsllq(Vectors[0], Vectors[0], 8);
    }

    private void Clear(int first, int end)
    {
        for (int word = first; word < end; word++)
            Code.vpxorq(Vectors[word], Vectors[word], Vectors[word]);
    }

    /// <summary>
    /// Loads words of eight messages, one vector per word: pairs of words of even messages in one vector and of odd ones in another, put together by masked loads, which need no
    /// shuffles; then their halves.
    /// </summary>
    private void Load(int offset, int words)
    {
        for (int word = 0; word < words; word += 2)
        {
            int even = FirstFree + (word % 4);
            LoadPairs(even, offset + (8 * word));
            LoadPairs(even + 1, offset + (8 * word) + MessageBytes);
            Code.vpunpcklqdq(Vectors[word], Vectors[even], Vectors[even + 1]);
            Code.vpunpckhqdq(Vectors[word + 1], Vectors[even], Vectors[even + 1]);
        }
    }

    /// <summary>
    /// Asks for a quarter of the next eight pages, which arrive while this permutation computes: no processor foresees eight streams of 512 bytes.
    /// Beyond the end of memory a prefetch does nothing.
    /// </summary>
    private void PrefetchNextGroup(int quarter)
    {
        const int bytes = Lanes * Memory.PageSize / Memory.ChunksPerPage;
        for (int line = 0; line < bytes; line += VectorBytes)
            Code.prefetcht0(__byte_ptr[s_source + ((Lanes * Memory.PageSize) + (quarter * bytes) + line)]);
    }

    private void LoadPairs(int vector, int offset)
    {
        Code.vmovdqu64(s_lows[vector - FirstFree], __xmmword_ptr[s_source + offset]);
        Code.vbroadcasti64x2(Vectors[vector].k1, __xmmword_ptr[s_source + (offset + (2 * MessageBytes))]);
        Code.vbroadcasti64x2(Vectors[vector].k2, __xmmword_ptr[s_source + (offset + (4 * MessageBytes))]);
        Code.vbroadcasti64x2(Vectors[vector].k3, __xmmword_ptr[s_source + (offset + (6 * MessageBytes))]);
    }

    private void Save(int set)
    {
        for (int word = 0; word < DigestWords; word++)
            Code.vmovdqa64(Saved((set * DigestWords) + word), Vectors[_digest[word]]);
    }

    private void StoreDigests()
    {
        for (int half = 0; half < 2; half++)
        {
            AssemblerRegisterZMM first = Vectors[_digest[2 * half]];
            AssemblerRegisterZMM second = Vectors[_digest[(2 * half) + 1]];
            Code.vpunpcklqdq(Vectors[FirstFree], first, second);
            Code.vpunpckhqdq(Vectors[FirstFree + 1], first, second);
            for (int lane = 0; lane < Lanes; lane++)
                Code.vextracti64x2(__xmmword_ptr[s_output + ((lane * Digest.Size) + (16 * half))], Vectors[FirstFree + (lane % 2)], (byte)(lane / 2));
        }
    }

    private static AssemblerMemoryOperand Argument(HashArgument argument) => __qword_ptr[rax + (8 * (int)argument)];

    private static AssemblerMemoryOperand Constant(int index) => __qword_bcst[s_constants + (8 * index)];

    private static AssemblerMemoryOperand Saved(int index) => __zmmword_ptr[s_scratch + (VectorBytes * index)];
}

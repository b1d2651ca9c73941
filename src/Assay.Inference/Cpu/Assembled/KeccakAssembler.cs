using Iced.Intel;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>
/// Writes Keccak-f[1600] over eight states side by side. The whole state stays in vector registers: words never move, only which register is which word changes,
/// and seven registers are left for the parities of columns.
/// </summary>
/// <param name="code">Receives the instructions.</param>
/// <param name="vectors">Vector registers by number: the state's words in the first 25.</param>
/// <param name="constants">Holds the address of <see cref="RoundConstants"/>.</param>
internal sealed class KeccakAssembler(Assembler code, AssemblerRegisterZMM[] vectors, AssemblerRegister64 constants)
{
    /// <summary>Words of the state, x + 5y.</summary>
    public const int StateWords = 25;

    /// <summary>Rounds of a permutation.</summary>
    public const int Rounds = 24;

    private const int Side = 5;
    private const int DigestWords = 4;

    // Truth tables of vpternlogq: a ^ b ^ c and a ^ (~b & c).
    private const byte Xor = 0x96;
    private const byte Chi = 0xD2;

    // By x + 5y (FIPS 202 section 3.2.2).
    private static readonly byte[] s_rotations =
    [
        0, 1, 62, 28, 27,
        36, 44, 6, 55, 20,
        3, 10, 43, 25, 39,
        41, 45, 15, 21, 8,
        18, 2, 61, 56, 14,
    ];

    // The order in which mixers need the parities, and where mixers go: the last two free registers, then those of parities 4, 2 and 0.
    private static readonly int[] s_parityOrder = [1, 4, 2, 0, 3];
    private static readonly (int Column, int Target)[] s_mixerTargets = [(0, 5), (3, 6), (1, 4), (4, 2), (2, 0)];
    private static readonly int[] s_copies = [1, 3];

    // The register of every word.
    private int[] _at = [.. Enumerable.Range(0, StateWords)];

    /// <summary>What the first word is mixed with in each round: the bits at 2^j − 1 come from a shift register (FIPS 202 section 3.2.5).</summary>
    public static IReadOnlyList<ulong> RoundConstants { get; } = MakeRoundConstants();

    /// <summary>Writes a permutation whose result is a digest only: the other words are not computed to the end.</summary>
    /// <returns>The registers of the digest's four words.</returns>
    public int[] Write()
    {
        for (int round = 0; round < Rounds; round++)
            WriteRound(round);
        return _at[..DigestWords];
    }

    /// <summary>
    /// Rows of the result one by one, each from theta to chi while the next is mixed, so that the first rows go on to the next round's parities while later
    /// ones are rotated: a round is bound by the latency of its steps, not by their number.
    /// </summary>
    private void WriteRound(int round)
    {
        int[] mixers = WriteMixers();
        int[] moved = new int[StateWords];
        for (int x = 0; x < Side; x++)
        {
            for (int y = 0; y < Side; y++)
                moved[y + (Side * (((2 * x) + (3 * y)) % Side))] = x + (Side * y);
        }

        _at = [.. moved.Select(word => _at[word])];

        // The digest lies in the first row, which is all that the last round must give.
        int rows = round == Rounds - 1 ? 1 : Side;
        for (int row = 0; row <= rows; row++)
        {
            if (row < rows)
                WriteMixedRow(row * Side, moved, mixers);
            if (row > 0)
                WriteChi((row - 1) * Side);
            if (row == 1)
                code.vpxorq(Word(0), Word(0), AssemblerRegisters.__qword_bcst[constants + (sizeof(ulong) * round)]);
        }
    }

    /// <summary>What theta mixes into each column: the parity of the column before it and the rotated one of the column behind it.</summary>
    /// <returns>The free register of each column's mixer; <see cref="s_copies"/> stay free.</returns>
    private int[] WriteMixers()
    {
        foreach (int x in s_parityOrder)
        {
            code.vmovdqa64(Free(x), Word(x));
            code.vpternlogq(Free(x), Word(x + Side), Word(x + (2 * Side)), Xor);
        }

        foreach (int x in s_parityOrder)
            code.vpternlogq(Free(x), Word(x + (3 * Side)), Word(x + (4 * Side)), Xor);

        // Each goes to a register whose parity nobody needs any more.
        int[] mixers = new int[Side];
        foreach ((int x, int target) in s_mixerTargets)
        {
            code.vprolq(Free(target), Free((x + 1) % Side), 1);
            code.vpxorq(Free(target), Free(target), Free((x + Side - 1) % Side));
            mixers[x] = target;
        }

        return mixers;
    }

    private void WriteMixedRow(int row, int[] moved, int[] mixers)
    {
        for (int word = row; word < row + Side; word++)
        {
            code.vpxorq(Word(word), Word(word), Free(mixers[moved[word] % Side]));
            if (s_rotations[moved[word]] is not 0 and byte rotation)
                code.vprolq(Word(word), Word(word), rotation);
        }
    }

    private void WriteChi(int row)
    {
        AssemblerRegisterZMM first = Free(s_copies[0]);
        AssemblerRegisterZMM second = Free(s_copies[1]);
        code.vmovdqa64(first, Word(row));
        code.vmovdqa64(second, Word(row + 1));
        code.vpternlogq(Word(row), Word(row + 1), Word(row + 2), Chi);
        code.vpternlogq(Word(row + 1), Word(row + 2), Word(row + 3), Chi);
        code.vpternlogq(Word(row + 2), Word(row + 3), Word(row + 4), Chi);
        code.vpternlogq(Word(row + 3), Word(row + 4), first, Chi);
        code.vpternlogq(Word(row + 4), first, second, Chi);
    }

    private AssemblerRegisterZMM Word(int word) => vectors[_at[word]];

    private AssemblerRegisterZMM Free(int index) => vectors[StateWords + index];

    private static ulong[] MakeRoundConstants()
    {
        ulong[] made = new ulong[Rounds];
        int register = 1;
        for (int round = 0; round < Rounds; round++)
        {
            for (int j = 0; j < 7; j++)
            {
                if ((register & 1) != 0)
                    made[round] |= 1UL << ((1 << j) - 1);
                register <<= 1;
                if ((register & 0x100) != 0)
                    register ^= 0x171;
            }
        }

        return made;
    }
}

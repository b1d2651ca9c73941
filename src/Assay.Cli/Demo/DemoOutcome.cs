using System.Numerics;

namespace Assay.Cli.Demo;

/// <summary>What the demonstration showed.</summary>
internal sealed record DemoOutcome(
    int Jobs, bool HonestPaid, bool CheaterSlashed, bool FalseChallengePunished, int DisputeTransactions, long DisputeGas, long WorstMoveGas, string OpenClDevice)
{
    /// <summary>Of four pieces of text on the receipt, at least this many must be read without any mistake.</summary>
    private const int NeededOfFour = 3;

    /// <summary>Pieces of text on the receipt, and how many of them were read as they were rendered.</summary>
    public (int Right, int Total) Receipt { get; init; }

    /// <summary>Whether every outcome is the right one.</summary>
    public bool IsRight => HonestPaid && CheaterSlashed && FalseChallengePunished && Receipt.Total > 0 && 4 * Receipt.Right >= NeededOfFour * Receipt.Total;

    /// <summary>The last line, for scripts.</summary>
    public override string ToString() =>
        $"demo: {(IsRight ? "ok" : "failed")} jobs={Jobs} honest_paid={Bool(HonestPaid)} cheater_slashed={Bool(CheaterSlashed)} false_challenge_punished={Bool(FalseChallengePunished)} "
        + $"dispute_txs={DisputeTransactions} dispute_gas={DisputeGas} worst_move_gas={WorstMoveGas} opencl_device=\"{OpenClDevice}\" "
        + $"receipt_lines={Receipt.Right}/{Receipt.Total}";

    private static string Bool(bool value) => value ? "true" : "false";
}

/// <summary>What somebody owned at one time.</summary>
internal sealed record DemoWealth(string Name, BigInteger Tokens, BigInteger Coins);

namespace Assay.Ethereum.Transactions;

/// <summary>A contract and the storage slots that a transaction announces (EIP-2930).</summary>
/// <param name="Address">20 bytes.</param>
/// <param name="StorageKeys">32 bytes each.</param>
public sealed record AccessListEntry(byte[] Address, IReadOnlyList<byte[]> StorageKeys);

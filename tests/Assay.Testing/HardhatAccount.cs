namespace Assay.Testing;

/// <summary>An account that a test chain gave coins at its start.</summary>
/// <param name="Address">Its address.</param>
/// <param name="PrivateKey">Its private key in hexadecimal with <c>0x</c>; everybody knows it.</param>
public sealed record HardhatAccount(string Address, string PrivateKey);

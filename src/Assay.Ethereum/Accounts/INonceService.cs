namespace Nethereum.RPC.NonceServices;

/// <summary>The nonces of an account, on every chain that it is used on.</summary>
public interface INonceService
{
    /// <summary>Makes the next send believe the node's count, for instance after a test chain went back to a snapshot.</summary>
    public Task ResetNonceAsync();
}

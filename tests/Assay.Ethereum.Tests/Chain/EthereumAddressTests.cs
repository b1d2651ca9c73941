using Assay.Ethereum.Accounts;

namespace Assay.Ethereum.Tests.Chain;

/// <summary>The test cases of EIP-55.</summary>
public sealed class EthereumAddressTests
{
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Checksums_are_those_of_EIP_55(string address)
    {
        EthereumAddress.Format(EthereumAddress.Parse(address.ToLowerInvariant())).Should().Be(address);
        EthereumAddress.IsChecksummed(address).Should().BeTrue();
        EthereumAddress.IsValid(address).Should().BeTrue();
    }

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "checksum")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "40 hexadecimal digits")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "40 hexadecimal digits")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", "40 hexadecimal digits")]
    public void Anything_else_is_refused(string address, string complaint)
    {
        EthereumAddress.IsValid(address).Should().BeFalse();
        var parse = () => EthereumAddress.Parse(address);
        parse.Should().Throw<FormatException>().WithMessage($"*{complaint}*");
    }
}

using System.Globalization;
using System.Numerics;
using Assay.Protocol.Tokens;

namespace Assay.Cli.Infrastructure;

/// <summary>Amounts of a token as people write them: decimal, in whole tokens.</summary>
internal sealed class TokenAmount
{
    private const int LongestText = 200;

    private static readonly BigInteger Largest = (BigInteger.One << 256) - 1;

    private readonly int decimals;

    private TokenAmount(int decimals) => this.decimals = decimals;

    /// <summary>Asks a token for its decimal places.</summary>
    public static async Task<TokenAmount> OfAsync(TokenClient token, CancellationToken cancellation) => new(await token.DecimalsAsync(cancellation));

    /// <summary>Amounts of a token with the given decimal places; 18 for the native coin.</summary>
    public static TokenAmount WithDecimals(int decimals) => new(decimals);

    /// <summary>Reads an amount.</summary>
    /// <param name="name">The argument, for the error.</param>
    /// <param name="text">Digits with at most one decimal point.</param>
    /// <returns>The amount in the token's smallest unit.</returns>
    /// <exception cref="CommandException">The text is not an amount, finer than the token's smallest unit, or more than fits into a word of the chain.</exception>
    public BigInteger Parse(string name, string text)
    {
        var (whole, fraction) = text.Split('.') switch
        {
            [var digits] => (digits, ""),
            [var digits, var rest] when rest.Length > 0 => (digits, rest),
            _ => ("", ""),
        };
        if (whole.Length == 0 || text.Length > LongestText || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit))
            throw new CommandException($"{name}: expected an amount of tokens such as 100 or 0.5, got '{text}'");
        fraction = fraction.TrimEnd('0');
        if (fraction.Length > decimals)
            throw new CommandException($"{name}: expected at most {decimals} decimal places, got '{text}'");
        var amount = BigInteger.Parse(whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        return amount <= Largest ? amount : throw new CommandException($"{name}: expected at most {Format(Largest)}, which is what a contract can count, got '{text}'");
    }

    /// <summary>Reads an amount that must not be zero.</summary>
    /// <exception cref="CommandException">As <see cref="Parse"/>, or the amount is zero.</exception>
    public BigInteger ParsePositive(string name, string text)
    {
        var amount = Parse(name, text);
        return amount > 0 ? amount : throw new CommandException($"{name}: expected more than 0, got '{text}'");
    }

    /// <summary>Writes an amount exactly.</summary>
    public string Format(BigInteger amount)
    {
        var digits = BigInteger.Abs(amount).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..].TrimEnd('0');
        return (amount < 0 ? "-" : "") + digits[..^decimals] + (fraction.Length > 0 ? "." + fraction : "");
    }

    /// <summary>Makes sure, before anything is sent, that an account has what is to be paid.</summary>
    /// <param name="name">The argument, for the error.</param>
    /// <param name="amount">What is to be paid.</param>
    /// <param name="token">The token that these are amounts of.</param>
    /// <param name="account">Who pays.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CommandException">It has less.</exception>
    public async Task RequireBalanceAsync(string name, BigInteger amount, TokenClient token, string account, CancellationToken cancellation)
    {
        var balance = await token.BalanceOfAsync(account, cancellation);
        if (balance < amount)
            throw new CommandException($"{name}: expected at most the {Format(balance)} tokens that {account} has, got {Format(amount)}");
    }
}

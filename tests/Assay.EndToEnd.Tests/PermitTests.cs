using Assay.EndToEnd.Tests.Fixtures;
using Assay.Protocol.Chain;
using Assay.Protocol.Jobs;

namespace Assay.EndToEnd.Tests;

/// <summary>A signed permit takes the place of an approval.</summary>
public sealed class PermitTests(MarketFixture fixture) : IClassFixture<MarketFixture>
{
    [Fact]
    public async Task Stake_is_deposited_with_a_permit_and_no_approval()
    {
        var market = await fixture.StartAsync();
        var before = await market.Client.Stake.StakeOfAsync(market.Client.Chain.Account, CancellationToken.None);
        for (var time = 0; time < 2; time++)
            await market.Client.Stake.DepositWithPermitAsync(MarketFixture.Coin / 4, await SoonAsync(), CancellationToken.None);
        var after = await market.Client.Stake.StakeOfAsync(market.Client.Chain.Account, CancellationToken.None);
        (after.Bonded - before.Bonded).Should().Be(MarketFixture.Coin / 2);
        market.Transactions.Select(transaction => transaction.Function).Should().Equal("depositWithPermit", "depositWithPermit");
    }

    [Fact]
    public async Task A_job_is_posted_with_a_permit_and_no_approval()
    {
        var market = await fixture.StartAsync();
        var job = await market.Client.Jobs.PostWithPermitAsync(await OrderAsync(), await SoonAsync(), CancellationToken.None);
        var record = await market.Client.Jobs.GetAsync(job, CancellationToken.None);
        record.State.Should().Be(JobState.Open);
        record.Payment.Should().Be(Market.Payment);
        market.Transactions.Select(transaction => transaction.Function).Should().Equal("postWithPermit");
    }

    [Fact]
    public async Task A_permit_past_its_deadline_is_refused()
    {
        var market = await fixture.StartAsync();
        var past = await fixture.NowAsync() - TimeSpan.FromMinutes(1);
        var deposit = () => market.Client.Stake.DepositWithPermitAsync(1, past, CancellationToken.None);
        await deposit.Should().ThrowAsync<ProtocolException>().WithMessage("*depositWithPermit was refused*");
    }

    [Fact]
    public async Task A_permit_for_more_than_the_balance_is_not_signed()
    {
        var market = await fixture.StartAsync();
        var deadline = await SoonAsync();
        var deposit = () => market.Client.Stake.DepositWithPermitAsync(MarketFixture.Coin * 2, deadline, CancellationToken.None);
        await deposit.Should().ThrowAsync<ProtocolException>().WithMessage("expected a balance of at least 2000000000000000000 *");
        market.Transactions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_without_permits_gives_one_clear_error()
    {
        var market = await fixture.StartAsync();
        var token = (await market.Client.Jobs.TokenAsync(CancellationToken.None)).Address;
        var deadline = await SoonAsync();
        var order = await OrderAsync();
        // Answers every function with one coin, and those of EIP-2612 (nonces: 7ecebe00) with a revert without data.
        await fixture.Node.RequestAsync("hardhat_setCode", token, "0x60003560e01c637ecebe0014602057670de0b6b3a764000060005260206000f35b60006000fd");
        var post = () => market.Client.Jobs.PostWithPermitAsync(order, deadline, CancellationToken.None);
        await post.Should().ThrowAsync<ProtocolException>().WithMessage($"expected token {token} to take EIP-2612 permits, but it has none; approve the amount instead");
        market.Transactions.Should().BeEmpty();
    }

    private async Task<DateTimeOffset> SoonAsync() => await fixture.NowAsync() + TimeSpan.FromMinutes(10);

    private async Task<JobOrder> OrderAsync() => new()
    {
        ModelId = MarketFixture.Honest.Model.ModelId,
        InputRoot = MarketFixture.Honest.Input.Root,
        InputUri = "file:///input",
        Payment = Market.Payment,
        Cover = Market.Cover,
        AcceptBy = await SoonAsync(),
    };
}

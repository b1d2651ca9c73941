using Assay.EndToEnd.Tests.Fixtures;
using Assay.Protocol.Chain;
using Assay.Protocol.Jobs;

namespace Assay.EndToEnd.Tests;

/// <summary>Money that nobody earned goes back to whom it came from.</summary>
public sealed class RefundTests(MarketFixture fixture) : IClassFixture<MarketFixture>
{
    [Fact]
    public async Task The_bond_of_an_active_model_comes_back_to_its_publisher_once()
    {
        var market = await fixture.StartAsync();
        var (models, id, publisher) = (market.Client.Models, MarketFixture.Honest.Model.ModelId, market.Client.Chain.Account);
        var bond = (await models.GetAsync(id, CancellationToken.None)).Bond;
        (bond > 0).Should().BeTrue();

        await market.Worker.Models.ReleaseBondAsync(id, CancellationToken.None);
        (await models.GetAsync(id, CancellationToken.None)).Bond.Should().Be(0);
        (await models.CreditOfAsync(publisher, CancellationToken.None)).Should().Be(bond);
        await models.WithdrawAsync(publisher, CancellationToken.None);
        (await models.CreditOfAsync(publisher, CancellationToken.None)).Should().Be(0);

        var again = () => models.ReleaseBondAsync(id, CancellationToken.None);
        await again.Should().ThrowAsync<ProtocolException>().WithMessage("*NothingToWithdraw*");
    }

    [Fact]
    public async Task A_job_that_nobody_accepts_is_paid_back()
    {
        var market = await fixture.StartAsync();
        var job = await PostAsync(market);
        var early = () => market.Worker.Jobs.ExpireAsync(job, CancellationToken.None);
        await early.Should().ThrowAsync<ProtocolException>().WithMessage("*DeadlineNotPassed*");

        await fixture.SetNextTimeAsync((await market.Client.Jobs.GetAsync(job, CancellationToken.None)).AcceptBy + TimeSpan.FromSeconds(1));
        await market.Worker.Jobs.ExpireAsync(job, CancellationToken.None);
        (await market.Client.Jobs.GetAsync(job, CancellationToken.None)).State.Should().Be(JobState.Expired);
        (await market.Client.Jobs.CreditOfAsync(market.Client.Chain.Account, CancellationToken.None)).Should().Be(Market.Payment);
    }

    [Fact]
    public async Task A_job_whose_result_does_not_come_is_paid_back()
    {
        var market = await fixture.StartAsync();
        var job = await PostAsync(market);
        await market.Worker.Jobs.AcceptAsync(job, CancellationToken.None);
        var deadline = (await market.Client.Jobs.GetAsync(job, CancellationToken.None)).SubmitBy!.Value;

        await fixture.SetNextTimeAsync(deadline + TimeSpan.FromSeconds(1));
        await market.Client.Jobs.MissAsync(job, CancellationToken.None);
        (await market.Client.Jobs.GetAsync(job, CancellationToken.None)).State.Should().Be(JobState.Missed);
        (await market.Client.Jobs.CreditOfAsync(market.Client.Chain.Account, CancellationToken.None)).Should().Be(Market.Payment);
    }

    private async Task<ulong> PostAsync(Market market) => await market.Client.Jobs.PostAsync(
        new JobOrder
        {
            ModelId = MarketFixture.Honest.Model.ModelId,
            InputRoot = MarketFixture.Honest.Input.Root,
            InputUri = "file:///input",
            Payment = Market.Payment,
            AcceptBy = await fixture.NowAsync() + TimeSpan.FromMinutes(10),
        },
        CancellationToken.None);
}

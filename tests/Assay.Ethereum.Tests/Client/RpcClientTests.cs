using System.Diagnostics;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Tests.Client;

/// <summary>The JSON-RPC client against a node that misbehaves.</summary>
public sealed class RpcClientTests
{
    private static readonly RpcRequest BlockNumber = new(null, "eth_blockNumber");

    [Fact]
    public async Task Connections_are_reused()
    {
        await using var node = new FaultyNode((request, _) => FaultyReply.Result(request, "\"0x10\""));
        using var client = new RpcClient(node.Url);
        for (var i = 0; i < 10; i++) (await client.SendRequestAsync<HexBigInteger>(BlockNumber))!.Value.Should().Be(new BigInteger(16));
        node.Requests.Should().Be(10);
        node.Connections.Should().Be(1);
    }

    [Fact]
    public async Task A_reading_request_survives_dropped_connections_and_overload()
    {
        await using var node = new FaultyNode((request, count) => count switch
        {
            0 => FaultyReply.Drop,
            1 => new FaultyReply("busy") { Status = 429, Headers = "Retry-After: 0\r\n" },
            2 => new FaultyReply("<html>") { Status = 502 },
            _ => FaultyReply.Result(request, "\"0x1\""),
        });
        using var client = Connect(node);
        (await client.SendRequestAsync<HexBigInteger>(BlockNumber))!.Value.Should().Be(BigInteger.One);
        node.Requests.Should().Be(4);
    }

    [Theory]
    [InlineData("eth_sendRawTransaction")]
    [InlineData("eth_getFilterChanges")]
    [InlineData("evm_increaseTime")]
    public async Task A_request_that_must_not_be_repeated_is_not(string method)
    {
        await using var node = new FaultyNode((_, _) => FaultyReply.Drop);
        using var client = Connect(node);
        var send = () => client.SendRequestAsync<string>(new RpcRequest(null, method, "0x1"));
        (await send.Should().ThrowAsync<RpcClientUnknownException>()).Which.Message.Should().Contain($"{method} to 127.0.0.1:{node.Port}");
        node.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_slow_answer_ends_at_the_time_limit_and_says_so()
    {
        await using var node = new FaultyNode((request, _) => FaultyReply.Result(request, "\"0x1\"") with { Delay = TimeSpan.FromSeconds(30) });
        using var client = Connect(node, new RpcClientOptions { Timeout = TimeSpan.FromMilliseconds(150), MaxRetries = 0 });
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        (await send.Should().ThrowAsync<RpcClientTimeoutException>()).Which.Message.Should().Contain("eth_blockNumber to 127.0.0.1").And.Contain("0.15 s");
    }

    [Fact]
    public async Task Cancelling_ends_the_request_at_once()
    {
        await using var node = new FaultyNode((request, _) => FaultyReply.Result(request, "\"0x1\"") with { Delay = TimeSpan.FromSeconds(30) });
        using var client = Connect(node);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var started = Stopwatch.GetTimestamp();
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber, cancellation.Token);
        await send.Should().ThrowAsync<OperationCanceledException>();
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(5));
        node.Requests.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":999,"result":"0x1"}""", "reply to request")]
    [InlineData("""{"jsonrpc":"2.0","result":"0x1"}""", "none")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", "neither a result nor an error")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":1}}""", "malformed")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0xzz"}""", "malformed")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1"} trailing""", "malformed")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x""", "malformed")]
    [InlineData("<html>hello</html>", "malformed")]
    [InlineData("", "malformed")]
    public async Task An_answer_that_is_no_reply_to_the_request_is_refused(string body, string complaint)
    {
        await using var node = new FaultyNode((_, _) => new FaultyReply(body));
        using var client = Connect(node);
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        (await send.Should().ThrowAsync<RpcResponseFormatException>()).Which.Message.Should().Contain("eth_blockNumber to 127.0.0.1").And.Contain(complaint);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_is_too_large_is_cut_off(bool isEndless)
    {
        await using var node = new FaultyNode((_, _) => new FaultyReply(new string(' ', 100_000)) { IsEndless = isEndless });
        using var client = Connect(node, new RpcClientOptions { MaxReplyBytes = 50_000 });
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        (await send.Should().ThrowAsync<RpcResponseFormatException>()).Which.Message.Should().Contain("at most 50000 bytes");
    }

    [Fact]
    public async Task A_node_error_carries_code_message_and_data()
    {
        await using var node = new FaultyNode((request, _) => FaultyReply.Error(request, -32000, "no such thing", """{"data":"0x1234"}"""));
        using var client = Connect(node);
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        var error = (await send.Should().ThrowAsync<RpcResponseException>()).Which.RpcError;
        error.Code.Should().Be(-32000);
        error.Message.Should().Be("no such thing");
        error.GetDataAsString().Should().Be("0x1234");
    }

    [Theory]
    [InlineData("""{"code":"x","message":17}""", "17")]
    [InlineData("\"plain\"", "plain")]
    public async Task An_error_of_another_shape_is_still_an_error(string json, string message)
    {
        await using var node = new FaultyNode((request, _) => new FaultyReply($"{{\"jsonrpc\":\"2.0\",\"id\":{FaultyReply.Id(request)},\"error\":{json}}}"));
        using var client = Connect(node);
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        (await send.Should().ThrowAsync<RpcResponseException>()).Which.RpcError.Message.Should().Be(message);
    }

    [Fact]
    public async Task Missing_lists_of_a_receipt_are_empty()
    {
        await using var node = new FaultyNode((request, _) => FaultyReply.Result(request, """{"blockNumber":"0x1","logs":null}"""));
        using var client = Connect(node);
        (await client.SendRequestAsync<TransactionReceipt>(new RpcRequest(null, "eth_getTransactionReceipt", "0x1")))!.Logs.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"0x08c379a0\"", "0x08c379a0")]
    [InlineData("\"Reverted 0x08c379a0\"", "0x08c379a0")]
    [InlineData("{\"message\":\"m\",\"data\":\"0x01\"}", "0x01")]
    [InlineData("{\"originalError\":{\"code\":3,\"data\":\"0x02\"}}", "0x02")]
    [InlineData("\"text\"", null)]
    [InlineData("{\"data\":[1]}", null)]
    [InlineData("17", null)]
    public void Revert_data_are_found_wherever_a_node_puts_them(string json, string? data) =>
        new RpcError(3, "execution reverted", JsonSerializer.Deserialize<JsonElement>(json)).GetDataAsString().Should().Be(data);

    [Fact]
    public async Task Credentials_and_paths_never_reach_an_error()
    {
        await using var node = new FaultyNode((_, _) => new FaultyReply("denied") { Status = 401 });
        using var client = new RpcClient(new Uri($"http://user:pass%20word@127.0.0.1:{node.Port}/secret-api-key"));
        var send = () => client.SendRequestAsync<HexBigInteger>(BlockNumber);
        var error = (await send.Should().ThrowAsync<RpcClientUnknownException>()).Which;
        error.ToString().Should().Contain("HTTP 401").And.NotContain("secret").And.NotContain("pass");
        node.Headers.Single().Should().Contain("Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pass word")));
    }

    [Fact]
    public async Task A_batch_is_one_request_and_each_answer_finds_its_own()
    {
        await using var node = new FaultyNode((batch, _) => new FaultyReply($"[{string.Join(',', batch.EnumerateArray().Reverse().Select(Answer))}]"));
        using var client = Connect(node);
        var batch = new RpcBatch();
        var number = batch.Add<HexBigInteger>("eth_blockNumber");
        var failing = batch.Add<HexBigInteger>("eth_fail");
        var price = batch.Add<HexBigInteger>("eth_gasPrice");
        await client.SendBatchRequestAsync(batch);
        (await number)!.Value.Should().Be(BigInteger.One);
        (await price)!.Value.Should().Be(new BigInteger(3));
        await FluentActions.Awaiting(() => failing).Should().ThrowAsync<RpcResponseException>().WithMessage("*eth_fail*no*");
        node.Requests.Should().Be(1);

        static string Answer(JsonElement request) => FaultyReply.Method(request) switch
        {
            "eth_blockNumber" => FaultyReply.Result(request, "\"0x1\"").Body!,
            "eth_gasPrice" => FaultyReply.Result(request, "\"0x3\"").Body!,
            _ => FaultyReply.Error(request, -1, "no").Body!,
        };
    }

    [Theory]
    [InlineData("[]", "missing")]
    [InlineData("""[{"jsonrpc":"2.0","id":77,"result":"0x1"}]""", "does not hold")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":1,"result":"0x1"}]""", "twice")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1"}""", "malformed")]
    public async Task A_batch_answered_wrongly_fails_as_a_whole(string body, string complaint)
    {
        await using var node = new FaultyNode((_, _) => new FaultyReply(body));
        using var client = Connect(node);
        var batch = new RpcBatch();
        var first = batch.Add<HexBigInteger>("eth_blockNumber");
        var second = batch.Add<HexBigInteger>("eth_blockNumber");
        await client.Awaiting(c => c.SendBatchRequestAsync(batch)).Should().ThrowAsync<RpcResponseFormatException>().WithMessage($"*{complaint}*");
        await FluentActions.Awaiting(() => Task.WhenAll(first, second)).Should().ThrowAsync<RpcResponseFormatException>();
    }

    [Fact]
    public async Task Large_batches_are_split()
    {
        await using var node = new FaultyNode((batch, _) => new FaultyReply($"[{string.Join(',', batch.EnumerateArray().Select(r => FaultyReply.Result(r, "\"0x1\"").Body))}]"));
        using var client = Connect(node, new RpcClientOptions { MaxBatchSize = 4 });
        var batch = new RpcBatch();
        var tasks = Enumerable.Range(0, 10).Select(_ => batch.Add<HexBigInteger>("eth_blockNumber")).ToList();
        await client.SendBatchRequestAsync(batch);
        (await Task.WhenAll(tasks)).Should().HaveCount(10).And.OnlyContain(number => number!.Value == 1);
        node.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_range_of_blocks_that_the_node_refuses_is_split_without_losing_or_repeating_a_log()
    {
        await using var node = new FaultyNode((request, _) => AnswerLogs(request, longest: 7));
        using var client = Connect(node);
        var web3 = new Nethereum.Web3.Web3(client);
        var filter = new NewFilterInput { FromBlock = new BlockParameter(3), ToBlock = BlockParameter.CreateLatest() };
        var logs = await web3.Eth.Filters.GetLogs.SendRequestAsync(filter);
        logs.Select(log => (int)log.BlockNumber!.Value).Should().Equal(Enumerable.Range(3, 98));

        static FaultyReply AnswerLogs(JsonElement request, int longest)
        {
            if (FaultyReply.Method(request) == "eth_blockNumber") return FaultyReply.Result(request, "\"0x64\"");
            var filter = request.GetProperty("params")[0];
            var from = Convert.ToInt32(filter.GetProperty("fromBlock").GetString(), 16);
            var toText = filter.GetProperty("toBlock").GetString()!;
            var to = toText == "latest" ? 100 : Convert.ToInt32(toText, 16);
            if (to - from + 1 > longest) return FaultyReply.Error(request, -32005, "query returned more than 10000 results");
            var logs = Enumerable.Range(from, to - from + 1).Select(block => $$"""{"blockNumber":"0x{{block:x}}","address":"0x","data":"0x","topics":[]}""");
            return FaultyReply.Result(request, $"[{string.Join(',', logs)}]");
        }
    }

    private static RpcClient Connect(FaultyNode node, RpcClientOptions? options = null) =>
        new(node.Url, options: (options ?? new RpcClientOptions()) with { RetryDelay = TimeSpan.FromMilliseconds(10) });
}

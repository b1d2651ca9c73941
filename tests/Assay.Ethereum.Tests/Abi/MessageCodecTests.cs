using System.Numerics;
using Assay.Ethereum.Abi;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Tests.Abi;

public class MessageCodecTests
{
    [Fact]
    public void Call_data_are_those_of_an_independent_encoder()
    {
        ZooMessages.Post().GetCallData().Should().Equal(ZooMessages.Bytes("post")).And.HaveCount(676);
        new PostFunction { Amount = (BigInteger.One << 256) - 1 }.GetCallData().Should().Equal(ZooMessages.Bytes("postAmount"));
        new EchoFunction { Branches = ZooMessages.Branches() }.GetCallData().Should().Equal(ZooMessages.Bytes("echo"));
        ZooMessages.Grid().GetCallData().Should().Equal(ZooMessages.Bytes("grid"));
        ZooMessages.Pack().GetCallData().Should().Equal(ZooMessages.Bytes("pack"));
    }

    [Fact]
    public void Call_data_decode_to_the_message_they_came_from()
    {
        new Post1Function().DecodeInput(ZooMessages.Hex("post")).Should().BeEquivalentTo(ZooMessages.Post());
        new EchoFunction().DecodeInput(ZooMessages.Hex("echo")).Branches.Should().BeEquivalentTo(ZooMessages.Branches());
        new GridFunction().DecodeInput(ZooMessages.Hex("grid")).Should().BeEquivalentTo(ZooMessages.Grid());
        new PackFunction().DecodeInput(ZooMessages.Hex("pack")).Should().BeEquivalentTo(ZooMessages.Pack());
    }

    [Fact]
    public void Signatures_spell_tuples_out()
    {
        var codec = MessageCodecs.Get<Post1Function>();
        codec.Signature.Should().Be("post((address,uint96,bytes32,uint8,uint64[],bytes[]),bytes32[])");
        codec.Kind.Should().Be(MessageKind.Function);
        codec.Parameters.Select(parameter => parameter.Name).Should().Equal("job", "proof");
        MessageCodecs.Get<GridFunction>().Signature.Should().Be("grid(uint8[2][],(int32,uint8)[3])");
        MessageCodecs.Get(typeof(EchoFunction)).Signature.Should().Be("echo((uint16,(int128,string)[],(int128,string))[])");
    }

    [Fact]
    public void Parameters_that_hide_the_terms_of_the_transaction_are_the_ones_encoded()
    {
        var message = new WordsFunction { Event = 1, Operator = 2, Value = 3, Gas = 4, Nonce = 5 };
        ((FunctionMessage)message).Gas = 77;
        ((FunctionMessage)message).Nonce = 78;
        var data = message.GetCallData();
        data.Should().HaveCount(4 + 5 * 32);
        data.Chunk(32).Skip(1).Select(chunk => chunk[3]).Should().Equal(1, 2, 3, 4, 5);
        message.CreateCallInput(ZooMessages.Client).Gas!.Value.Should().Be(77);
    }

    [Fact]
    public void Outputs_decode_to_their_class()
    {
        new EchoOutputDTO().DecodeOutput(ZooMessages.Hex("echoOutput")).Copy.Should().BeEquivalentTo(ZooMessages.Branches());
        MessageCodecs.Get<EchoFunction>().DecodeResult<EchoOutputDTO>(ZooMessages.Bytes("echoOutput")).Copy
            .Should().BeEquivalentTo(ZooMessages.Branches());
    }

    [Fact]
    public void A_single_return_value_is_read_as_the_type_asked_for_where_it_fits()
    {
        var total = MessageCodecs.Get<TotalFunction>();
        var word = new byte[32];
        word[31] = 200;
        total.DecodeResult<BigInteger>(word).Should().Be(200);
        total.DecodeResult<byte>(word).Should().Be(200);
        total.DecodeResult<ulong>(word).Should().Be(200);
        FluentActions.Invoking(() => total.DecodeResult<sbyte>(word)).Should().Throw<AbiException>().WithMessage("total()*200*SByte*");
        FluentActions.Invoking(() => total.DecodeResult<string>(word)).Should().Throw<InvalidOperationException>().WithMessage("*total()*String*");
        MessageCodecs.Get<Post1Function>().DecodeResult<byte[]>(word).Should().Equal(word);
        FluentActions.Invoking(() => total.DecodeResult<BigInteger>([])).Should().Throw<AbiException>().WithMessage("total's return value*");
        FluentActions.Invoking(() => MessageCodecs.Get<PackFunction>().DecodeResult<BigInteger>(new byte[320]))
            .Should().Throw<InvalidOperationException>().WithMessage("*PackOutputDTO*BigInteger*");
    }

    [Fact]
    public void Errors_decode_by_their_selector()
    {
        var data = ZooMessages.Hex("rejected");
        data.IsExceptionEncodedDataForError<ZooRejectedError>().Should().BeTrue();
        data.IsExceptionEncodedDataForError<ZooPricetoolowError>().Should().BeFalse();
        data.DecodeExceptionEncodedData<ZooPricetoolowError>().Should().BeNull();
        data.DecodeExceptionEncodedData<ZooRejectedError>().Should()
            .BeEquivalentTo(new ZooRejectedError { Job = ZooMessages.Job(), Reason = "no proof" });

        List<Type> types = [typeof(ZooClosedError), typeof(ZooPricetoolowError), typeof(ZooRejectedError)];
        types.FindAndDecodeToErrorExceptionData(ZooMessages.Hex("tooLow")).Should()
            .BeEquivalentTo(new ZooPricetoolowError { Price = 1, Minimum = 2 });
        types.FindAndDecodeToErrorExceptionData("0x08c379a0").Should().BeNull();
        types.FindAndDecodeToErrorExceptionData("0x").Should().BeNull();
        types.FindAndDecodeToErrorExceptionData(null).Should().BeNull();
        types.FindAndDecodeToErrorExceptionData("not hexadecimal").Should().BeNull();
    }

    [Fact]
    public void Logs_decode_from_topics_and_data()
    {
        FilterLog[] logs = [ZooMessages.Log("named"), ZooMessages.Log("posted"), new() { Topics = [] }];
        var posted = logs.DecodeAllEvents<PostedEventDTO>().Should().ContainSingle().Subject;
        posted.Log.Should().BeSameAs(logs[1]);
        posted.Event.Should().BeEquivalentTo(new PostedEventDTO
        {
            Client = ZooMessages.Client,
            JobId = ZooMessages.Repeat(0x22, 32),
            Price = BigInteger.Parse("12345678901234567890123"),
            Shape = [3, 4, 5],
        });

        var named = logs.ToList().DecodeAllEvents<NamedEventDTO>().Should().ContainSingle().Subject.Event;
        named.Name.Should().Be((string)logs[0].Topics[1]!, "the topic of an indexed string is its hash");
        named.Plain.Should().Be("plain");
        named.Where.Should().BeEquivalentTo(new Point { X = -5, Y = 6 });
        logs[0].DecodeEvent<PostedEventDTO>().Should().BeNull();
        logs[0].IsLogForEvent<NamedEventDTO>().Should().BeTrue();
        new TransactionReceipt { Logs = logs }.DecodeAllEvents<EmptiedEventDTO>().Should().BeEmpty();
    }

    [Fact]
    public void A_log_with_the_right_signature_and_a_wrong_number_of_topics_is_another_events()
    {
        var log = ZooMessages.Log("posted");
        log.Topics = log.Topics[..2];
        log.DecodeEvent<PostedEventDTO>().Should().BeNull();
    }

    [Fact]
    public void Deployment_data_are_creation_code_and_parameters()
    {
        var message = new ZooDeployment { Owner = ZooMessages.Client, Amounts = [1, 2, 3] };
        var data = message.GetDeploymentData();
        var code = Convert.FromHexString(ZooDeploymentBase.BYTECODE);
        data.Should().Equal([.. code, .. ZooMessages.Bytes("deploy")]);
        var transaction = new Transaction { Input = "0x" + Convert.ToHexString(data), From = ZooMessages.Client };
        transaction.DecodeTransactionToDeploymentMessage<ZooDeployment>().Amounts.Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Creation_code_with_an_unlinked_library_is_refused() =>
        FluentActions.Invoking(() => new ZooDeployment("6080__$abc$__") { Owner = ZooMessages.Client, Amounts = [] }.GetDeploymentData())
            .Should().Throw<FormatException>().WithMessage("ZooDeployment*unlinked library at character 4*");

    [Fact]
    public void A_transaction_gives_its_message_and_terms()
    {
        var transaction = new Transaction
        {
            From = ZooMessages.Client,
            Input = ZooMessages.Hex("postAmount"),
            Value = new HexBigInteger(9),
            Nonce = new HexBigInteger(8),
            Type = new HexBigInteger(2),
        };
        transaction.IsTransactionForFunctionMessage<PostFunction>().Should().BeTrue();
        transaction.IsTransactionForFunctionMessage<Post1Function>().Should().BeFalse();
        var message = transaction.DecodeTransactionToFunctionMessage<PostFunction>();
        message.Amount.Should().Be((BigInteger.One << 256) - 1);
        message.FromAddress.Should().Be(ZooMessages.Client);
        message.AmountToSend.Should().Be(9);
        message.Nonce.Should().Be((BigInteger)8);
        message.TransactionType.Should().Be(2);
        FluentActions.Invoking(() => transaction.DecodeTransactionToFunctionMessage<PingLike>())
            .Should().Throw<InvalidOperationException>().WithMessage("*PingLike has no ABI codec*Assay.Ethereum.Generators*");
        FluentActions.Invoking(() => transaction.DecodeTransactionToFunctionMessage<TotalFunction>())
            .Should().Throw<AbiException>().WithMessage("total()*0x2ddbd13a*0xcaa5863c*");
    }

    [Fact]
    public void Encoding_the_tuple_call_allocates_at_most_two_kilobytes()
    {
        var message = ZooMessages.Post();
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            message.GetCallData();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().BeLessThanOrEqualTo(2000);
    }

    /// <summary>Has no ABI attribute, so no codec.</summary>
    public class PingLike : FunctionMessage;
}

// Uses the Ethereum runtime and the bindings as a client does: codecs of nested structs, events, errors, signing and JSON-RPC.
// eng/check-aot.sh runs it interpreted by the JIT and compiled ahead of time, and compares what it prints.
using System.Numerics;
using Assay.Contracts.DisputeGame.ContractDefinition;
using Assay.Ethereum.Transactions;
using Assay.Primitives;
using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Signer;
using Nethereum.Web3;

byte[] Word(byte value) => [.. Enumerable.Repeat(value, 32)];

var move = new ProveElementFunction
{
    GameId = 7,
    StateHash = Word(1),
    BodyRoot = Word(2),
    Opening = new Opening
    {
        Model = new ModelDescription { ProfileVersion = 1, InstructionCount = 85, ProgramRoot = Word(3), ConstantsRoot = Word(4), InterfaceHash = Word(5) },
        InstructionIndex = 12,
        Element = 34,
        Instruction = [1, 2, 3],
        InstructionSiblings = [Word(6), Word(7)],
        Chunk = [.. Enumerable.Range(0, 128).Select(value => (byte)value)],
        OtherLeaves = [Word(8), Word(9), Word(10)],
    },
    Chunks = [10, 11],
    Siblings = [Word(12)],
};
var callData = move.GetCallData();
var decoded = new ProveElementFunction().DecodeInput(Convert.ToHexString(callData));
Console.WriteLine($"call {callData.Length} bytes {Convert.ToHexString(callData)}");
Console.WriteLine($"decoded game {decoded.GameId}, element {decoded.Opening.Element}, {decoded.Opening.InstructionSiblings.Count} siblings, chunk ends in {decoded.Opening.Chunk[^1]}");

var log = new FilterLog
{
    Topics = ["0x" + Convert.ToHexString(Keccak256.Hash("Withdrawn(address,address,uint256)"u8)), Topic(0x11), Topic(0x22)],
    Data = "0x" + new string('0', 63) + "5",
};
var withdrawn = log.DecodeEvent<WithdrawnEventDTO>()!.Event;
Console.WriteLine($"event {withdrawn.Account} {withdrawn.To} {withdrawn.Amount}");

var key = new EthECKey("0x" + new string('1', 64));
var signed = new UnsignedTransaction
{
    ChainId = 31337,
    Nonce = 3,
    MaxFeePerGas = 20_000_000_000,
    MaxPriorityFeePerGas = 1_000_000_000,
    GasLimit = 250_000,
    To = Word(1)[..20],
    Data = callData,
}.Sign(key.GetPrivateKeyAsBytes());
Console.WriteLine($"transaction {signed.Hash} from {signed.RecoverSender()}");

if (args.Length == 1)
{
    var web3 = new Web3(args[0]);
    var chainId = await web3.Client.SendRequestAsync<string>(new RpcRequest(1, "eth_chainId"));
    var block = await web3.Eth.Blocks.GetBlockNumber.SendRequestAsync();
    Console.WriteLine($"chain {chainId}, block {(block.Value >= BigInteger.Zero ? "known" : "unknown")}");
}

static string Topic(byte value) => "0x" + new string('0', 24) + string.Concat(Enumerable.Repeat(value.ToString("x2"), 20));

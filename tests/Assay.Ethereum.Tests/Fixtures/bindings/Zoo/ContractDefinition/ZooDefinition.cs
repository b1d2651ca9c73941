using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Contracts.CQS;
using Nethereum.Contracts;
using System.Threading;

namespace Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition
{


    public partial class ZooDeployment : ZooDeploymentBase
    {
        public ZooDeployment() : base(BYTECODE) { }
        public ZooDeployment(string byteCode) : base(byteCode) { }
    }

    public class ZooDeploymentBase : ContractDeploymentMessage
    {
        public static string BYTECODE = "6080604052346100e457610e5b80380380610019816100ff565b92833981016040828203126100e45781516001600160a01b03811692908390036100e4576020810151906001600160401b0382116100e457019080601f830112156100e4578151916001600160401b0383116100e9578260051b906020806100828185016100ff565b8096815201928201019283116100e457602001905b8282106100d457505050519081018091116100be57600055604051610d3690816101258239f35b634e487b7160e01b600052601160045260246000fd5b8151815260209182019101610097565b600080fd5b634e487b7160e01b600052604160045260246000fd5b6040519190601f01601f191682016001600160401b038111838210176100e95760405256fe6080604052600436101561001b575b361561001957600080fd5b005b60003560e01c80630abd6965146108f8578063236fb5131461062b5780632ddbd13a1461060d578063358b8166146105c25780635c36b186146105af57806363e5bd1a146103405780637479214014610300578063caa5863c146102785763f012447b0361000e5760403660031901126101ff576004356001600160401b0381116101ff57806004018136039160c06003198401126101ff576024356001600160401b0381116101ff576100d3903690600401610a08565b6024830194916001600160601b036100ea87610b6e565b161561024d57811561020457604051906020820192604084526101106060840188610bfc565b838103601f19016040850152818152906001600160fb1b0381116101ff5761015092602092859260051b809285830137010301601f198101835282610a76565b51902092356001600160a01b03811694908590036101ff5761017190610b6e565b91608481013591602219018212156101ff5701926004840135936001600160401b0385116101ff57602401938060051b360385136101ff576001600160601b0384936101f46020977fb3cfb4aeb7a38b4b7691cd5c096b8c05189b392a0de87dcc9cc94c1ab4ac0b269460405194859416845260408a8501526040840191610bb6565b0390a3604051908152f35b600080fd5b604080516303c6a84160e11b815260048101829052906102276044830188610bfc565b67373790383937b7b360c11b602084830392600319840160248701526008815201520190fd5b6001600160601b0361025e87610b6e565b635bdc488d60e11b60005216600452600160245260446000fd5b346101ff5760203660031901126101ff5760043580156102ef576001600160ff1b03811681036102d95760405160209180600080a17fa41504edd89a85bce49debf2ea2d7cfb5f478c241798e26849bab1fd15bde3d7600080a160011b8152f35b634e487b7160e01b600052601160045260246000fd5b63459761c760e01b60005260046000fd5b346101ff5760a03660031901126101ff576020610338608435610333606435610333604435610333602435600435610b61565b610b61565b604051908152f35b346101ff5760203660031901126101ff576004356001600160401b0381116101ff57610370903690600401610a08565b61037981610aeb565b916103876040519384610a76565b8183526020830190819260051b8101903682116101ff5780925b82841061048857848660405191829160208301906020845251809152604083019060408160051b85010192916000905b8282106103e057505050500390f35b919390929450603f19868203018252845190606081019161ffff81511682526020810151926060602084015283518091526080830190602060808260051b86010195019160005b82811061045f575050505061044f600193602093604085940151906040818403910152610a38565b96019201920185949391926103d1565b9091929560208061047c600193607f198a82030187528a51610a38565b98019493019101610427565b83356001600160401b0381116101ff5782016060813603126101ff5760405191606083018381106001600160401b0382111761059957604052813561ffff811681036101ff57835260208201356001600160401b0381116101ff57820136601f820112156101ff5780356104fb81610aeb565b916105096040519384610a76565b81835260208084019260051b820101903682116101ff5760208101925b82841061056b575050505060208401526040820135926001600160401b0384116101ff5761055b602094938594369101610b02565b60408201528152019301926103a1565b83356001600160401b0381116101ff5760209161058e8392833691870101610b02565b815201930192610526565b634e487b7160e01b600052604160045260246000fd5b346101ff5760003660031901126101ff57005b346101ff5760203660031901126101ff576004356001600160a01b038116908190036101ff5760005260016020526040806000205460ff8251918060030b835260201c166020820152f35b346101ff5760003660031901126101ff576020600054604051908152f35b346101ff5760e03660031901126101ff576004356001600160401b0381116101ff57366023820112156101ff578060040135906001600160401b0382116101ff5760248260061b820101903682116101ff573660e4116101ff576060906040516106958382610a76565b60005b8381106108d557505060046040516319dc9a5960e21b8152206040518381526004848201526319dc9a5960e21b60808201526024358060030b8091036101ff57602082015260443560ff81168091036101ff578160a09160407f42bff9673b72392afe1379fe0fd9e98db8a53bb1657e16660ab37e71235fa25494999897990152a261072383610aeb565b926107316040519485610a76565b83526020830191600091602401835b82821061086a575050506107576040519485610a76565b6024845b60e4821061081657505060405193849360e085019060e086525180915261010085019390835b8181106107ce57505050602084019091905b600382106107a2575050500390f35b82939450604060209160ff836001959651805160030b8452015116838201520193019101849392610793565b918096509490929451819085915b600283106107fd575050506020604060019201960191019186959492610781565b60208060019260ff8551168152019201920191906107dc565b604082969495963603126108665760405161083081610a5b565b82358060030b810361086257815260409160209161084f858401610add565b838201528152019101909493929461075b565b8480fd5b8280fd5b9593949536601f830112156108d15760408051906108888183610a76565b819084013681116108cd5784915b8183106108b55750505081602091604093520191019095949395610740565b602080916108c285610add565b815201920191610896565b8680fd5b8380fd5b6020906040516108e481610a5b565b600081526000838201528184015201610698565b346101ff5760a03660031901126101ff5760043563ffffffff60e01b81168091036101ff57602435908115158092036101ff576044358060000b8091036101ff576064359064ffffffffff82168092036101ff57608435916001600160401b0383116101ff57366023840112156101ff5782600401356001600160401b0381116101ff5736602482860101116101ff576109c39361099a916024369201610a97565b91604051958695865260208601526040850152606084015260a0608084015260a08301906109c7565b0390f35b919082519283825260005b8481106109f3575050826000602080949584010152601f8019910116010190565b806020809284010151828286010152016109d2565b9181601f840112156101ff578235916001600160401b0383116101ff576020808501948460051b0101116101ff57565b9060406020610a58938051600f0b845201519181602082015201906109c7565b90565b604081019081106001600160401b0382111761059957604052565b90601f801991011681019081106001600160401b0382111761059957604052565b9291926001600160401b0382116105995760405191610ac0601f8201601f191660200184610a76565b8294818452818301116101ff578281602093846000960137010152565b359060ff821682036101ff57565b6001600160401b0381116105995760051b60200190565b91906040838203126101ff5760405190610b1b82610a5b565b8193803580600f0b81036101ff5783526020810135906001600160401b0382116101ff570181601f820112156101ff576020918183610b5c93359101610a97565b910152565b919082018092116102d957565b356001600160601b03811681036101ff5790565b9035601e19823603018112156101ff5701602081359101916001600160401b0382116101ff578160051b360383136101ff57565b916020908281520191906000905b808210610bd15750505090565b9091928335906001600160401b0382168092036101ff57602081600193829352019401920190610bc4565b80356001600160a01b038116908190036101ff57825260208101356001600160601b0381168091036101ff5760208301526040810135604083015260608101359060028210156101ff57600092916060830152610c7e610c73610c626080840184610b82565b60c0608087015260c0860191610bb6565b9160a0810190610b82565b909260a08184039101528082526020820160208260051b84010194848194601e1982360301905b858710610cb757505050505050505090565b9091929394959697601f19828203018652883583811215610d255784016020813591016001600160401b0382116108cd5781360381136108cd5760208383808395948495600198528484013789838284010152601f801991011601019a019601970195949693929190610ca5565b8580fdfea164736f6c6343000825000a";
        public ZooDeploymentBase() : base(BYTECODE) { }
        public ZooDeploymentBase(string byteCode) : base(byteCode) { }
        [Parameter("address", "owner", 1)]
        public virtual string Owner { get; set; }
        [Parameter("uint256[]", "amounts", 2)]
        public virtual List<BigInteger> Amounts { get; set; }
    }

    public partial class EchoFunction : EchoFunctionBase { }

    [Function("echo", typeof(EchoOutputDTO))]
    public class EchoFunctionBase : FunctionMessage
    {
        [Parameter("tuple[]", "branches", 1)]
        public virtual List<Branch> Branches { get; set; }
    }

    public partial class GridFunction : GridFunctionBase { }

    [Function("grid", typeof(GridOutputDTO))]
    public class GridFunctionBase : FunctionMessage
    {
        [Parameter("uint8[2][]", "cells", 1)]
        public virtual List<List<byte>> Cells { get; set; }
        [Parameter("tuple[3]", "corners", 2)]
        public virtual List<Point> Corners { get; set; }
    }

    public partial class PackFunction : PackFunctionBase { }

    [Function("pack", typeof(PackOutputDTO))]
    public class PackFunctionBase : FunctionMessage
    {
        [Parameter("bytes4", "tag", 1)]
        public virtual byte[] Tag { get; set; }
        [Parameter("bool", "flag", 2)]
        public virtual bool Flag { get; set; }
        [Parameter("int8", "small", 3)]
        public virtual sbyte Small { get; set; }
        [Parameter("uint40", "when", 4)]
        public virtual ulong When { get; set; }
        [Parameter("string", "text", 5)]
        public virtual string Text { get; set; }
    }

    public partial class PointsFunction : PointsFunctionBase { }

    [Function("points", typeof(PointsOutputDTO))]
    public class PointsFunctionBase : FunctionMessage
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }

    public partial class PostFunction : PostFunctionBase { }

    [Function("post", "uint256")]
    public class PostFunctionBase : FunctionMessage
    {
        [Parameter("uint256", "amount", 1)]
        public virtual BigInteger Amount { get; set; }
    }

    public partial class Post1Function : Post1FunctionBase { }

    [Function("post", "bytes32")]
    public class Post1FunctionBase : FunctionMessage
    {
        [Parameter("tuple", "job", 1)]
        public virtual Job Job { get; set; }
        [Parameter("bytes32[]", "proof", 2)]
        public virtual List<byte[]> Proof { get; set; }
    }

    public partial class TotalFunction : TotalFunctionBase { }

    [Function("total", "uint256")]
    public class TotalFunctionBase : FunctionMessage
    {

    }

    public partial class WordsFunction : WordsFunctionBase { }

    [Function("words", "uint256")]
    public class WordsFunctionBase : FunctionMessage
    {
        [Parameter("uint256", "event_", 1)]
        public virtual BigInteger Event { get; set; }
        [Parameter("uint256", "operator", 2)]
        public virtual BigInteger Operator { get; set; }
        [Parameter("uint256", "value", 3)]
        public virtual BigInteger Value { get; set; }
        [Parameter("uint256", "gas", 4)]
        public virtual BigInteger Gas { get; set; }
        [Parameter("uint256", "nonce", 5)]
        public virtual BigInteger Nonce { get; set; }
    }

    public partial class EmptiedEventDTO : EmptiedEventDTOBase { }

    [Event("Emptied")]
    public class EmptiedEventDTOBase : IEventDTO
    {
    }

    public partial class HiddenEventDTO : HiddenEventDTOBase { }

    [Event("Hidden")]
    public class HiddenEventDTOBase : IEventDTO
    {
        [Parameter("uint256", "id", 1, true )]
        public virtual BigInteger Id { get; set; }
    }

    public partial class NamedEventDTO : NamedEventDTOBase { }

    [Event("Named")]
    public class NamedEventDTOBase : IEventDTO
    {
        [Parameter("string", "name", 1, true )]
        public virtual string Name { get; set; }
        [Parameter("string", "plain", 2, false )]
        public virtual string Plain { get; set; }
        [Parameter("tuple", "where", 3, false )]
        public virtual Point Where { get; set; }
    }

    public partial class PostedEventDTO : PostedEventDTOBase { }

    [Event("Posted")]
    public class PostedEventDTOBase : IEventDTO
    {
        [Parameter("address", "client", 1, true )]
        public virtual string Client { get; set; }
        [Parameter("bytes32", "jobId", 2, true )]
        public virtual byte[] JobId { get; set; }
        [Parameter("uint256", "price", 3, false )]
        public virtual BigInteger Price { get; set; }
        [Parameter("uint64[]", "shape", 4, false )]
        public virtual List<ulong> Shape { get; set; }
    }

    public partial class ZooClosedError : ZooClosedErrorBase { }
    [Error("Zoo_Closed")]
    public class ZooClosedErrorBase : IErrorDTO
    {
    }

    public partial class ZooPricetoolowError : ZooPricetoolowErrorBase { }

    [Error("Zoo_PriceTooLow")]
    public class ZooPricetoolowErrorBase : IErrorDTO
    {
        [Parameter("uint256", "price", 1)]
        public virtual BigInteger Price { get; set; }
        [Parameter("uint256", "minimum", 2)]
        public virtual BigInteger Minimum { get; set; }
    }

    public partial class ZooRejectedError : ZooRejectedErrorBase { }

    [Error("Zoo_Rejected")]
    public class ZooRejectedErrorBase : IErrorDTO
    {
        [Parameter("tuple", "job", 1)]
        public virtual Job Job { get; set; }
        [Parameter("string", "reason", 2)]
        public virtual string Reason { get; set; }
    }

    public partial class EchoOutputDTO : EchoOutputDTOBase { }

    [FunctionOutput]
    public class EchoOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("tuple[]", "copy", 1)]
        public virtual List<Branch> Copy { get; set; }
    }

    public partial class GridOutputDTO : GridOutputDTOBase { }

    [FunctionOutput]
    public class GridOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint8[2][]", "", 1)]
        public virtual List<List<byte>> ReturnValue1 { get; set; }
        [Parameter("tuple[3]", "", 2)]
        public virtual List<Point> ReturnValue2 { get; set; }
    }

    public partial class PackOutputDTO : PackOutputDTOBase { }

    [FunctionOutput]
    public class PackOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("bytes4", "tagOut", 1)]
        public virtual byte[] TagOut { get; set; }
        [Parameter("bool", "flagOut", 2)]
        public virtual bool FlagOut { get; set; }
        [Parameter("int8", "smallOut", 3)]
        public virtual sbyte SmallOut { get; set; }
        [Parameter("uint40", "whenOut", 4)]
        public virtual ulong WhenOut { get; set; }
        [Parameter("string", "textOut", 5)]
        public virtual string TextOut { get; set; }
    }

    public partial class PointsOutputDTO : PointsOutputDTOBase { }

    [FunctionOutput]
    public class PointsOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int32", "x", 1)]
        public virtual int X { get; set; }
        [Parameter("uint8", "y", 2)]
        public virtual byte Y { get; set; }
    }





    public partial class TotalOutputDTO : TotalOutputDTOBase { }

    [FunctionOutput]
    public class TotalOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "", 1)]
        public virtual BigInteger ReturnValue1 { get; set; }
    }

    public partial class WordsOutputDTO : WordsOutputDTOBase { }

    [FunctionOutput]
    public class WordsOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "params", 1)]
        public virtual BigInteger Params { get; set; }
    }
}

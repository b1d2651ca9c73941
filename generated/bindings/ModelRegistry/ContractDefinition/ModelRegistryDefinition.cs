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

namespace Assay.Contracts.ModelRegistry.ContractDefinition
{


    public partial class ModelRegistryDeployment : ModelRegistryDeploymentBase
    {
        public ModelRegistryDeployment() : base(BYTECODE) { }
        public ModelRegistryDeployment(string byteCode) : base(byteCode) { }
    }

    public class ModelRegistryDeploymentBase : ContractDeploymentMessage
    {
        public static string BYTECODE = "6101003461015657601f611f6c38819003918201601f19168301916001600160401b0383118484101761015b578084926080946040528339810103126101565761004881610171565b9061005560208201610171565b604082015160609092015192906001600160401b038416908185036101565760805260018055813b156101345780158015610127575b61010b575060a05260c05260e052604051611de6908161018682396080518181816114410152611510015260a05181818161019301528181610404015281816106c501528181610bd201528181610e61015281816114c10152611615015260c0518181816106890152611488015260e0518181816108750152610aae0152f35b633c29cf1560e11b6000526004526301e1338060245260446000fd5b506301e13380811161008b565b506342e1738b60e11b60009081526001600160a01b0391909116600452602490fd5b600080fd5b634e487b7160e01b600052604160045260246000fd5b51906001600160a01b03821682036101565756fe6080604052600436101561001257600080fd5b60003560e01c80630eb12cf31461159657806316c38b3c146114f05780632b7ac3f3146114ab578063373b9dbd14611470578063452a93201461142b5780634853aa6b146112145780634ec7eb841461113d57806351cff8d914610ff157806357ce196714610d1b5780635c36901c14610cf3578063672587b314610b2e57806373f4256114610b105780637580725014610ad2578063885ce83514610a8e5780638cf2ee0c1461064757806391382b5b1461058d57806394cdd10c14610569578063b187bd2614610546578063ce4ef04a146103065763e7d3a5f5146100f857600080fd5b34610301576101063661170e565b6101108183611ca0565b5063ffffffff61011f826117d5565b166102de57602080826101428261018f950161013b818461177d565b509261177d565b94906040519586948594631720381f60e01b8652600060406004880152806044880192818452848401378181018301819052601f01601f1916010184810360031901602486015291611857565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa80156102d25760ff916000916102a3575b501690811561029257806000526003602052600461024560406000206005810160008154918260011c95869401600360e01b60ff60e01b198254161790555561022261021a8383611c93565b6002546118cf565b600255336000526004602052604060002061023e8382546118cf565b9055611c93565b604051939091906002855260006020860152604085015260608401526080830152600080516020611dba83398151915260a03393a3005b634e487b7160e01b600052602160045260246000fd5b631654399b60e11b60005260046000fd5b6102c5915060203d6020116102cb575b6102bd818361181d565b81019061183e565b386101ce565b503d6102b3565b6040513d6000823e3d90fd5b6102ec63ffffffff916117d5565b639c51129960e01b6000521660045260246000fd5b600080fd5b34610301576060366003190112610301576024356004356001600160401b03821161030157816004019160606003198236030112610301576044356001600160401b038111610301578060040191606060031983360301126103015761036c8585611ca0565b506103778385611ca0565b5063ffffffff610386866117d5565b16600181018091116105305763ffffffff6103a0856117d5565b16036104fd579060246104006103cb6103c16103ee9884602097019061177d565b939094018661177d565b6040519889958695631720381f60e01b8752604060048801526044870191611857565b84810360031901602486015291611857565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9283156102d2576000936104cf575b5063ffffffff61044e60ff926117d5565b169216801561029257816000526003602052600461049a60406000206005810160008154918260011c95869401600360e01b60ff60e01b198254161790555561022261021a8383611c93565b60405194909290600286526020860152604085015260608401526080830152600080516020611dba83398151915260a03393a3005b60ff91935061044e6104f463ffffffff9260203d6020116102cb576102bd818361181d565b9492505061043d565b63ffffffff8381610516610510896117d5565b926117d5565b91634e519fa960e01b600052166004521660245260446000fd5b634e487b7160e01b600052601160045260246000fd5b3461030157600036600319011261030157602060ff600054166040519015158152f35b346103015761012036600319011261030157602061058561192f565b604051908152f35b34610301576040366003190112610301576004356024356001600160401b038111610301576105c0903690600401611750565b919081600052600360205260ff60046040600020015460e01c166105e381611746565b156106325761062d81610617857fd0e03b5cce5ec39d404c3e427ed0db4d2694efe00605fb34bd9e1cf177efd1ba94611ceb565b6040519182916020835233966020840191611857565b0390a3005b506357f5fba760e11b60005260045260246000fd5b36600319016101408112610301576101201361030157610124356001600160401b0381116103015761067d903690600401611750565b60ff60005416610a7d577f0000000000000000000000000000000000000000000000000000000000000000803403610a65575060405163f410dcbf60e01b81526020816004817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9081156102d257600091610a22575b5061ffff908161070c61191e565b911691829116036109fd575063ffffffff6107256117af565b16156109ec5763ffffffff6107386117c2565b16156109db576107488183611ceb565b61075061192f565b9081600052600360205260406000209260048401805460ff8160e01c1661077681611746565b6109c65761ffff61078561191e565b169580549665ffffffff00006107996117af565b60101b16906044359063ffffffff8216998a8303610301576064359363ffffffff851690818603610301576084359263ffffffff8416948585036103015763ffffffff60901b6107e76117c2565b60901b169263ffffffff60901b199263ffffffff60701b199263ffffffff60501b199169ffffffffffffffffffff19161716171669ffffffff0000000000008760301b16171663ffffffff60501b8760501b161763ffffffff60701b8460701b161717865560c4359485600188015560e4359687600282015561010435988960038301556001600160401b037f0000000000000000000000000000000000000000000000000000000000000000166001600160401b034216016001600160401b0381116105305760a01b67ffffffffffffffff60a01b166001600160e81b03199091163368ffffffffffffffffff60a01b19161717600160e01b17998a905534600591909101556040519c61ffff60043590811690819003610301578e526024359563ffffffff8716809703610301578e96602088015250604060009601525060608c01525060808a015260a4359063ffffffff82168092036109c35750946001600160401b037f46da05055413cf4272bd0931400048d7ef4b8a3e3534f9675234cea4306f661e958a9586956109b8958c9a60a060209f015260c088015260e08701526101008601523461012086015260a01c166101408401526101806101608401523396610180840191611857565b0390a3604051908152f35b80fd5b846369ce1f5360e11b60005260045260246000fd5b63e76387c360e01b60005260046000fd5b632cd790b760e21b60005260046000fd5b61ffff90610a0961191e565b90636e08e58d60e01b6000526004521660245260446000fd5b6020813d602011610a5d575b81610a3b6020938361181d565b81010312610a5957519061ffff821682036109c3575061ffff6106fe565b5080fd5b3d9150610a2e565b639e1133c360e01b6000526004523460245260446000fd5b636be383b560e11b60005260046000fd5b346103015760003660031901126103015760206040516001600160401b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610301576020366003190112610301576004356001600160a01b038116908190036103015760005260046020526020604060002054604051908152f35b34610301576000366003190112610301576020600254604051908152f35b3461030157610b3c3661170e565b90610b478282611ca0565b60001963ffffffff825460101c160163ffffffff81116105305763ffffffff168063ffffffff610b76866117d5565b1603610ccb5750916020610bc393610b9b610b938385018561177d565b919092611c25565b610bce604051978894859463d6c6d5cb60e01b86526101206004870152610124860191611857565b916024840190611878565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9283156102d257600093610c9d575b5063ffffffff610c1c60ff926117d5565b1692168015610292578160005260036020526004610c6860406000206005810160008154918260011c95869401600360e01b60ff60e01b198254161790555561022261021a8383611c93565b60405194909290600386526020860152604085015260608401526080830152600080516020611dba83398151915260a03393a3005b60ff919350610c1c610cc263ffffffff9260203d6020116102cb576102bd818361181d565b94925050610c0b565b63ffffffff90610cda856117d5565b90631e89591160e21b6000526004521660245260446000fd5b34610301576020366003190112610301576020610d116004356118dc565b6040519015158152f35b34610301576080366003190112610301576044356004356024356001600160401b03831161030157826004019060606003198536030112610301576064356001600160401b03811161030157806004016060600319833603011261030157610d838486611ca0565b50610d8e8186611ca0565b5060028311610fca576028830283810460281484151715610530578060400196876040116105305760240196610dc4888761177d565b6044849392930180921161053057600091116109c3575060049791016040013560e01c63ffffffff610df5846117d5565b168103610fa45750610e5d602494610e46602095610e24606096610e1a8d978c61177d565b9a9093019061177d565b929091604051998a9889986328bde02360e01b8a528901526064880191611857565b926024860152600319858403016044860152611857565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9182156102d2578491600093610f76575b5063ffffffff610ead60ff926117d5565b1692168015610f6657600084815260036020526040812060058101805494909101805460ff60e01b1916600360e01b17905555600182901c91610f14908390610ef961021a8383611c93565b6002553360005287602052604060002061023e8382546118cf565b92604051958060011015610f515750600186526020860152604085015260608401526080830152600080516020611dba83398151915260a03393a3005b602190634e487b7160e01b6000525260246000fd5b50631654399b60e11b6000908152fd5b60ff919350610ead610f9b63ffffffff9260203d6020116102cb576102bd818361181d565b94925050610e9c565b8763ffffffff91610fb4856117d5565b9162dd072360e61b600052521660245260446000fd5b8263ffffffff610fd9866117d5565b633a9860f760e11b6000521660045260245260446000fd5b34610301576020366003190112610301576004356001600160a01b038116908190036103015760026001541461112c576002600155801561111b573360005260046020526040600020549081156111065733600052600460205260006040812055806040518381527fd1c19fbcd4551a5edfb66d43d2e337c04837afda3482b42bdf569a8fccdae5fb60203392a3600080808085855af13d15611101573d6001600160401b0381116110eb57604051906110b5601f8201601f19166020018361181d565b8152600060203d92013e5b156110d45760208260018055604051908152f35b630786ae0b60e11b60005260045260245260446000fd5b634e487b7160e01b600052604160045260246000fd5b6110c0565b637f348ccd60e01b6000523360045260246000fd5b63814aff9160e01b60005260046000fd5b633ee5aeb560e01b60005260046000fd5b346103015760203660031901126103015760043561115a816118dc565b1561120057806000526003602052604060002090600582019182549283156111de5760047f9623c6ff501754597055f382769436c3175bd84a326e54017b43b355dcdffcbc926000602093550160018060a01b038154166000526004825260406000206111c88682546118cf565b9055546040519485526001600160a01b031693a3005b50600460018060a01b0391015416637f348ccd60e01b60005260045260246000fd5b63f68a9f4760e01b60005260045260246000fd5b34610301576020366003190112610301576101a06004356000608060405161123b816117e6565b60405161124781611801565b83815283602082015283604082015283606082015283838201528360a08201528360c08201528360e08201528361010082015281528260208201528260408201528260608201520152806000526003602052604060002090604051916112ac836117e6565b6040516112b881611801565b63ffffffff825461ffff81168352818160101c166020840152818160301c166040840152818160501c166060840152818160701c16608084015260901c1660a0820152600182015460c0820152600282015460e0820152600382015461010082015283526001600160401b0360048201546020850160018060a01b0382168152611370600560ff6040890194868160a01c16865260e01c1695606089019661135f81611746565b8752015495608088019687526118dc565b611422575b610100604051965161ffff815116885263ffffffff602082015116602089015263ffffffff604082015116604089015263ffffffff606082015116606089015263ffffffff608082015116608089015263ffffffff60a08201511660a089015260c081015160c089015260e081015160e0890152015161010087015260018060a01b0390511661012086015251166101408401525161141381611746565b61016083015251610180820152f35b60028452611375565b34610301576000366003190112610301576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346103015760003660031901126103015760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b34610301576000366003190112610301576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b3461030157602036600319011261030157600435801515809103610301577f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03163381900361157e575060ff196000541660ff8216176000556040519081527f4533a56f1096a03ba5484172ac13134b7fbf424058ae336a1dcf8ffdf5e92ac760203392a2005b637aacd1cd60e01b6000523360045260245260446000fd5b34610301576116006115a73661170e565b60206115b38284611a1e565b6115bf8284018461177d565b90916116116115d66115d0876117d5565b92611c25565b63ffffffff604051998a96879663fd1e9ed560e01b88526101406004890152610144880191611857565b931660248501526044840190611878565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9283156102d2576000936116e0575b5063ffffffff61165f60ff926117d5565b16921680156102925781600052600360205260046116ab60406000206005810160008154918260011c95869401600360e01b60ff60e01b198254161790555561022261021a8383611c93565b60405194909290600086526020860152604085015260608401526080830152600080516020611dba83398151915260a03393a3005b60ff91935061165f61170563ffffffff9260203d6020116102cb576102bd818361181d565b9492505061164e565b9060406003198301126103015760043591602435906001600160401b0382116103015760609082900360031901126103015760040190565b6004111561027c57565b9181601f84011215610301578235916001600160401b038311610301576020838186019501011161030157565b903590601e198136030182121561030157018035906001600160401b0382116103015760200191813603831361030157565b60243563ffffffff811681036103015790565b60a43563ffffffff811681036103015790565b3563ffffffff811681036103015790565b60a081019081106001600160401b038211176110eb57604052565b61012081019081106001600160401b038211176110eb57604052565b90601f801991011681019081106001600160401b038211176110eb57604052565b90816020910312610301575160ff811681036103015790565b908060209392818452848401376000828201840152601f01601f1916010190565b63ffffffff60e08092805185526020810151602086015260408101516040860152606081015160608601528260808201511660808601528260a08201511660a08601528260c08201511660c0860152015116910152565b9190820180921161053057565b6000526003602052600460406000200154600160ff8260e01c166118ff81611746565b14908161190a575090565b6001600160401b03915060a01c1642101590565b60043561ffff811681036103015790565b60043561ffff811690818103610301575060243563ffffffff811690818103610301575060443563ffffffff811690818103610301575060643563ffffffff81169081810361030157506084359063ffffffff821691828103610301575060a4359263ffffffff84169384810361030157506040519460208601967f7161445ff3b011aa30e7412bc6305fc340cc434de9d72534d1538a29c7df8e698852604087015260c4356060870152608086015260e43560a086015260c085015260e0840152610100830152610120820152610104356101408201526101408152611a186101608261181d565b51902090565b91908260005260036020526040600020926004840154600160ff8260e01c16611a4681611746565b1490811591611c0e575b50611bfa5750611a63602082018261177d565b611a6c836117d5565b9263ffffffff865460101c1690604081013590601e19813603018212156103015701928335926001600160401b0384116103015760208501928460051b9687360385136103015763ffffffff169481861015611be157611acb82611d47565b808203611bca57506000969495965b818110611b6b5750505090600182602093604051936000855383850137019020946040519360018553920101915b828210611b3a57505050506001830154808203611b23575050565b6333fe2a5360e21b60005260045260245260446000fd5b9091929360208560051b1690600182840101528235906021038201526020604182209460011c920190929192611b08565b611b79818499989799611d90565b600188831c18101580611bb6575b611b975760010196949596611ada565b611ba19186611d21565b35630136d5bf60e61b60005260045260246000fd5b50611bc2818388611d21565b351515611b87565b63320865c360e01b60005260045260245260446000fd5b8582630397167960e51b60005260045260245260446000fd5b6325d9a66160e21b60005260045260246000fd5b6001600160401b03915060a01c1642101538611a50565b9060405161010081018181106001600160401b038211176110eb5760405260008152600060408201526000606082015260e063ffffffff82946002810154602085015254818160301c166080850152818160501c1660a0850152818160701c1660c085015260901c16910152565b9190820391821161053057565b91906020810160e0611cb2828461177d565b905003611cc75750611cc49192611a1e565b90565b611cd09161177d565b905063f311417b60e01b60005260e060045260245260446000fd5b5080158015611d16575b611cfc5750565b63cf80c68d60e01b60005260045261080060245260446000fd5b506108008111611cf5565b9190811015611d315760051b0190565b634e487b7160e01b600052603260045260246000fd5b60028110611d8a576000190161ffff811160041b90811c60ff811160031b90811c90674444444433332210600f831160021b92831c60021b1c600f169201010190565b50600090565b908115611db2576000198201918211610530571c600181018091116105305790565b505060009056febb3bea4302ff78187b735d8fc516f4f6eb8377f600d3de4ac245dcbabc0fc2aea164736f6c6343000825000a";
        public ModelRegistryDeploymentBase() : base(BYTECODE) { }
        public ModelRegistryDeploymentBase(string byteCode) : base(byteCode) { }
        [Parameter("address", "verifier_", 1)]
        public virtual string Verifier { get; set; }
        [Parameter("address", "guardian_", 2)]
        public virtual string Guardian { get; set; }
        [Parameter("uint256", "bond", 3)]
        public virtual BigInteger Bond { get; set; }
        [Parameter("uint64", "window", 4)]
        public virtual ulong Window { get; set; }
    }

    public partial class AddUriFunction : AddUriFunctionBase { }

    [Function("addUri")]
    public class AddUriFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("string", "uri", 2)]
        public virtual string Uri { get; set; }
    }

    public partial class BurnedFunction : BurnedFunctionBase { }

    [Function("burned", "uint256")]
    public class BurnedFunctionBase : FunctionMessage
    {

    }

    public partial class CreditOfFunction : CreditOfFunctionBase { }

    [Function("creditOf", "uint256")]
    public class CreditOfFunctionBase : FunctionMessage
    {
        [Parameter("address", "account", 1)]
        public virtual string Account { get; set; }
    }

    public partial class GuardianFunction : GuardianFunctionBase { }

    [Function("guardian", "address")]
    public class GuardianFunctionBase : FunctionMessage
    {

    }

    public partial class IsActiveFunction : IsActiveFunctionBase { }

    [Function("isActive", "bool")]
    public class IsActiveFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class IsPausedFunction : IsPausedFunctionBase { }

    [Function("isPaused", "bool")]
    public class IsPausedFunctionBase : FunctionMessage
    {

    }

    public partial class ModelIdOfFunction : ModelIdOfFunctionBase { }

    [Function("modelIdOf", "bytes32")]
    public class ModelIdOfFunctionBase : FunctionMessage
    {
        [Parameter("tuple", "description", 1)]
        public virtual ModelDescription Description { get; set; }
    }

    public partial class ModelOfFunction : ModelOfFunctionBase { }

    [Function("modelOf", typeof(ModelOfOutputDTO))]
    public class ModelOfFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ProveInvalidInstructionFunction : ProveInvalidInstructionFunctionBase { }

    [Function("proveInvalidInstruction")]
    public class ProveInvalidInstructionFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("tuple", "proof", 2)]
        public virtual InstructionProof Proof { get; set; }
    }

    public partial class ProveInvalidLinkFunction : ProveInvalidLinkFunctionBase { }

    [Function("proveInvalidLink")]
    public class ProveInvalidLinkFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("uint256", "slot", 2)]
        public virtual BigInteger Slot { get; set; }
        [Parameter("tuple", "consumer", 3)]
        public virtual InstructionProof Consumer { get; set; }
        [Parameter("tuple", "producer", 4)]
        public virtual InstructionProof Producer { get; set; }
    }

    public partial class ProveInvalidOrderFunction : ProveInvalidOrderFunctionBase { }

    [Function("proveInvalidOrder")]
    public class ProveInvalidOrderFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("tuple", "previous", 2)]
        public virtual InstructionProof Previous { get; set; }
        [Parameter("tuple", "next", 3)]
        public virtual InstructionProof Next { get; set; }
    }

    public partial class ProveInvalidStartFunction : ProveInvalidStartFunctionBase { }

    [Function("proveInvalidStart")]
    public class ProveInvalidStartFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("tuple", "first", 2)]
        public virtual InstructionProof First { get; set; }
    }

    public partial class ProveInvalidTotalsFunction : ProveInvalidTotalsFunctionBase { }

    [Function("proveInvalidTotals")]
    public class ProveInvalidTotalsFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("tuple", "last", 2)]
        public virtual InstructionProof Last { get; set; }
    }

    public partial class RegisterFunction : RegisterFunctionBase { }

    [Function("register", "bytes32")]
    public class RegisterFunctionBase : FunctionMessage
    {
        [Parameter("tuple", "description", 1)]
        public virtual ModelDescription Description { get; set; }
        [Parameter("string", "uri", 2)]
        public virtual string Uri { get; set; }
    }

    public partial class RegistrationBondFunction : RegistrationBondFunctionBase { }

    [Function("registrationBond", "uint256")]
    public class RegistrationBondFunctionBase : FunctionMessage
    {

    }

    public partial class ReleaseBondFunction : ReleaseBondFunctionBase { }

    [Function("releaseBond")]
    public class ReleaseBondFunctionBase : FunctionMessage
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class SetPausedFunction : SetPausedFunctionBase { }

    [Function("setPaused")]
    public class SetPausedFunctionBase : FunctionMessage
    {
        [Parameter("bool", "paused", 1)]
        public virtual bool Paused { get; set; }
    }

    public partial class ValidityWindowFunction : ValidityWindowFunctionBase { }

    [Function("validityWindow", "uint64")]
    public class ValidityWindowFunctionBase : FunctionMessage
    {

    }

    public partial class VerifierFunction : VerifierFunctionBase { }

    [Function("verifier", "address")]
    public class VerifierFunctionBase : FunctionMessage
    {

    }

    public partial class WithdrawFunction : WithdrawFunctionBase { }

    [Function("withdraw", "uint256")]
    public class WithdrawFunctionBase : FunctionMessage
    {
        [Parameter("address", "to", 1)]
        public virtual string To { get; set; }
    }

    public partial class BondReleasedEventDTO : BondReleasedEventDTOBase { }

    [Event("BondReleased")]
    public class BondReleasedEventDTOBase : IEventDTO
    {
        [Parameter("bytes32", "modelId", 1, true )]
        public virtual byte[] ModelId { get; set; }
        [Parameter("address", "publisher", 2, true )]
        public virtual string Publisher { get; set; }
        [Parameter("uint256", "amount", 3, false )]
        public virtual BigInteger Amount { get; set; }
    }

    public partial class ModelProvenInvalidEventDTO : ModelProvenInvalidEventDTOBase { }

    [Event("ModelProvenInvalid")]
    public class ModelProvenInvalidEventDTOBase : IEventDTO
    {
        [Parameter("bytes32", "modelId", 1, true )]
        public virtual byte[] ModelId { get; set; }
        [Parameter("address", "prover", 2, true )]
        public virtual string Prover { get; set; }
        [Parameter("uint8", "kind", 3, false )]
        public virtual byte Kind { get; set; }
        [Parameter("uint256", "index", 4, false )]
        public virtual BigInteger Index { get; set; }
        [Parameter("uint256", "code", 5, false )]
        public virtual BigInteger Code { get; set; }
        [Parameter("uint256", "reward", 6, false )]
        public virtual BigInteger Reward { get; set; }
        [Parameter("uint256", "burned", 7, false )]
        public virtual BigInteger Burned { get; set; }
    }

    public partial class ModelRegisteredEventDTO : ModelRegisteredEventDTOBase { }

    [Event("ModelRegistered")]
    public class ModelRegisteredEventDTOBase : IEventDTO
    {
        [Parameter("bytes32", "modelId", 1, true )]
        public virtual byte[] ModelId { get; set; }
        [Parameter("address", "publisher", 2, true )]
        public virtual string Publisher { get; set; }
        [Parameter("tuple", "description", 3, false )]
        public virtual ModelDescription Description { get; set; }
        [Parameter("uint256", "bond", 4, false )]
        public virtual BigInteger Bond { get; set; }
        [Parameter("uint256", "activeAt", 5, false )]
        public virtual BigInteger ActiveAt { get; set; }
        [Parameter("string", "uri", 6, false )]
        public virtual string Uri { get; set; }
    }

    public partial class ModelUriAddedEventDTO : ModelUriAddedEventDTOBase { }

    [Event("ModelUriAdded")]
    public class ModelUriAddedEventDTOBase : IEventDTO
    {
        [Parameter("bytes32", "modelId", 1, true )]
        public virtual byte[] ModelId { get; set; }
        [Parameter("address", "account", 2, true )]
        public virtual string Account { get; set; }
        [Parameter("string", "uri", 3, false )]
        public virtual string Uri { get; set; }
    }

    public partial class PausedSetEventDTO : PausedSetEventDTOBase { }

    [Event("PausedSet")]
    public class PausedSetEventDTOBase : IEventDTO
    {
        [Parameter("address", "guardian", 1, true )]
        public virtual string Guardian { get; set; }
        [Parameter("bool", "paused", 2, false )]
        public virtual bool Paused { get; set; }
    }

    public partial class WithdrawnEventDTO : WithdrawnEventDTOBase { }

    [Event("Withdrawn")]
    public class WithdrawnEventDTOBase : IEventDTO
    {
        [Parameter("address", "account", 1, true )]
        public virtual string Account { get; set; }
        [Parameter("address", "to", 2, true )]
        public virtual string To { get; set; }
        [Parameter("uint256", "amount", 3, false )]
        public virtual BigInteger Amount { get; set; }
    }

    public partial class GuardedNotguardianError : GuardedNotguardianErrorBase { }

    [Error("Guarded_NotGuardian")]
    public class GuardedNotguardianErrorBase : IErrorDTO
    {
        [Parameter("address", "caller", 1)]
        public virtual string Caller { get; set; }
        [Parameter("address", "guardian", 2)]
        public virtual string Guardian { get; set; }
    }

    public partial class GuardedPausedError : GuardedPausedErrorBase { }
    [Error("Guarded_Paused")]
    public class GuardedPausedErrorBase : IErrorDTO
    {
    }

    public partial class ModelregistryAlreadyregisteredError : ModelregistryAlreadyregisteredErrorBase { }

    [Error("ModelRegistry_AlreadyRegistered")]
    public class ModelregistryAlreadyregisteredErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ModelregistryInstructionisvalidError : ModelregistryInstructionisvalidErrorBase { }
    [Error("ModelRegistry_InstructionIsValid")]
    public class ModelregistryInstructionisvalidErrorBase : IErrorDTO
    {
    }

    public partial class ModelregistryInvalidurilengthError : ModelregistryInvalidurilengthErrorBase { }

    [Error("ModelRegistry_InvalidUriLength")]
    public class ModelregistryInvalidurilengthErrorBase : IErrorDTO
    {
        [Parameter("uint256", "length", 1)]
        public virtual BigInteger Length { get; set; }
        [Parameter("uint256", "maximum", 2)]
        public virtual BigInteger Maximum { get; set; }
    }

    public partial class ModelregistryInvalidwindowError : ModelregistryInvalidwindowErrorBase { }

    [Error("ModelRegistry_InvalidWindow")]
    public class ModelregistryInvalidwindowErrorBase : IErrorDTO
    {
        [Parameter("uint256", "window", 1)]
        public virtual BigInteger Window { get; set; }
        [Parameter("uint256", "maximum", 2)]
        public virtual BigInteger Maximum { get; set; }
    }

    public partial class ModelregistryNoinstructionsError : ModelregistryNoinstructionsErrorBase { }
    [Error("ModelRegistry_NoInstructions")]
    public class ModelregistryNoinstructionsErrorBase : IErrorDTO
    {
    }

    public partial class ModelregistryNolinkError : ModelregistryNolinkErrorBase { }

    [Error("ModelRegistry_NoLink")]
    public class ModelregistryNolinkErrorBase : IErrorDTO
    {
        [Parameter("uint256", "consumer", 1)]
        public virtual BigInteger Consumer { get; set; }
        [Parameter("uint256", "slot", 2)]
        public virtual BigInteger Slot { get; set; }
    }

    public partial class ModelregistryNooutputError : ModelregistryNooutputErrorBase { }
    [Error("ModelRegistry_NoOutput")]
    public class ModelregistryNooutputErrorBase : IErrorDTO
    {
    }

    public partial class ModelregistryNoverifierError : ModelregistryNoverifierErrorBase { }

    [Error("ModelRegistry_NoVerifier")]
    public class ModelregistryNoverifierErrorBase : IErrorDTO
    {
        [Parameter("address", "verifier", 1)]
        public virtual string Verifier { get; set; }
    }

    public partial class ModelregistryNotactiveError : ModelregistryNotactiveErrorBase { }

    [Error("ModelRegistry_NotActive")]
    public class ModelregistryNotactiveErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ModelregistryNotadjacentError : ModelregistryNotadjacentErrorBase { }

    [Error("ModelRegistry_NotAdjacent")]
    public class ModelregistryNotadjacentErrorBase : IErrorDTO
    {
        [Parameter("uint256", "previous", 1)]
        public virtual BigInteger Previous { get; set; }
        [Parameter("uint256", "next", 2)]
        public virtual BigInteger Next { get; set; }
    }

    public partial class ModelregistryNotpendingError : ModelregistryNotpendingErrorBase { }

    [Error("ModelRegistry_NotPending")]
    public class ModelregistryNotpendingErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ModelregistryNotpublisherError : ModelregistryNotpublisherErrorBase { }

    [Error("ModelRegistry_NotPublisher")]
    public class ModelregistryNotpublisherErrorBase : IErrorDTO
    {
        [Parameter("address", "caller", 1)]
        public virtual string Caller { get; set; }
        [Parameter("address", "publisher", 2)]
        public virtual string Publisher { get; set; }
    }

    public partial class ModelregistryNotthefirstError : ModelregistryNotthefirstErrorBase { }

    [Error("ModelRegistry_NotTheFirst")]
    public class ModelregistryNotthefirstErrorBase : IErrorDTO
    {
        [Parameter("uint256", "actual", 1)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ModelregistryNotthelastError : ModelregistryNotthelastErrorBase { }

    [Error("ModelRegistry_NotTheLast")]
    public class ModelregistryNotthelastErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ModelregistryNottheproducerError : ModelregistryNottheproducerErrorBase { }

    [Error("ModelRegistry_NotTheProducer")]
    public class ModelregistryNottheproducerErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ModelregistryNothingtowithdrawError : ModelregistryNothingtowithdrawErrorBase { }

    [Error("ModelRegistry_NothingToWithdraw")]
    public class ModelregistryNothingtowithdrawErrorBase : IErrorDTO
    {
        [Parameter("address", "account", 1)]
        public virtual string Account { get; set; }
    }

    public partial class ModelregistryTransferfailedError : ModelregistryTransferfailedErrorBase { }

    [Error("ModelRegistry_TransferFailed")]
    public class ModelregistryTransferfailedErrorBase : IErrorDTO
    {
        [Parameter("address", "to", 1)]
        public virtual string To { get; set; }
        [Parameter("uint256", "amount", 2)]
        public virtual BigInteger Amount { get; set; }
    }

    public partial class ModelregistryUnknownmodelError : ModelregistryUnknownmodelErrorBase { }

    [Error("ModelRegistry_UnknownModel")]
    public class ModelregistryUnknownmodelErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ModelregistryWrongbondError : ModelregistryWrongbondErrorBase { }

    [Error("ModelRegistry_WrongBond")]
    public class ModelregistryWrongbondErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "sent", 2)]
        public virtual BigInteger Sent { get; set; }
    }

    public partial class ModelregistryWronginstructionlengthError : ModelregistryWronginstructionlengthErrorBase { }

    [Error("ModelRegistry_WrongInstructionLength")]
    public class ModelregistryWronginstructionlengthErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ModelregistryWrongprofileError : ModelregistryWrongprofileErrorBase { }

    [Error("ModelRegistry_WrongProfile")]
    public class ModelregistryWrongprofileErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ModelregistryWrongprogramproofError : ModelregistryWrongprogramproofErrorBase { }

    [Error("ModelRegistry_WrongProgramProof")]
    public class ModelregistryWrongprogramproofErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "expected", 1)]
        public virtual byte[] Expected { get; set; }
        [Parameter("bytes32", "actual", 2)]
        public virtual byte[] Actual { get; set; }
    }

    public partial class ModelregistryZeroaddressError : ModelregistryZeroaddressErrorBase { }
    [Error("ModelRegistry_ZeroAddress")]
    public class ModelregistryZeroaddressErrorBase : IErrorDTO
    {
    }

    public partial class PagedtreeIndexoutofrangeError : PagedtreeIndexoutofrangeErrorBase { }

    [Error("PagedTree_IndexOutOfRange")]
    public class PagedtreeIndexoutofrangeErrorBase : IErrorDTO
    {
        [Parameter("uint256", "count", 1)]
        public virtual BigInteger Count { get; set; }
        [Parameter("uint256", "index", 2)]
        public virtual BigInteger Index { get; set; }
    }

    public partial class PagedtreePaddingnotzeroError : PagedtreePaddingnotzeroErrorBase { }

    [Error("PagedTree_PaddingNotZero")]
    public class PagedtreePaddingnotzeroErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "actual", 1)]
        public virtual byte[] Actual { get; set; }
    }

    public partial class PagedtreeWrongsiblingcountError : PagedtreeWrongsiblingcountErrorBase { }

    [Error("PagedTree_WrongSiblingCount")]
    public class PagedtreeWrongsiblingcountErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class ReentrancyGuardReentrantCallError : ReentrancyGuardReentrantCallErrorBase { }
    [Error("ReentrancyGuardReentrantCall")]
    public class ReentrancyGuardReentrantCallErrorBase : IErrorDTO
    {
    }



    public partial class BurnedOutputDTO : BurnedOutputDTOBase { }

    [FunctionOutput]
    public class BurnedOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "", 1)]
        public virtual BigInteger ReturnValue1 { get; set; }
    }

    public partial class CreditOfOutputDTO : CreditOfOutputDTOBase { }

    [FunctionOutput]
    public class CreditOfOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "amount", 1)]
        public virtual BigInteger Amount { get; set; }
    }

    public partial class GuardianOutputDTO : GuardianOutputDTOBase { }

    [FunctionOutput]
    public class GuardianOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "account", 1)]
        public virtual string Account { get; set; }
    }

    public partial class IsActiveOutputDTO : IsActiveOutputDTOBase { }

    [FunctionOutput]
    public class IsActiveOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("bool", "active", 1)]
        public virtual bool Active { get; set; }
    }

    public partial class IsPausedOutputDTO : IsPausedOutputDTOBase { }

    [FunctionOutput]
    public class IsPausedOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("bool", "paused", 1)]
        public virtual bool Paused { get; set; }
    }

    public partial class ModelIdOfOutputDTO : ModelIdOfOutputDTOBase { }

    [FunctionOutput]
    public class ModelIdOfOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
    }

    public partial class ModelOfOutputDTO : ModelOfOutputDTOBase { }

    [FunctionOutput]
    public class ModelOfOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("tuple", "record", 1)]
        public virtual ModelRecord Record { get; set; }
    }













    public partial class RegistrationBondOutputDTO : RegistrationBondOutputDTOBase { }

    [FunctionOutput]
    public class RegistrationBondOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "", 1)]
        public virtual BigInteger ReturnValue1 { get; set; }
    }





    public partial class ValidityWindowOutputDTO : ValidityWindowOutputDTOBase { }

    [FunctionOutput]
    public class ValidityWindowOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint64", "", 1)]
        public virtual ulong ReturnValue1 { get; set; }
    }

    public partial class VerifierOutputDTO : VerifierOutputDTOBase { }

    [FunctionOutput]
    public class VerifierOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }


}

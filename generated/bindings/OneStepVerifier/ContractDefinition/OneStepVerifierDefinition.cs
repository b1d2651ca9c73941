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

namespace Assay.Contracts.OneStepVerifier.ContractDefinition
{


    public partial class OneStepVerifierDeployment : OneStepVerifierDeploymentBase
    {
        public OneStepVerifierDeployment() : base(BYTECODE) { }
        public OneStepVerifierDeployment(string byteCode) : base(byteCode) { }
    }

    public class OneStepVerifierDeploymentBase : ContractDeploymentMessage
    {
        public static string BYTECODE = "610100806040523461023a576080816114b1803803809161002082856105bf565b83398101031261023a57610033816105f8565b90610040602082016105f8565b6100586060610051604085016105f8565b93016105f8565b92803b158015610548575b80156104cc575b61049a57813b158015610421575b80156103a5575b61037057823b1580156102f6575b801561027a575b61024757833b1580156101c9575b801561013a575b6101085760805260a05260c05260e052604051610ea4908161060d823960805181818161013c0152610477015260a0518181816104bc0152610e6c015260c051818181610a9d0152610e17015260e0518181816109510152610e450152f35b638578d44d60e01b60009081526b74656e736f7220737465707360a01b6004526001600160a01b038516602452604490fd5b5060405163f410dcbf60e01b81526020816004816001600160a01b0389165afa9081156101bd57600091610177575b5061ffff16600114156100a9565b6020813d6020116101b5575b81610190602093836105bf565b810103126101b157519061ffff821682036101ae575061ffff610169565b80fd5b5080fd5b3d9150610183565b6040513d6000823e3d90fd5b506040516310055c1d60e01b81526020816004816001600160a01b0389165afa9081156101bd57600091610210575b506b74656e736f7220737465707360a01b14156100a2565b90506020813d60201161023f575b8161022b602093836105bf565b8101031261023a5751386101f8565b600080fd5b3d915061021e565b638578d44d60e01b60009081526c656c656d656e7420737465707360981b6004526001600160a01b038416602452604490fd5b5060405163f410dcbf60e01b81526020816004816001600160a01b0388165afa9081156101bd576000916102b7575b5061ffff1660011415610094565b6020813d6020116102ee575b816102d0602093836105bf565b810103126101b157519061ffff821682036101ae575061ffff6102a9565b3d91506102c3565b506040516310055c1d60e01b81526020816004816001600160a01b0388165afa9081156101bd5760009161033e575b506c656c656d656e7420737465707360981b141561008d565b90506020813d602011610368575b81610359602093836105bf565b8101031261023a575138610325565b3d915061034c565b50638578d44d60e01b60009081526b77696e646f7720737465707360a01b6004526001600160a01b0391909116602452604490fd5b5060405163f410dcbf60e01b81526020816004816001600160a01b0387165afa9081156101bd576000916103e2575b5061ffff166001141561007f565b6020813d602011610419575b816103fb602093836105bf565b810103126101b157519061ffff821682036101ae575061ffff6103d4565b3d91506103ee565b506040516310055c1d60e01b81526020816004816001600160a01b0387165afa9081156101bd57600091610468575b506b77696e646f7720737465707360a01b1415610078565b90506020813d602011610492575b81610483602093836105bf565b8101031261023a575138610450565b3d9150610476565b638578d44d60e01b6000908152693b30b634b230ba34b7b760b11b6004526001600160a01b0391909116602452604490fd5b5060405163f410dcbf60e01b81526020816004816001600160a01b0386165afa9081156101bd57600091610509575b5061ffff166001141561006a565b6020813d602011610540575b81610522602093836105bf565b810103126101b157519061ffff821682036101ae575061ffff6104fb565b3d9150610515565b506040516310055c1d60e01b81526020816004816001600160a01b0386165afa9081156101bd5760009161058d575b50693b30b634b230ba34b7b760b11b1415610063565b90506020813d6020116105b7575b816105a8602093836105bf565b8101031261023a575138610577565b3d915061059b565b601f909101601f19168101906001600160401b038211908210176105e257604052565b634e487b7160e01b600052604160045260246000fd5b51906001600160a01b038216820361023a5756fe608080604052600436101561001357600080fd5b60003560e01c908163129518c914610a8a575080631720381f1461098057806327b065d31461093b57806328bde023146108cd5780634775e0981461086157806361327271146106d25780636306bfcb146104eb578063690c0a65146104a6578063ae4b37e414610461578063d456e0d1146103f5578063d6c6d5cb14610343578063f410dcbf14610327578063f61d8a53146101d55763fd1e9ed5146100b957600080fd5b346101d0576101403660031901126101d0576004356001600160401b0381116101d0576100ea903690600401610acc565b6101003660431901126101d05760405163fd1e9ed560e01b8152610140600482015291602091839182916101249161014484019190610d06565b602435602483015261013860448301610d27565b03817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9081156101c457600091610183575b60208260ff60405191168152f35b6020813d6020116101bc575b8161019c60209383610cb6565b810103126101b8575160ff811681036101b85790506020610175565b5080fd5b3d915061018f565b6040513d6000823e3d90fd5b600080fd5b346101d0576101803660031901126101d0576004356001600160401b0381116101d057610206903690600401610acc565b6101003660431901126101d057610144356001600160401b0381116101d057610233903690600401610acc565b929061016435916001600160401b0383116101d0576020936102d761025f61029d953690600401610af9565b6102c46001600160a01b036102748688610de9565b16966040519a8b998a98899863f61d8a5360e01b8a5261018060048b01526101848a0191610d06565b9160243560248901526102b260448901610d27565b87830360031901610144890152610d06565b8481036003190161016486015291610da0565b03915afa80156101c4576000906102f4575b602090604051908152f35b506020813d60201161031f575b8161030e60209383610cb6565b810103126101d057602090516102e9565b3d9150610301565b346101d05760003660031901126101d057602060405160018152f35b346101d0576101203660031901126101d0576004356001600160401b0381116101d057610374903690600401610acc565b906101003660231901126101d05761038e60009282610dc4565b60e43563ffffffff8116908181036101d0575060cc82013560e01c14908115916103cf575b506103c7575b60209060ff60405191168152f35b5060166103b9565b90506101043563ffffffff8116918282036101d05760d09150013560e01c1415826103b3565b346101d05760203660031901126101d0576004356001600160401b0381116101d057602061042a6102d7923690600401610acc565b6001600160a01b0361043c8284610de9565b169060405180958194829363d456e0d160e01b84528760048501526024840191610d06565b346101d05760003660031901126101d0576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101d05760003660031901126101d0576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101d0576101c03660031901126101d0576004356001600160401b0381116101d05761051c903690600401610acc565b906064358060030b8091036101d0576101003660831901126101d057610184356001600160401b0381116101d057610558903690600401610acc565b9290916101a4356001600160401b0381116101d05761057b903690600401610af9565b9490936105b66001600160a01b036105938987610de9565b169460405198636306bfcb60e01b8a526101c060048b01526101c48a0191610d06565b92602435602489015260443560448901526064880152608435608488015260a43560a488015260c43560c488015260e43560e48801526101043563ffffffff81168091036101d0576101048801526101243563ffffffff81168091036101d0576101248801526101443563ffffffff81168091036101d057610144880152610164359463ffffffff86168096036101d05760209661067189979588969561068495889761016489015260031988840301610184890152610d06565b848103600319016101a486015291610da0565b03915afa80156101c4576020916000916106a5575b506040519060030b8152f35b6106c59150823d84116106cb575b6106bd8183610cb6565b810190610ced565b82610699565b503d6106b3565b346101d0576101a03660031901126101d0576004356001600160401b0381116101d057610703903690600401610acc565b906044358060030b8091036101d0576101003660631901126101d057610164356001600160401b0381116101d05761073f903690600401610acc565b929091610184356001600160401b0381116101d057610762903690600401610af9565b94909361079d6001600160a01b0361077a8987610de9565b169460405198636132727160e01b8a526101a060048b01526101a48a0191610d06565b92602435602489015260448801526064356064880152608435608488015260a43560a488015260c43560c488015260e43563ffffffff81168091036101d05760e48801526101043563ffffffff81168091036101d0576101048801526101243563ffffffff81168091036101d057610124880152610144359463ffffffff86168096036101d05760209661084e8997958896956102d795889761014489015260031988840301610164890152610d06565b8481036003190161018486015291610da0565b346101d05760203660031901126101d0576004356001600160401b0381116101d0576020610896610684923690600401610acc565b6001600160a01b036108a88284610de9565b16906040518095819482936308eebc1360e31b84528760048501526024840191610d06565b346101d05760603660031901126101d0576004356001600160401b0381116101d0576108fd903690600401610acc565b90604435906001600160401b0382116101d057602092610924610930933690600401610acc565b92909160243591610b29565b60ff60405191168152f35b346101d05760003660031901126101d0576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101d05760403660031901126101d0576004356001600160401b0381116101d0576109b0903690600401610acc565b906024356001600160401b0381116101d0576109d0903690600401610acc565b9290916109df60009484610dc4565b60009060009280610a64575b5050600383013560f81c600203610a3b57600483013560e01c149182610a2a575b50505b15610a225760209060ff60405191168152f35b5060156103b9565b60d0013560e01c1490508280610a0c565b90600483013560e01c149182610a53575b5050610a0f565b60cc013560e01c1490508280610a4c565b90809350610a729250610dc4565b60d060cc82013560e01c91013560e01c9084806109eb565b346101d05760003660031901126101d0577f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b9181601f840112156101d0578235916001600160401b0383116101d057602083818601950101116101d057565b9181601f840112156101d0578235916001600160401b0383116101d0576020808501948460051b0101116101d057565b909493610b4290610b3c60009784610dc4565b84610dc4565b60028211610ca1576001821480610c8a575b610c59576002821480610c78575b610c5957602882029180830460281490151715610c625781602001602011610c625701602081013560f81c60028110610c5957600383013560f81c1491821592610c3f575b8215610c25575b8215610bc3575b5050610bbd57565b60149150565b60289192506008013591013563ffffffff8160801c1663ffffffff8260a01c16029063ffffffff8160c01c169060e01c02029063ffffffff8160801c1663ffffffff8260a01c16029063ffffffff8160c01c169060e01c020214153880610bb5565b9150602181013560f81c600283013560f81c141591610bae565b9150602481013560e01c600483013560e01c141591610ba7565b50600093505050565b634e487b7160e01b600052601160045260246000fd5b506014600182013560f81c1415610b62565b5060016350ff85c08183013560f81c1c1615610b54565b506369c40d3360e11b60005260045260246000fd5b90601f801991011681019081106001600160401b03821117610cd757604052565b634e487b7160e01b600052604160045260246000fd5b908160209103126101d057518060030b81036101d05790565b908060209392818452848401376000828201840152601f01601f1916010190565b60443581526064356020820152608435604082015260a435606082015260c43563ffffffff81168091036101d057608082015260e43563ffffffff81168091036101d05760a08201526101043563ffffffff81168091036101d05760c0820152610124359063ffffffff82168092036101d05760e00152565b81835290916001600160fb1b0383116101d05760209260051b809284830137010190565b5060e08103610dd05750565b63749cc3b960e01b60005260e060045260245260446000fd5b610df560019282610dc4565b013560f81c6001611c0e821c16610e6957630fff83c0901c60011615610e43577f00000000000000000000000000000000000000000000000000000000000000005b6001600160a01b031690565b7f0000000000000000000000000000000000000000000000000000000000000000610e37565b507f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169056fea164736f6c6343000825000a";
        public OneStepVerifierDeploymentBase() : base(BYTECODE) { }
        public OneStepVerifierDeploymentBase(string byteCode) : base(byteCode) { }
        [Parameter("address", "validation_", 1)]
        public virtual string Validation { get; set; }
        [Parameter("address", "windowSteps_", 2)]
        public virtual string Windowsteps { get; set; }
        [Parameter("address", "elementSteps_", 3)]
        public virtual string Elementsteps { get; set; }
        [Parameter("address", "tensorSteps_", 4)]
        public virtual string Tensorsteps { get; set; }
    }

    public partial class AccumulateSegmentFunction : AccumulateSegmentFunctionBase { }

    [Function("accumulateSegment", "int32")]
    public class AccumulateSegmentFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("uint256", "element", 2)]
        public virtual BigInteger Element { get; set; }
        [Parameter("uint256", "segment", 3)]
        public virtual BigInteger Segment { get; set; }
        [Parameter("int32", "accumulator", 4)]
        public virtual int Accumulator { get; set; }
        [Parameter("tuple", "spaces", 5)]
        public virtual SpaceRoots Spaces { get; set; }
        [Parameter("bytes", "chunks", 6)]
        public virtual byte[] Chunks { get; set; }
        [Parameter("bytes32[]", "siblings", 7)]
        public virtual List<byte[]> Siblings { get; set; }
    }

    public partial class ElementStepsFunction : ElementStepsFunctionBase { }

    [Function("elementSteps", "address")]
    public class ElementStepsFunctionBase : FunctionMessage
    {

    }

    public partial class FinishElementFunction : FinishElementFunctionBase { }

    [Function("finishElement", "int256")]
    public class FinishElementFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("uint256", "element", 2)]
        public virtual BigInteger Element { get; set; }
        [Parameter("int32", "accumulator", 3)]
        public virtual int Accumulator { get; set; }
        [Parameter("tuple", "spaces", 4)]
        public virtual SpaceRoots Spaces { get; set; }
        [Parameter("bytes", "chunks", 5)]
        public virtual byte[] Chunks { get; set; }
        [Parameter("bytes32[]", "siblings", 6)]
        public virtual List<byte[]> Siblings { get; set; }
    }

    public partial class InitialAccumulatorFunction : InitialAccumulatorFunctionBase { }

    [Function("initialAccumulator", "int32")]
    public class InitialAccumulatorFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
    }

    public partial class ProfileVersionFunction : ProfileVersionFunctionBase { }

    [Function("profileVersion", "uint16")]
    public class ProfileVersionFunctionBase : FunctionMessage
    {

    }

    public partial class RecomputeElementFunction : RecomputeElementFunctionBase { }

    [Function("recomputeElement", "int256")]
    public class RecomputeElementFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("uint256", "element", 2)]
        public virtual BigInteger Element { get; set; }
        [Parameter("tuple", "spaces", 3)]
        public virtual SpaceRoots Spaces { get; set; }
        [Parameter("bytes", "chunks", 4)]
        public virtual byte[] Chunks { get; set; }
        [Parameter("bytes32[]", "siblings", 5)]
        public virtual List<byte[]> Siblings { get; set; }
    }

    public partial class SegmentCountFunction : SegmentCountFunctionBase { }

    [Function("segmentCount", "uint256")]
    public class SegmentCountFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
    }

    public partial class TensorStepsFunction : TensorStepsFunctionBase { }

    [Function("tensorSteps", "address")]
    public class TensorStepsFunctionBase : FunctionMessage
    {

    }

    public partial class ValidateInstructionFunction : ValidateInstructionFunctionBase { }

    [Function("validateInstruction", "uint8")]
    public class ValidateInstructionFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("uint256", "index", 2)]
        public virtual BigInteger Index { get; set; }
        [Parameter("tuple", "spaces", 3)]
        public virtual SpaceRoots Spaces { get; set; }
    }

    public partial class ValidateLinkFunction : ValidateLinkFunctionBase { }

    [Function("validateLink", "uint8")]
    public class ValidateLinkFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "consumer", 1)]
        public virtual byte[] Consumer { get; set; }
        [Parameter("uint256", "slot", 2)]
        public virtual BigInteger Slot { get; set; }
        [Parameter("bytes", "producer", 3)]
        public virtual byte[] Producer { get; set; }
    }

    public partial class ValidateOrderFunction : ValidateOrderFunctionBase { }

    [Function("validateOrder", "uint8")]
    public class ValidateOrderFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "previous", 1)]
        public virtual byte[] Previous { get; set; }
        [Parameter("bytes", "next", 2)]
        public virtual byte[] Next { get; set; }
    }

    public partial class ValidateTotalFunction : ValidateTotalFunctionBase { }

    [Function("validateTotal", "uint8")]
    public class ValidateTotalFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "last", 1)]
        public virtual byte[] Last { get; set; }
        [Parameter("tuple", "spaces", 2)]
        public virtual SpaceRoots Spaces { get; set; }
    }

    public partial class ValidationFunction : ValidationFunctionBase { }

    [Function("validation", "address")]
    public class ValidationFunctionBase : FunctionMessage
    {

    }

    public partial class WindowStepsFunction : WindowStepsFunctionBase { }

    [Function("windowSteps", "address")]
    public class WindowStepsFunctionBase : FunctionMessage
    {

    }

    public partial class OnestepverifierElementoutofrangeError : OnestepverifierElementoutofrangeErrorBase { }

    [Error("OneStepVerifier_ElementOutOfRange")]
    public class OnestepverifierElementoutofrangeErrorBase : IErrorDTO
    {
        [Parameter("uint256", "count", 1)]
        public virtual BigInteger Count { get; set; }
        [Parameter("uint256", "element", 2)]
        public virtual BigInteger Element { get; set; }
    }

    public partial class OnestepverifierNotwholestepError : OnestepverifierNotwholestepErrorBase { }

    [Error("OneStepVerifier_NotWholeStep")]
    public class OnestepverifierNotwholestepErrorBase : IErrorDTO
    {
        [Parameter("uint256", "segments", 1)]
        public virtual BigInteger Segments { get; set; }
    }

    public partial class OnestepverifierSegmentoutofrangeError : OnestepverifierSegmentoutofrangeErrorBase { }

    [Error("OneStepVerifier_SegmentOutOfRange")]
    public class OnestepverifierSegmentoutofrangeErrorBase : IErrorDTO
    {
        [Parameter("uint256", "count", 1)]
        public virtual BigInteger Count { get; set; }
        [Parameter("uint256", "segment", 2)]
        public virtual BigInteger Segment { get; set; }
    }

    public partial class OnestepverifierSlotoutofrangeError : OnestepverifierSlotoutofrangeErrorBase { }

    [Error("OneStepVerifier_SlotOutOfRange")]
    public class OnestepverifierSlotoutofrangeErrorBase : IErrorDTO
    {
        [Parameter("uint256", "slot", 1)]
        public virtual BigInteger Slot { get; set; }
    }

    public partial class OnestepverifierWholestepError : OnestepverifierWholestepErrorBase { }
    [Error("OneStepVerifier_WholeStep")]
    public class OnestepverifierWholestepErrorBase : IErrorDTO
    {
    }

    public partial class OnestepverifierWronginstructionlengthError : OnestepverifierWronginstructionlengthErrorBase { }

    [Error("OneStepVerifier_WrongInstructionLength")]
    public class OnestepverifierWronginstructionlengthErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class OnestepverifierWrongpartError : OnestepverifierWrongpartErrorBase { }

    [Error("OneStepVerifier_WrongPart")]
    public class OnestepverifierWrongpartErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "expectedRole", 1)]
        public virtual byte[] ExpectedRole { get; set; }
        [Parameter("address", "part", 2)]
        public virtual string Part { get; set; }
    }

    public partial class AccumulateSegmentOutputDTO : AccumulateSegmentOutputDTOBase { }

    [FunctionOutput]
    public class AccumulateSegmentOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int32", "next", 1)]
        public virtual int Next { get; set; }
    }

    public partial class ElementStepsOutputDTO : ElementStepsOutputDTOBase { }

    [FunctionOutput]
    public class ElementStepsOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }

    public partial class FinishElementOutputDTO : FinishElementOutputDTOBase { }

    [FunctionOutput]
    public class FinishElementOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int256", "value", 1)]
        public virtual BigInteger Value { get; set; }
    }

    public partial class InitialAccumulatorOutputDTO : InitialAccumulatorOutputDTOBase { }

    [FunctionOutput]
    public class InitialAccumulatorOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int32", "accumulator", 1)]
        public virtual int Accumulator { get; set; }
    }

    public partial class ProfileVersionOutputDTO : ProfileVersionOutputDTOBase { }

    [FunctionOutput]
    public class ProfileVersionOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint16", "version", 1)]
        public virtual ushort Version { get; set; }
    }

    public partial class RecomputeElementOutputDTO : RecomputeElementOutputDTOBase { }

    [FunctionOutput]
    public class RecomputeElementOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int256", "value", 1)]
        public virtual BigInteger Value { get; set; }
    }

    public partial class SegmentCountOutputDTO : SegmentCountOutputDTOBase { }

    [FunctionOutput]
    public class SegmentCountOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "count", 1)]
        public virtual BigInteger Count { get; set; }
    }

    public partial class TensorStepsOutputDTO : TensorStepsOutputDTOBase { }

    [FunctionOutput]
    public class TensorStepsOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }

    public partial class ValidateInstructionOutputDTO : ValidateInstructionOutputDTOBase { }

    [FunctionOutput]
    public class ValidateInstructionOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint8", "reason", 1)]
        public virtual byte Reason { get; set; }
    }

    public partial class ValidateLinkOutputDTO : ValidateLinkOutputDTOBase { }

    [FunctionOutput]
    public class ValidateLinkOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint8", "reason", 1)]
        public virtual byte Reason { get; set; }
    }

    public partial class ValidateOrderOutputDTO : ValidateOrderOutputDTOBase { }

    [FunctionOutput]
    public class ValidateOrderOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint8", "reason", 1)]
        public virtual byte Reason { get; set; }
    }

    public partial class ValidateTotalOutputDTO : ValidateTotalOutputDTOBase { }

    [FunctionOutput]
    public class ValidateTotalOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint8", "reason", 1)]
        public virtual byte Reason { get; set; }
    }

    public partial class ValidationOutputDTO : ValidationOutputDTOBase { }

    [FunctionOutput]
    public class ValidationOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }

    public partial class WindowStepsOutputDTO : WindowStepsOutputDTOBase { }

    [FunctionOutput]
    public class WindowStepsOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("address", "", 1)]
        public virtual string ReturnValue1 { get; set; }
    }
}

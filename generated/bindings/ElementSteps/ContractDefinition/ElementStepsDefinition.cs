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

namespace Assay.Contracts.ElementSteps.ContractDefinition
{


    public partial class ElementStepsDeployment : ElementStepsDeploymentBase
    {
        public ElementStepsDeployment() : base(BYTECODE) { }
        public ElementStepsDeployment(string byteCode) : base(byteCode) { }
    }

    public class ElementStepsDeploymentBase : ContractDeploymentMessage
    {
        public static string BYTECODE = "608080604052346015576110a6908161001b8239f35b600080fdfe608080604052600436101561001357600080fd5b60003560e01c90816310055c1d146103e1575080634775e098146103a357806361327271146103155780636306bfcb1461026b578063d456e0d114610227578063f410dcbf1461020b5763f61d8a531461006c57600080fd5b3461020657610180366003190112610206576004356001600160401b0381116102065761009d90369060040161040a565b9060243561010036604319011261020657610144356001600160401b038111610206576100ce90369060040161040a565b919093610164356001600160401b038111610206576100f1903690600401610457565b9290916100ff8282886104ac565b6040519560c08701908782106001600160401b038311176101f05761016592889260405261015c8360208101966040820198606083019a608084019c60a085019f808652808c52018b52818c52818d5260051b018d528385610abb565b60030b91610535565b9451825181036101be57505050518351810361018657602083604051908152f35b81516101a3935061019691610a08565b60051c9251905190610a08565b60051c906355370b0160e11b60005260045260245260446000fd5b906101ce6101d892825190610a08565b9251905190610a08565b906367ec0fbf60e11b60005260045260245260446000fd5b634e487b7160e01b600052604160045260246000fd5b600080fd5b3461020657600036600319011261020657602060405160018152f35b34610206576020366003190112610206576004356001600160401b0381116102065761025a61026091369060040161040a565b90610487565b602060405160018152f35b34610206576101c0366003190112610206576004356001600160401b0381116102065761029c90369060040161040a565b906102a5610447565b5061010036608319011261020657610184356001600160401b038111610206576102d390369060040161040a565b50506101a435916001600160401b038311610206576102f9610304933690600401610457565b5050602435916104ac565b633958fa8f60e11b60005260046000fd5b34610206576101a0366003190112610206576004356001600160401b0381116102065761034690369060040161040a565b9061034f610437565b5061010036606319011261020657610164356001600160401b0381116102065761037d90369060040161040a565b505061018435916001600160401b038311610206576102f9610304933690600401610457565b34610206576020366003190112610206576004356001600160401b0381116102065761025a6103d691369060040161040a565b602060405160008152f35b34610206576000366003190112610206576c656c656d656e7420737465707360981b8152602090f35b9181601f84011215610206578235916001600160401b038311610206576020838186019501011161020657565b604435908160030b820361020657565b606435908160030b820361020657565b9181601f84011215610206578235916001600160401b038311610206576020808501948460051b01011161020657565b5060e081036104935750565b63749cc3b960e01b60005260e060045260245260446000fd5b6104b860089282610487565b013563ffffffff8160801c1663ffffffff8260a01c16029063ffffffff8160c01c169060e01c0202808210156104ec575050565b63054cf8bd60e11b60005260045260245260446000fd5b9190916000838201938412911290801582169115161761051f57565b634e487b7160e01b600052601160045260246000fd5b919050600092601883013560f81c918215610997576105926105846105a992601987013560f81c9760a088013560e01d60b089013560f81c9160018b16610960575b5060028a16151592610a5c565b60a486013560e01d90610503565b60ac85013560e01d9060a886013560e01d90610a38565b91600181146109585760021461060a575b506105e36105f1916004610607951615159060c885013560f81c9060b886013560e01d90610a5c565b60bc83013560e01d90610503565b60c060c483013560e01d92013560e01d90610a38565b90565b6101008260079594951d0160011b6501fffffffe0060b486013560d71c16016000918160071c926003830160071c9161064560016044610fde565b9190958260021b8086101561093c578251978287039560018701958660071b8b0196604087015180891161091d5750908b9160608801998a519b91600261068c8a95611050565b01976000190194908860051b6040510191602083019060216020600284970160051b860195818701958c875360051b01019401905b8483106108ff575050505050905b808303610831575051918a908493966040519c8d916001808401935360051b019c8d9460218201905b8686106107e85750505050505050806107d5575060a08501518089116107af575050808203610785575050506105e395607f6106079a99966004966002966105f19b9684965252160161077261075b82358060011a60081b9060001a1760010b90565b94859201358060011a60081b9060001a1760010b90565b039116029060071b0193505093506105ba565b60849350604051926319d5446b60e21b845260016004850152602484015260448301526064820152fd5b60808601516355370b0160e11b8352808a03600590811c6004529103901c602452604490fd5b630136d5bf60e61b825260045260249150fd5b85359a8b83528b8552600160208360051b1685010152604183209a856001831811610822575b5060209060011c9460011c950194936106f8565b801561080e579750602061080e565b929591909a8b8c86918360018689030160051b830192600187166108e6575b505060018716156108c0575b805b8282106108a4575050508061089257509a60208260051b1690039060011c9260011c9560011c9160001901959291926106cf565b630136d5bf60e61b8652600452602485fd5b602060409160416000198501600181532081520191019061085e565b6020808593953595868152019201938a8810156108de575b5061085c565b9250386108d8565b90945060209150601f190193803585520192388f610850565b60808181602093859c9b9c37019260818520815201919796976106c1565b60208801516367ec0fbf60e11b8552808a036004529003602452604483fd5b60648587866380a840e760e01b83526001600452602452604452fd5b505091505090565b50505060088035600090811a916004359182901a600183901a90911b17600282901a60101b600392831a60181b1717900b38610577565b60029093013560f81c949391506109af905084610a15565b600160ff1b81146109f45781039060001982019182136001166109e057506109da6106079394610a15565b91610a38565b634e487b7160e01b81526011600452602490fd5b634e487b7160e01b82526011600452602482fd5b9190820391821161051f57565b6008901b600019810190811161051f576001901b600019810190811161051f5790565b91929181811215610a545750915b808313610a505750565b9150565b905091610a46565b9291603f1692603f8414610ab2575b6001841b60011c9280610aa8575b610a85575b0201901d90565b9160008312610a9c576340000000905b0191610a7e565b633fffffff1990610a95565b50601f8411610a79565b603e9350610a6b565b9050600181013560f81c90600092602182013560f81c948185976001956004945b60001986019515610b3d578560021b87016028600882013560e01c91013560e01c9160018303610b2a575b8115610b165704970296610adc565b634e487b7160e01b8b52601260045260248bfd5b9b8115610b165789828e0602019b610b07565b5095509550959096610b7d9250610b7890821b6501fffffffe00602486013560d71c16016001831b810190602086013560f81c60448b610d05565b610cb7565b603882013560e01d900360030b948560098414610cad57509391600093604983013560f81c939185976001956004945b60001986019515610bfa578560021b87016050600882013560e01c91013560e01c9160018303610be7575b8115610b165704970296610bad565b9b8115610b165789828e0602019b610bd8565b509350945095610c35939550610b789197831b6501fffffffe00604c88013560d71c16016001841b8101916044604889013560f81c91610d05565b606083013560e01d900360030b9160088414610ca657600691610c9591610c7b6008601983013560f81c1615158093602284013560f81c90603c85013560e01d90610a5c565b60030b946064604a83013560f81c92013560e01d90610a5c565b60030b9203610ca2570190565b0390565b5002919050565b9450505050915090565b35908015610cfb57600114610ce9578060031a60181b8160021a60101b17908060011a60081b9060001a171760030b90565b8060011a60081b9060001a1760010b90565b5060001a60000b90565b949394929192610d21848460071c976000190160071c93610fde565b90918160021b9586851015610fb0578151968986039460018601948560071b8a01956040860151808811610f8e5750908c60608701986002610d668b519c9394611050565b019560001901938d908760051b6040510191602083019060216020600284970160051b860195818701956000875360051b01019401905b848310610f70575050505050905b808303610eb5575051918990600093956040519b8c916001808401935360051b019b60218101945b8d8510610e6c5750505050505080610e58575060a0840151808811610e305750808203610e07575050505252607f16019150565b608493508a604051936319d5446b60e21b85526004850152602484015260448301526064820152fd5b8790608086015180926355370b0160e11b6000520360051c6004520360051c60245260446000fd5b630136d5bf60e61b60005260045260246000fd5b843598898752898452600160208360051b16840101526041822098846001831811610ea6575b5060209060011c9360011c94019392610dd3565b8015610e925796506020610e92565b92949190998a9060009080928d60018689030160051b019160018616610f59575b506001871615610f33575b805b828210610f175750505080610e5857509960208260051b1690039060011c9260011c9460011c916000190194929192610dab565b6020604091604160001985016001815320815201910190610ee3565b60208085939535958681520192019389881015610f51575b50610ee1565b925038610f4b565b93505060208d601f19019380358552019238610ed6565b60808181602093859c9b9c3701926081852081520191979697610d9d565b60208701516367ec0fbf60e11b6000908152818a036004529103602452604490fd5b8285916380a840e760e01b60005260045260245260445260646000fd5b3563ffffffff811681036102065790565b919080156110375760018114611023576002146110105763ffffffff606061100860e08501610fcd565b930135921690565b63ffffffff604061100860c08501610fcd565b5063ffffffff602061100860a08501610fcd565b5063ffffffff61104960808401610fcd565b9235921690565b60028110611093576000190161ffff811160041b90811c60ff811160031b90811c90674444444433332210600f831160021b92831c60021b1c600f169201010190565b5060009056fea164736f6c6343000825000a";
        public ElementStepsDeploymentBase() : base(BYTECODE) { }
        public ElementStepsDeploymentBase(string byteCode) : base(byteCode) { }

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

    public partial class RoleFunction : RoleFunctionBase { }

    [Function("role", "bytes32")]
    public class RoleFunctionBase : FunctionMessage
    {

    }

    public partial class SegmentCountFunction : SegmentCountFunctionBase { }

    [Function("segmentCount", "uint256")]
    public class SegmentCountFunctionBase : FunctionMessage
    {
        [Parameter("bytes", "instruction", 1)]
        public virtual byte[] Instruction { get; set; }
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

    public partial class PagedtreePaddingnotzeroError : PagedtreePaddingnotzeroErrorBase { }

    [Error("PagedTree_PaddingNotZero")]
    public class PagedtreePaddingnotzeroErrorBase : IErrorDTO
    {
        [Parameter("bytes32", "actual", 1)]
        public virtual byte[] Actual { get; set; }
    }

    public partial class WitnessBeyondspaceError : WitnessBeyondspaceErrorBase { }

    [Error("Witness_BeyondSpace")]
    public class WitnessBeyondspaceErrorBase : IErrorDTO
    {
        [Parameter("uint256", "space", 1)]
        public virtual BigInteger Space { get; set; }
        [Parameter("uint256", "pages", 2)]
        public virtual BigInteger Pages { get; set; }
        [Parameter("uint256", "lastChunk", 3)]
        public virtual BigInteger LastChunk { get; set; }
    }

    public partial class WitnessWrongchunkbytesError : WitnessWrongchunkbytesErrorBase { }

    [Error("Witness_WrongChunkBytes")]
    public class WitnessWrongchunkbytesErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class WitnessWrongrootError : WitnessWrongrootErrorBase { }

    [Error("Witness_WrongRoot")]
    public class WitnessWrongrootErrorBase : IErrorDTO
    {
        [Parameter("uint256", "space", 1)]
        public virtual BigInteger Space { get; set; }
        [Parameter("uint256", "firstChunk", 2)]
        public virtual BigInteger FirstChunk { get; set; }
        [Parameter("bytes32", "expected", 3)]
        public virtual byte[] Expected { get; set; }
        [Parameter("bytes32", "actual", 4)]
        public virtual byte[] Actual { get; set; }
    }

    public partial class WitnessWrongsiblingcountError : WitnessWrongsiblingcountErrorBase { }

    [Error("Witness_WrongSiblingCount")]
    public class WitnessWrongsiblingcountErrorBase : IErrorDTO
    {
        [Parameter("uint256", "expected", 1)]
        public virtual BigInteger Expected { get; set; }
        [Parameter("uint256", "actual", 2)]
        public virtual BigInteger Actual { get; set; }
    }

    public partial class AccumulateSegmentOutputDTO : AccumulateSegmentOutputDTOBase { }

    [FunctionOutput]
    public class AccumulateSegmentOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("int32", "next", 1)]
        public virtual int Next { get; set; }
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

    public partial class RoleOutputDTO : RoleOutputDTOBase { }

    [FunctionOutput]
    public class RoleOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("bytes32", "id", 1)]
        public virtual byte[] Id { get; set; }
    }

    public partial class SegmentCountOutputDTO : SegmentCountOutputDTOBase { }

    [FunctionOutput]
    public class SegmentCountOutputDTOBase : IFunctionOutputDTO 
    {
        [Parameter("uint256", "count", 1)]
        public virtual BigInteger Count { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.ModelRegistry.ContractDefinition
{
    public partial class ModelDescription : ModelDescriptionBase { }

    public class ModelDescriptionBase 
    {
        [Parameter("uint16", "profileVersion", 1)]
        public virtual ushort ProfileVersion { get; set; }
        [Parameter("uint32", "instructionCount", 2)]
        public virtual uint InstructionCount { get; set; }
        [Parameter("uint32", "inputPages", 3)]
        public virtual uint InputPages { get; set; }
        [Parameter("uint32", "constantPages", 4)]
        public virtual uint ConstantPages { get; set; }
        [Parameter("uint32", "bodyPages", 5)]
        public virtual uint BodyPages { get; set; }
        [Parameter("uint32", "outputPages", 6)]
        public virtual uint OutputPages { get; set; }
        [Parameter("bytes32", "programRoot", 7)]
        public virtual byte[] ProgramRoot { get; set; }
        [Parameter("bytes32", "constantsRoot", 8)]
        public virtual byte[] ConstantsRoot { get; set; }
        [Parameter("bytes32", "interfaceHash", 9)]
        public virtual byte[] InterfaceHash { get; set; }
    }
}

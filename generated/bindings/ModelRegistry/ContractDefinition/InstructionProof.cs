using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.ModelRegistry.ContractDefinition
{
    public partial class InstructionProof : InstructionProofBase { }

    public class InstructionProofBase 
    {
        [Parameter("uint32", "index", 1)]
        public virtual uint Index { get; set; }
        [Parameter("bytes", "instruction", 2)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("bytes32[]", "siblings", 3)]
        public virtual List<byte[]> Siblings { get; set; }
    }
}

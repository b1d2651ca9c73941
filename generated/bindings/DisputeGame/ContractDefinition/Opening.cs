using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.DisputeGame.ContractDefinition
{
    public partial class Opening : OpeningBase { }

    public class OpeningBase 
    {
        [Parameter("tuple", "model", 1)]
        public virtual ModelDescription Model { get; set; }
        [Parameter("uint32", "instructionIndex", 2)]
        public virtual uint InstructionIndex { get; set; }
        [Parameter("uint32", "element", 3)]
        public virtual uint Element { get; set; }
        [Parameter("bytes", "instruction", 4)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("bytes32[]", "instructionSiblings", 5)]
        public virtual List<byte[]> InstructionSiblings { get; set; }
        [Parameter("bytes", "chunk", 6)]
        public virtual byte[] Chunk { get; set; }
        [Parameter("bytes32[3]", "otherLeaves", 7)]
        public virtual List<byte[]> OtherLeaves { get; set; }
    }
}

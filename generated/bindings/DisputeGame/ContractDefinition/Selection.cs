using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.DisputeGame.ContractDefinition
{
    public partial class Selection : SelectionBase { }

    public class SelectionBase 
    {
        [Parameter("tuple", "model", 1)]
        public virtual ModelDescription Model { get; set; }
        [Parameter("bytes", "instruction", 2)]
        public virtual byte[] Instruction { get; set; }
        [Parameter("uint32", "instructionIndex", 3)]
        public virtual uint InstructionIndex { get; set; }
        [Parameter("uint32", "element", 4)]
        public virtual uint Element { get; set; }
        [Parameter("int32", "claimed", 5)]
        public virtual int Claimed { get; set; }
        [Parameter("bytes", "accumulators", 6)]
        public virtual byte[] Accumulators { get; set; }
    }
}

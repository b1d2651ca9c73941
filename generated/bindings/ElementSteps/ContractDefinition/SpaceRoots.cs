using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.ElementSteps.ContractDefinition
{
    public partial class SpaceRoots : SpaceRootsBase { }

    public class SpaceRootsBase 
    {
        [Parameter("bytes32", "input", 1)]
        public virtual byte[] Input { get; set; }
        [Parameter("bytes32", "constants", 2)]
        public virtual byte[] Constants { get; set; }
        [Parameter("bytes32", "body", 3)]
        public virtual byte[] Body { get; set; }
        [Parameter("bytes32", "output", 4)]
        public virtual byte[] Output { get; set; }
        [Parameter("uint32", "inputPages", 5)]
        public virtual uint InputPages { get; set; }
        [Parameter("uint32", "constantPages", 6)]
        public virtual uint ConstantPages { get; set; }
        [Parameter("uint32", "bodyPages", 7)]
        public virtual uint BodyPages { get; set; }
        [Parameter("uint32", "outputPages", 8)]
        public virtual uint OutputPages { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition
{
    public partial class Leaf : LeafBase { }

    public class LeafBase 
    {
        [Parameter("int128", "weight", 1)]
        public virtual BigInteger Weight { get; set; }
        [Parameter("string", "label", 2)]
        public virtual string Label { get; set; }
    }
}

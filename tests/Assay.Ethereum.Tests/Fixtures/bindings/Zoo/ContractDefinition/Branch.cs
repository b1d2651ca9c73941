using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition
{
    public partial class Branch : BranchBase { }

    public class BranchBase 
    {
        [Parameter("uint16", "id", 1)]
        public virtual ushort Id { get; set; }
        [Parameter("tuple[]", "leaves", 2)]
        public virtual List<Leaf> Leaves { get; set; }
        [Parameter("tuple", "best", 3)]
        public virtual Leaf Best { get; set; }
    }
}

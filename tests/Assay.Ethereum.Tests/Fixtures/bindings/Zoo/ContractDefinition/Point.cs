using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition
{
    public partial class Point : PointBase { }

    public class PointBase 
    {
        [Parameter("int32", "x", 1)]
        public virtual int X { get; set; }
        [Parameter("uint8", "y", 2)]
        public virtual byte Y { get; set; }
    }
}

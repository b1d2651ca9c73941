using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition
{
    public partial class Job : JobBase { }

    public class JobBase 
    {
        [Parameter("address", "client", 1)]
        public virtual string Client { get; set; }
        [Parameter("uint96", "price", 2)]
        public virtual BigInteger Price { get; set; }
        [Parameter("bytes32", "modelId", 3)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("uint8", "kind", 4)]
        public virtual byte Kind { get; set; }
        [Parameter("uint64[]", "shape", 5)]
        public virtual List<ulong> Shape { get; set; }
        [Parameter("bytes[]", "inputs", 6)]
        public virtual List<byte[]> Inputs { get; set; }
    }
}

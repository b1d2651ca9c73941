using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.ModelRegistry.ContractDefinition
{
    public partial class ModelRecord : ModelRecordBase { }

    public class ModelRecordBase 
    {
        [Parameter("tuple", "description", 1)]
        public virtual ModelDescription Description { get; set; }
        [Parameter("address", "publisher", 2)]
        public virtual string Publisher { get; set; }
        [Parameter("uint64", "activeAt", 3)]
        public virtual ulong ActiveAt { get; set; }
        [Parameter("uint8", "state", 4)]
        public virtual byte State { get; set; }
        [Parameter("uint256", "bond", 5)]
        public virtual BigInteger Bond { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.StakeVault.ContractDefinition
{
    public partial class Lock : LockBase { }

    public class LockBase 
    {
        [Parameter("address", "operator", 1)]
        public virtual string Operator { get; set; }
        [Parameter("uint128", "amount", 2)]
        public virtual BigInteger Amount { get; set; }
        [Parameter("uint64", "previous", 3)]
        public virtual ulong Previous { get; set; }
        [Parameter("uint64", "next", 4)]
        public virtual ulong Next { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.StakeVault.ContractDefinition
{
    public partial class Stake : StakeBase { }

    public class StakeBase 
    {
        [Parameter("uint128", "bonded", 1)]
        public virtual BigInteger Bonded { get; set; }
        [Parameter("uint128", "unbonding", 2)]
        public virtual BigInteger Unbonding { get; set; }
        [Parameter("uint128", "locked", 3)]
        public virtual BigInteger Locked { get; set; }
        [Parameter("uint64", "unbondableAt", 4)]
        public virtual ulong UnbondableAt { get; set; }
        [Parameter("uint64", "unbondingAfterLock", 5)]
        public virtual ulong UnbondingAfterLock { get; set; }
        [Parameter("uint64", "oldestLock", 6)]
        public virtual ulong OldestLock { get; set; }
        [Parameter("uint64", "newestLock", 7)]
        public virtual ulong NewestLock { get; set; }
    }
}

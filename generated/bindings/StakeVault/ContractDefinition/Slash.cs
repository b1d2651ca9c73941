using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.StakeVault.ContractDefinition
{
    public partial class Slash : SlashBase { }

    public class SlashBase 
    {
        [Parameter("address", "operator", 1)]
        public virtual string Operator { get; set; }
        [Parameter("uint64", "heldUntil", 2)]
        public virtual ulong HeldUntil { get; set; }
        [Parameter("bool", "voided", 3)]
        public virtual bool Voided { get; set; }
        [Parameter("bool", "assigned", 4)]
        public virtual bool Assigned { get; set; }
        [Parameter("uint256", "claimId", 5)]
        public virtual BigInteger ClaimId { get; set; }
        [Parameter("address", "client", 6)]
        public virtual string Client { get; set; }
        [Parameter("address", "beneficiary", 7)]
        public virtual string Beneficiary { get; set; }
        [Parameter("uint128", "amount", 8)]
        public virtual BigInteger Amount { get; set; }
        [Parameter("uint128", "bounty", 9)]
        public virtual BigInteger Bounty { get; set; }
        [Parameter("uint128", "compensation", 10)]
        public virtual BigInteger Compensation { get; set; }
        [Parameter("uint128", "settled", 11)]
        public virtual BigInteger Settled { get; set; }
        [Parameter("uint128", "bountySettled", 12)]
        public virtual BigInteger BountySettled { get; set; }
        [Parameter("uint128", "compensationSettled", 13)]
        public virtual BigInteger CompensationSettled { get; set; }
    }
}

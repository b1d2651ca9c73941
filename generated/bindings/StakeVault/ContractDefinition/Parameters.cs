using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.StakeVault.ContractDefinition
{
    public partial class Parameters : ParametersBase { }

    public class ParametersBase 
    {
        [Parameter("uint64", "unbondingDelay", 1)]
        public virtual ulong UnbondingDelay { get; set; }
        [Parameter("uint64", "slashHold", 2)]
        public virtual ulong SlashHold { get; set; }
        [Parameter("uint16", "bountyShare", 3)]
        public virtual ushort BountyShare { get; set; }
        [Parameter("uint16", "clientShare", 4)]
        public virtual ushort ClientShare { get; set; }
        [Parameter("uint16", "dailySlashShare", 5)]
        public virtual ushort DailySlashShare { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.JobEscrow.ContractDefinition
{
    public partial class Parameters : ParametersBase { }

    public class ParametersBase 
    {
        [Parameter("uint32", "challengeWindow", 1)]
        public virtual uint ChallengeWindow { get; set; }
        [Parameter("uint32", "minimumExecutionTime", 2)]
        public virtual uint MinimumExecutionTime { get; set; }
        [Parameter("uint32", "maximumExecutionTime", 3)]
        public virtual uint MaximumExecutionTime { get; set; }
        [Parameter("uint32", "maximumOpenTime", 4)]
        public virtual uint MaximumOpenTime { get; set; }
        [Parameter("uint128", "minimumCollateral", 5)]
        public virtual BigInteger MinimumCollateral { get; set; }
        [Parameter("uint128", "collateralPerPayment", 6)]
        public virtual BigInteger CollateralPerPayment { get; set; }
        [Parameter("uint128", "acceptBond", 7)]
        public virtual BigInteger AcceptBond { get; set; }
    }
}

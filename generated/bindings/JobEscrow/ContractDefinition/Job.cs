using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.JobEscrow.ContractDefinition
{
    public partial class Job : JobBase { }

    public class JobBase 
    {
        [Parameter("address", "client", 1)]
        public virtual string Client { get; set; }
        [Parameter("uint48", "acceptBy", 2)]
        public virtual ulong AcceptBy { get; set; }
        [Parameter("uint32", "executionTime", 3)]
        public virtual uint ExecutionTime { get; set; }
        [Parameter("uint8", "state", 4)]
        public virtual byte State { get; set; }
        [Parameter("address", "operator", 5)]
        public virtual string Operator { get; set; }
        [Parameter("uint48", "submitBy", 6)]
        public virtual ulong SubmitBy { get; set; }
        [Parameter("uint48", "challengeDeadline", 7)]
        public virtual ulong ChallengeDeadline { get; set; }
        [Parameter("uint128", "payment", 8)]
        public virtual BigInteger Payment { get; set; }
        [Parameter("uint128", "cover", 9)]
        public virtual BigInteger Cover { get; set; }
        [Parameter("uint128", "collateral", 10)]
        public virtual BigInteger Collateral { get; set; }
        [Parameter("uint128", "acceptBond", 11)]
        public virtual BigInteger AcceptBond { get; set; }
        [Parameter("uint32", "challengeWindow", 12)]
        public virtual uint ChallengeWindow { get; set; }
        [Parameter("uint32", "openGames", 13)]
        public virtual uint OpenGames { get; set; }
        [Parameter("uint64", "lockId", 14)]
        public virtual ulong LockId { get; set; }
        [Parameter("uint64", "slashId", 15)]
        public virtual ulong SlashId { get; set; }
        [Parameter("bytes32", "modelId", 16)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("bytes32", "inputRoot", 17)]
        public virtual byte[] InputRoot { get; set; }
        [Parameter("bytes32", "outputRoot", 18)]
        public virtual byte[] OutputRoot { get; set; }
    }
}

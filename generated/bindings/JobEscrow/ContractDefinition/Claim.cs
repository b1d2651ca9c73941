using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.JobEscrow.ContractDefinition
{
    public partial class Claim : ClaimBase { }

    public class ClaimBase 
    {
        [Parameter("address", "asserter", 1)]
        public virtual string Asserter { get; set; }
        [Parameter("uint64", "challengeDeadline", 2)]
        public virtual ulong ChallengeDeadline { get; set; }
        [Parameter("uint8", "state", 3)]
        public virtual byte State { get; set; }
        [Parameter("address", "client", 4)]
        public virtual string Client { get; set; }
        [Parameter("bytes32", "modelId", 5)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("bytes32", "inputRoot", 6)]
        public virtual byte[] InputRoot { get; set; }
        [Parameter("bytes32", "outputRoot", 7)]
        public virtual byte[] OutputRoot { get; set; }
    }
}

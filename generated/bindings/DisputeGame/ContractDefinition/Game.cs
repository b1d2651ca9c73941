using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.DisputeGame.ContractDefinition
{
    public partial class Game : GameBase { }

    public class GameBase 
    {
        [Parameter("uint8", "phase", 1)]
        public virtual byte Phase { get; set; }
        [Parameter("uint8", "outcome", 2)]
        public virtual byte Outcome { get; set; }
        [Parameter("bool", "accused", 3)]
        public virtual bool Accused { get; set; }
        [Parameter("uint8", "space", 4)]
        public virtual byte Space { get; set; }
        [Parameter("uint8", "level", 5)]
        public virtual byte Level { get; set; }
        [Parameter("uint32", "index", 6)]
        public virtual uint Index { get; set; }
        [Parameter("uint32", "bodyPages", 7)]
        public virtual uint BodyPages { get; set; }
        [Parameter("uint32", "outputPages", 8)]
        public virtual uint OutputPages { get; set; }
        [Parameter("uint64", "deadline", 9)]
        public virtual ulong Deadline { get; set; }
        [Parameter("uint32", "asserterTime", 10)]
        public virtual uint AsserterTime { get; set; }
        [Parameter("uint32", "challengerTime", 11)]
        public virtual uint ChallengerTime { get; set; }
        [Parameter("address", "challenger", 12)]
        public virtual string Challenger { get; set; }
        [Parameter("address", "asserter", 13)]
        public virtual string Asserter { get; set; }
        [Parameter("address", "source", 14)]
        public virtual string Source { get; set; }
        [Parameter("uint256", "claimId", 15)]
        public virtual BigInteger ClaimId { get; set; }
        [Parameter("uint256", "bond", 16)]
        public virtual BigInteger Bond { get; set; }
        [Parameter("uint256", "reimbursed", 17)]
        public virtual BigInteger Reimbursed { get; set; }
        [Parameter("bytes32", "position", 18)]
        public virtual byte[] Position { get; set; }
    }
}

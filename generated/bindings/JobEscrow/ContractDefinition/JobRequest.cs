using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.JobEscrow.ContractDefinition
{
    public partial class JobRequest : JobRequestBase { }

    public class JobRequestBase 
    {
        [Parameter("bytes32", "modelId", 1)]
        public virtual byte[] ModelId { get; set; }
        [Parameter("bytes32", "inputRoot", 2)]
        public virtual byte[] InputRoot { get; set; }
        [Parameter("address", "operator", 3)]
        public virtual string Operator { get; set; }
        [Parameter("uint64", "acceptBy", 4)]
        public virtual ulong AcceptBy { get; set; }
        [Parameter("uint32", "executionTime", 5)]
        public virtual uint ExecutionTime { get; set; }
        [Parameter("uint128", "payment", 6)]
        public virtual BigInteger Payment { get; set; }
        [Parameter("uint128", "cover", 7)]
        public virtual BigInteger Cover { get; set; }
    }
}

using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Assay.Contracts.DisputeGame.ContractDefinition
{
    public partial class Parameters : ParametersBase { }

    public class ParametersBase 
    {
        [Parameter("uint32", "clock", 1)]
        public virtual uint Clock { get; set; }
        [Parameter("uint32", "extension", 2)]
        public virtual uint Extension { get; set; }
        [Parameter("uint32", "grace", 3)]
        public virtual uint Grace { get; set; }
        [Parameter("uint8", "levelsPerMove", 4)]
        public virtual byte LevelsPerMove { get; set; }
        [Parameter("uint8", "runningGames", 5)]
        public virtual byte RunningGames { get; set; }
        [Parameter("uint32", "asserterGas", 6)]
        public virtual uint AsserterGas { get; set; }
        [Parameter("uint16", "gasPerByte", 7)]
        public virtual ushort GasPerByte { get; set; }
        [Parameter("uint16", "floorGasPerByte", 8)]
        public virtual ushort FloorGasPerByte { get; set; }
        [Parameter("uint64", "gasPriceCap", 9)]
        public virtual ulong GasPriceCap { get; set; }
        [Parameter("uint96", "bondFloor", 10)]
        public virtual BigInteger BondFloor { get; set; }
    }
}

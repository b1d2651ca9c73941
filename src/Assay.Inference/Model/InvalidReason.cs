namespace Assay.Inference;

/// <summary>Why an instruction, or a pair of them, is not valid. The values are the reason codes of the arithmetic.</summary>
public enum InvalidReason : byte
{
    /// <summary>It is valid.</summary>
    None = 0,

    /// <summary>Not exactly 224 bytes.</summary>
    BadLength = 1,

    /// <summary>The version is not 1.</summary>
    BadVersion = 2,

    /// <summary>No such operator.</summary>
    BadOpcode = 3,

    /// <summary>An unused byte or bit is set.</summary>
    ReservedNotZero = 4,

    /// <summary>A type does not exist or is not allowed for the operator.</summary>
    BadType = 5,

    /// <summary>A dimension or a tensor's size is out of range.</summary>
    BadShape = 6,

    /// <summary>A space does not exist or cannot be written.</summary>
    BadSpace = 7,

    /// <summary>A producer is not an earlier instruction, or is named where there is none.</summary>
    BadReference = 8,

    /// <summary>An attribute is out of range.</summary>
    BadAttribute = 9,

    /// <summary>The shapes do not fit the operator.</summary>
    ShapeMismatch = 10,

    /// <summary>A multiplier, shift or zero point is out of range.</summary>
    BadRescale = 11,

    /// <summary>The epilogue kind does not exist, or its ranges do not hold.</summary>
    BadEpilogue = 12,

    /// <summary>Something lies outside its space, or the page counters do not follow the output.</summary>
    OutOfSpace = 13,

    /// <summary>A step of this instruction would need too many bytes.</summary>
    StepTooLarge = 14,

    /// <summary>An operand is not what its producer wrote.</summary>
    LinkMismatch = 20,

    /// <summary>The output does not follow the output of the instruction before.</summary>
    OrderMismatch = 21,

    /// <summary>The last instruction's counters are not the model's page counts.</summary>
    TotalMismatch = 22,
}

namespace Assay.Import.Quantisation;

/// <summary>How the range of an int8 tensor follows from the values that calibration saw.</summary>
public enum RangeMethod
{
    /// <summary>From the smallest to the largest value.</summary>
    MinimumMaximum,

    /// <summary>The range that holds 99.99 % of the values.</summary>
    Percentile,

    /// <summary>The range with the least mean squared error of rounding and clipping.</summary>
    MeanSquaredError,
}

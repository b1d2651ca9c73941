namespace Assay.Import.Quantisation;

/// <summary>Which results of tables get an int8 scale for every channel, by their second rescale.</summary>
public enum ChannelScalingMode
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those that only depthwise convolutions read.</summary>
    Depthwise,

    /// <summary>Those that only convolutions read.</summary>
    All,
}

namespace Assay.Import.Images;

/// <summary>What a rendered line suffers: tilt in degrees, blur as a share of the font's size, noise and contrast in grey levels.</summary>
internal sealed record LineDegradation(
    double TiltShare, float MostTilt, double BlurShare, float LeastBlur, float MostBlur, double NoiseShare, float LeastNoise, float MostNoise, int? LeastContrast)
{
    /// <summary>As good pictures have it; paper and ink are far apart.</summary>
    public static LineDegradation Usual { get; } = new(0.5, 1.5f, 0.4, 0.005f, 0.03f, 0.6, 2, 18, null);

    /// <summary>As bad pictures have it: most lines are tilted, blurred and noisy, some of them faint.</summary>
    public static LineDegradation Hard { get; } = new(0.75, 2.5f, 0.6, 0.01f, 0.05f, 0.8, 3, 24, 50);
}

using GenNet;

/// <summary>The sunspots of 24 years in, those of the next year out, both divided by <see cref="Scale"/>.</summary>
[Input(Years, 1)]
[Gru(12)]
[Layer(1)]
internal sealed partial class SunspotForecast
{
    /// <summary>How far the network looks back: two cycles of some eleven years.</summary>
    public const int Years = 24;

    /// <summary>What numbers of sunspots are divided by, so that they are about 1.</summary>
    public const float Scale = 100;
}

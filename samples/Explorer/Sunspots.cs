using GenNet;

/// <summary>The sunspots of 24 years in, those of the next year out, both divided by 100.</summary>
[Network(Explore = true, CheckGradients = true)]
[Input(Years, 1)]
[Lstm(12)]
[Layer(1)]
internal sealed partial class Sunspots
{
    /// <summary>How far the network looks back: two cycles of some eleven years.</summary>
    public const int Years = 24;
}

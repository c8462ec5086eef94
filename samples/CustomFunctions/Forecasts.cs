using GenNet;

/// <summary>Networks that forecast the same demand and differ in what they call a good forecast.</summary>
internal static partial class Forecasts
{
    /// <summary>Too high nine times of ten.</summary>
    [Network(LossFunction = nameof(Functions.Quantile), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.Swish))]
    [Layer(8, 1)]
    public sealed partial class High;

    /// <summary>Rather too much than too little.</summary>
    [Network(LossFunction = nameof(Functions.Linex), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.BentIdentity))]
    [Layer(8, 1)]
    public sealed partial class Cautious;

    /// <summary>Blind to outliers.</summary>
    [Network(LossFunction = nameof(Functions.Biweight), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.Squareplus))]
    [Layer(8, 1)]
    public sealed partial class Robust;

    /// <summary>Little impressed by outliers.</summary>
    [Network(LossFunction = nameof(Functions.LogCosh), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.Swish))]
    [Layer(8, 1)]
    public sealed partial class Smooth;

    /// <summary>Expects outliers.</summary>
    [Network(LossFunction = nameof(Functions.Cauchy), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.Swish))]
    [Layer(8, 1)]
    public sealed partial class HeavyTailed;

    /// <summary>Near the median.</summary>
    [Network(LossFunction = nameof(Functions.Charbonnier), CheckGradients = true)]
    [Layer(1, 12, nameof(Functions.Snake))]
    [Layer(12, 8, nameof(Functions.Swish))]
    [Layer(8, 1)]
    public sealed partial class Median;
}

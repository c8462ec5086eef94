using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>A gradient of weights that can be summed in each tile of samples, and with it what else is summed of the same δ.</summary>
internal interface ITileSummed
{
    /// <summary>The δ that it sums; null where it can't do so in tiles.</summary>
    Value? Summable { get; }

    /// <summary>The same gradient, summed in each tile.</summary>
    Operation SummingTiles();
}

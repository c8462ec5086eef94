namespace GenNet.Generator.Kernels.Tiled;

/// <summary>One of the nested loops over the terms of a product's sums.</summary>
/// <param name="Index">What its index is called.</param>
/// <param name="Count">How often it runs.</param>
/// <param name="AStep">The distance from one round's element of A to the next round's.</param>
/// <param name="BStep">The distance from one round's row of B to the next round's.</param>
internal sealed record TermLoop(string Index, Extent Count, int AStep, int BStep);

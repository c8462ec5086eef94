namespace GenNet.Generator.Kernels.Check;

/// <summary>A tensor of parameters in the gradient check.</summary>
/// <param name="Symbol">What it is called in code, <c>w1</c>.</param>
/// <param name="Words">What it is called in a report, <c>layer 1, weights</c>.</param>
/// <param name="Length">The number of its parameters.</param>
/// <param name="Factors">The values that its parameters are multiplied by; null where they are added.</param>
/// <param name="IsOfAllUnits">Whether each has a part in every unit of the layer, and not those of one column in one unit.</param>
internal sealed record CheckedTensor(string Symbol, string Words, int Length, string? Factors = null, bool IsOfAllUnits = false);

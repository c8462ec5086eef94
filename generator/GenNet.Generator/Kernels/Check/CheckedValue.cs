namespace GenNet.Generator.Kernels.Check;

/// <summary>Values of one sample that a layer writes in the gradient check.</summary>
/// <param name="Name">What they are called in code, <c>a1</c>.</param>
/// <param name="Length">How many they are.</param>
internal sealed record CheckedValue(string Name, int Length);

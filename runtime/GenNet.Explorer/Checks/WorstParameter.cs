namespace GenNet.Exploring;

/// <summary>One of the parameters that are farthest off.</summary>
/// <param name="Tensor">The place of its tensor among the network's.</param>
/// <param name="Index">Its place in its tensor, row after row.</param>
/// <param name="Name">What generated code calls it.</param>
/// <param name="Backward">Its gradient from the generated backward pass.</param>
/// <param name="DualNumbers">The same from dual numbers.</param>
/// <param name="CentralDifference">The same from central differences.</param>
/// <param name="Excess">How far off it is, as a share of what is allowed: above 1 it is wrong.</param>
/// <param name="IsAtKink">Whether it is at a kink.</param>
internal readonly record struct WorstParameter(
    int Tensor, int Index, string Name, double Backward, double DualNumbers, double CentralDifference, double Excess, bool IsAtKink);

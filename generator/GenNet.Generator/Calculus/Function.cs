namespace GenNet.Generator.Calculus;

/// <summary>The functions that the runtime computes and the differentiator knows.</summary>
internal enum Function
{
    Exp,
    Log,
    Sigmoid,
    Tanh,
    Softplus,
}

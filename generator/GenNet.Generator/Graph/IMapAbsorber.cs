using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Graph;

/// <summary>An operation that hands a gradient down and can multiply it by the derivative of the activation there on its way: one pass over memory less.</summary>
internal interface IMapAbsorber
{
    /// <summary>It and the gradient of the activation that follows it, as one; null where that must be an operation of its own.</summary>
    /// <param name="gradient">The gradient of the activation, of which what this makes is the only term.</param>
    /// <param name="precision">The precision of numbers in its formula.</param>
    Operation? With(MapGradient gradient, Precision precision);
}

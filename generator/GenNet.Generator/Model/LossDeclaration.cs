using GenNet.Generator.Calculus;

namespace GenNet.Generator.Model;

/// <summary>What belongs to a loss beside its name.</summary>
/// <param name="Arguments">The numbers in its formula.</param>
/// <param name="Weights">What each class, or a yes to each label, counts, one for each output; empty where all count the same.</param>
internal sealed record LossDeclaration(LossArguments Arguments, EquatableArray<double> Weights);

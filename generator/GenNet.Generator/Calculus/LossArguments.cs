namespace GenNet.Generator.Calculus;

/// <summary>What a loss's formula depends on beside outputs and targets.</summary>
/// <param name="Number">The number that the loss takes (see <see cref="LossRow.Argument"/>); 0 if it takes none.</param>
/// <param name="LabelSmoothing">How much of the targets is spread evenly over all classes, from 0 to below 1.</param>
/// <param name="HasWeights">Whether each output has a weight (see <see cref="LossRow.Weights"/>), which is <see cref="LossFunction.W"/> in the formula.</param>
internal sealed record LossArguments(double Number = 0, double LabelSmoothing = 0, bool HasWeights = false);

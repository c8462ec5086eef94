namespace GenNet.Generator.Model;

/// <summary>What a layer has of its own in a step.</summary>
/// <param name="L1">What is added to the gradient, times the parameter's sign.</param>
/// <param name="L2">The weight decay in place of the optimizer's; null for the optimizer's.</param>
/// <param name="RateFactor">What the learning rate is multiplied by.</param>
internal sealed record LearningRule(double L1, double? L2, double RateFactor)
{
    /// <summary>What layers have that say nothing of it.</summary>
    public static LearningRule Default { get; } = new(0, null, 1);
}

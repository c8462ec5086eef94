using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// Lion, which follows a sign: <c>θ ← θ − η (sign(β₁ m + (1 − β₁) g) + λ θ)</c>, then <c>m ← β₂ m + (1 − β₂) g</c>. The moment <c>moment</c> begins at
/// 0. <see cref="Optimizer.WeightDecay"/> λ is decoupled from the gradient. Every component of a step is η, so rates are three to ten times smaller
/// than those of <see cref="AdamW"/>, and λ as much larger. Source: X. Chen et al., NeurIPS 2023, algorithm 2.
/// </summary>
public sealed class Lion : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="beta1">β₁, the share of the moment in a step: 0 or more, below 1.</param>
    /// <param name="beta2">β₂, the share of the moment that a step keeps: 0 or more, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Lion(double learningRate = 0.0001, double beta1 = 0.9, double beta2 = 0.99)
        : base(learningRate)
    {
        Beta1 = RequireShare(beta1, nameof(beta1));
        Beta2 = RequireShare(beta2, nameof(beta2));
    }

    /// <summary>β₁, the share of the moment in a step.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the share of the moment that a step keeps.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    public override string Name => nameof(Lion);

    /// <inheritdoc/>
    public override bool IsWeightDecayDecoupled => true;

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        var update = new LionUpdate<T>(
            state.PointerTo("moment"),
            T.CreateTruncating(Beta1),
            T.CreateTruncating(1 - Beta1),
            T.CreateTruncating(Beta2),
            T.CreateTruncating(1 - Beta2),
            InPrecision<T>(-LearningRate, "learning rate", LearningRate),
            GradientTerms.ShrinkageOf<T>(this));
        UpdatePass.Run(parameters, gradient, state, update);
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "β₁", Beta1);
        AddSetting(text, "β₂", Beta2);
    }
}

using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// Gradient descent with momentum: <c>v ← μ v + g</c>, <c>θ ← θ − η v</c>; with <see cref="IsNesterov"/> <c>θ ← θ − η (g + μ v)</c>.
/// Velocities <c>velocity</c> begin at 0. Source: B. T. Polyak, 1964, and Y. Nesterov, 1983, in the form of I. Sutskever et al., ICML 2013,
/// that PyTorch's SGD has.
/// </summary>
public sealed class Momentum : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="coefficient">μ, the share of the velocity that a step keeps: 0 or more, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Momentum(double learningRate, double coefficient = 0.9)
        : base(learningRate)
    {
        Coefficient = RequireShare(coefficient, nameof(coefficient));
    }

    /// <summary>μ, the share of the velocity that a step keeps: 0 or more, below 1.</summary>
    public double Coefficient { get; }

    /// <summary>Whether the gradient counts as if it were taken one velocity ahead. False unless said.</summary>
    public bool IsNesterov { get; init; }

    /// <inheritdoc/>
    public override string Name => nameof(Momentum);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        T gradientRate = InPrecision<T>(IsNesterov ? -LearningRate : 0, "learning rate", LearningRate);
        T velocityRate = InPrecision<T>(IsNesterov ? -LearningRate * Coefficient : -LearningRate, "learning rate", LearningRate);
        UpdatePass.Run(
            parameters,
            gradient,
            state,
            new MomentumUpdate<T>(state.PointerTo("velocity"), T.CreateTruncating(Coefficient), gradientRate, velocityRate));
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "coefficient", Coefficient);
        if (IsNesterov)
        {
            text.Append(", Nesterov");
        }
    }
}

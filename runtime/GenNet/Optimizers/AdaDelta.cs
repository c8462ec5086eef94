using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// AdaDelta: with <c>s ← ρ s + (1 − ρ) g²</c>, <c>δ = g √(d + ε) / √(s + ε)</c> and <c>d ← ρ d + (1 − ρ) δ²</c>, a step is <c>θ ← θ − η δ</c>.
/// The means <c>squares</c> (s) and <c>steps</c> (d) begin at 0. Source: M. D. Zeiler, arXiv:1212.5701, 2012, algorithm 1, where η is 1.
/// </summary>
public sealed class AdaDelta : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="rho">ρ, the share of both means that a step keeps: 0 or more, below 1.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public AdaDelta(double learningRate = 1, double rho = 0.9, double epsilon = 1e-6)
        : base(learningRate)
    {
        Rho = RequireShare(rho, nameof(rho));
        Epsilon = RequireEpsilon(epsilon, nameof(epsilon));
    }

    /// <summary>ρ, the share of both means that a step keeps.</summary>
    public double Rho { get; }

    /// <summary>ε, which keeps the division from 0 and the first step from being none.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Name => nameof(AdaDelta);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        T rate = InPrecision<T>(-LearningRate, "learning rate", LearningRate);
        T epsilon = InPrecision<T>(Epsilon, "epsilon", Epsilon);
        UpdatePass.Run(
            parameters,
            gradient,
            state,
            new AdaDeltaUpdate<T>(
                state.PointerTo("squares"), state.PointerTo("steps"), T.CreateTruncating(Rho), T.CreateTruncating(1 - Rho), rate, epsilon));
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "ρ", Rho);
        AddSetting(text, "ε", Epsilon);
    }
}

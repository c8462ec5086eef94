using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// Adam with Nesterov's look ahead: with the moments of <see cref="Adam"/>, <c>μₜ = β₁ (1 − ½ · 0.96^(ψ t))</c> and their product <c>Πₜ = μ₁ ⋯ μₜ</c>,
/// step t is <c>θ ← θ − η ((1 − μₜ) g / (1 − Πₜ) + μₜ₊₁ m / (1 − Πₜ₊₁)) / (√v̂ + ε)</c>. Remembers <c>first</c>, <c>second</c> and Πₜ.
/// Source: T. Dozat, ICLR 2016 workshop, in the form of PyTorch.
/// </summary>
public sealed class NAdam : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="beta1">β₁, the share of the mean of gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="beta2">β₂, the share of the mean of squared gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <param name="momentumDecay">ψ, how fast the momentum comes up to β₁: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public NAdam(double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 0.004)
        : base(learningRate)
    {
        Beta1 = RequireShare(beta1, nameof(beta1));
        Beta2 = RequireShare(beta2, nameof(beta2));
        Epsilon = RequireEpsilon(epsilon, nameof(epsilon));
        MomentumDecay = RequireFinite(momentumDecay, nameof(momentumDecay));
    }

    /// <summary>β₁, the share of the mean of gradients that a step keeps.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the share of the mean of squared gradients that a step keeps.</summary>
    public double Beta2 { get; }

    /// <summary>ε, which keeps the division from 0.</summary>
    public double Epsilon { get; }

    /// <summary>ψ, how fast the momentum comes up to β₁.</summary>
    public double MomentumDecay { get; }

    /// <inheritdoc/>
    public override string Name => nameof(NAdam);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        double momentum = MomentumOf(state.Step);
        double next = MomentumOf(state.Step + 1);
        ref double product = ref state.Number("product");
        double before = state.Step == 1 ? 1 : product;
        double now = before * momentum;
        var factors = new NAdamFactors<T>(
            T.CreateTruncating(Beta1),
            T.CreateTruncating(1 - Beta1),
            T.CreateTruncating(Beta2),
            T.CreateTruncating(1 - Beta2),
            InPrecision<T>(-LearningRate * (1 - momentum) / (1 - now), "learning rate", LearningRate),
            InPrecision<T>(-LearningRate * next / (1 - (now * next)), "learning rate", LearningRate),
            T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(Beta2, state.Step))),
            InPrecision<T>(Epsilon, "epsilon", Epsilon));
        product = now;
        UpdatePass.Run(parameters, gradient, state, new NAdamUpdate<T>(state.PointerTo("first"), state.PointerTo("second"), factors));
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "β₁", Beta1);
        AddSetting(text, "β₂", Beta2);
        AddSetting(text, "ε", Epsilon);
        AddSetting(text, "momentum decay", MomentumDecay);
    }

    private double MomentumOf(long step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * MomentumDecay)));
}

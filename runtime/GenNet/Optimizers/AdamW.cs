using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// AdamW, which is <see cref="Adam"/> with a weight decay that is decoupled from the gradient: <c>θ ← θ − η λ θ − η m̂ / (√v̂ + ε)</c>.
/// <see cref="Optimizer.WeightDecay"/> λ is 0.01 unless said. Source: I. Loshchilov and F. Hutter, ICLR 2019, algorithm 2, in the form of
/// PyTorch, where λ is multiplied by the learning rate.
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="beta1">β₁, the share of the mean of gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="beta2">β₂, the share of the mean of squared gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate)
    {
        Beta1 = RequireShare(beta1, nameof(beta1));
        Beta2 = RequireShare(beta2, nameof(beta2));
        Epsilon = RequireEpsilon(epsilon, nameof(epsilon));
        WeightDecay = 0.01;
    }

    /// <summary>β₁, the share of the mean of gradients that a step keeps.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the share of the mean of squared gradients that a step keeps.</summary>
    public double Beta2 { get; }

    /// <summary>ε, which keeps the division from 0.</summary>
    public double Epsilon { get; }

    /// <summary>Whether a step divides by the largest v̂ so far instead of the last (S. J. Reddi et al., ICLR 2018). False unless said.</summary>
    public bool IsAmsGrad { get; init; }

    /// <inheritdoc/>
    public override string Name => nameof(AdamW);

    /// <inheritdoc/>
    public override bool IsWeightDecayDecoupled => true;

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        AdamFactors<T> factors = AdamFactors<T>.Of(
            LearningRate, Beta1, Beta2, Epsilon, GradientTerms.ShrinkageOf<T>(this), state.Step);
        factors.Run(parameters, gradient, state, IsAmsGrad);
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "β₁", Beta1);
        AddSetting(text, "β₂", Beta2);
        AddSetting(text, "ε", Epsilon);
        if (IsAmsGrad)
        {
            text.Append(", AMSGrad");
        }
    }
}

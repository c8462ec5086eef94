using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// AdaGrad: with the sum of squares <c>s ← s + g²</c>, step t is <c>θ ← θ − η / (1 + (t − 1) δ) · g / (√s + ε)</c>. The sum <c>squares</c> begins at
/// ς, the initial accumulator. Source: J. Duchi, E. Hazan and Y. Singer, JMLR 12, 2011, in the form of PyTorch.
/// </summary>
public sealed class AdaGrad : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="learningRateDecay">δ, how fast the learning rate falls: finite, 0 or more.</param>
    /// <param name="initialAccumulator">ς, what the sums begin at: finite, 0 or more.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public AdaGrad(double learningRate = 0.01, double learningRateDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
        : base(learningRate)
    {
        LearningRateDecay = RequireFinite(learningRateDecay, nameof(learningRateDecay));
        InitialAccumulator = RequireFinite(initialAccumulator, nameof(initialAccumulator));
        Epsilon = RequireEpsilon(epsilon, nameof(epsilon));
    }

    /// <summary>δ, how fast the learning rate falls.</summary>
    public double LearningRateDecay { get; }

    /// <summary>ς, what the sums of squares begin at.</summary>
    public double InitialAccumulator { get; }

    /// <summary>ε, which keeps the division from 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Name => nameof(AdaGrad);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        T rate = InPrecision<T>(-LearningRate / (1 + ((state.Step - 1) * LearningRateDecay)), "learning rate", LearningRate);
        T initial = InPrecision<T>(InitialAccumulator, "initial accumulator", InitialAccumulator);
        T epsilon = InPrecision<T>(Epsilon, "epsilon", Epsilon);
        if (state.Step == 1)
        {
            state["squares"].Fill(initial);
        }

        UpdatePass.Run(parameters, gradient, state, new AdaGradUpdate<T>(state.PointerTo("squares"), rate, epsilon));
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "learning rate decay", LearningRateDecay, @default: 0);
        AddSetting(text, "initial accumulator", InitialAccumulator, @default: 0);
        AddSetting(text, "ε", Epsilon);
    }
}

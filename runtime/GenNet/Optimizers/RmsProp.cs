using System;
using System.Numerics;
using System.Text;

namespace GenNet;

/// <summary>
/// RMSprop: with <c>s ← α s + (1 − α) g²</c> a step is <c>θ ← θ − η g / (√s + ε)</c>. With <see cref="IsCentered"/> it divides by √(s − c²) + ε,
/// with <c>c ← α c + (1 − α) g</c>; with a <see cref="Momentum"/> μ what it would subtract is added up, <c>v ← μ v + g / (√s + ε)</c>,
/// <c>θ ← θ − η v</c>. The means <c>squares</c> and <c>gradients</c> and the velocities <c>velocity</c> begin at 0. Source: T. Tieleman and G. Hinton,
/// lecture 6.5 of <i>Neural Networks for Machine Learning</i>, 2012; centered: A. Graves, arXiv:1308.0850, 2013.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="alpha">α, the share of the means that a step keeps: 0 or more, below 1.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <param name="momentum">μ, the share of the velocity that a step keeps: 0 or more, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RmsProp(double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0)
        : base(learningRate)
    {
        Alpha = RequireShare(alpha, nameof(alpha));
        Epsilon = RequireEpsilon(epsilon, nameof(epsilon));
        Momentum = RequireShare(momentum, nameof(momentum));
    }

    /// <summary>α, the share of the means that a step keeps.</summary>
    public double Alpha { get; }

    /// <summary>ε, which keeps the division from 0.</summary>
    public double Epsilon { get; }

    /// <summary>μ, the share of the velocity that a step keeps; 0 for none.</summary>
    public double Momentum { get; }

    /// <summary>Whether the gradients' mean is taken from them before they are squared. False unless said.</summary>
    public bool IsCentered { get; init; }

    /// <inheritdoc/>
    public override string Name => nameof(RmsProp);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        var update = new RmsPropUpdate<T>(
            state.PointerTo("squares"),
            IsCentered ? state.PointerTo("gradients") : null,
            Momentum > 0 ? state.PointerTo("velocity") : null,
            T.CreateTruncating(Alpha),
            T.CreateTruncating(1 - Alpha),
            T.CreateTruncating(Momentum),
            InPrecision<T>(-LearningRate, "learning rate", LearningRate),
            InPrecision<T>(Epsilon, "epsilon", Epsilon));
        UpdatePass.Run(parameters, gradient, state, update);
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "α", Alpha);
        AddSetting(text, "ε", Epsilon);
        AddSetting(text, "momentum", Momentum, @default: 0);
        if (IsCentered)
        {
            text.Append(", centered");
        }
    }
}

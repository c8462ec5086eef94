using System;
using System.Numerics;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Resilient backpropagation, which goes by the signs of gradients of full batches: where a gradient keeps its sign the parameter's step Δ grows,
/// <c>Δ ← min(η⁺ Δ, Δmax)</c>; where the sign changes, <c>Δ ← max(η⁻ Δ, Δmin)</c>, and this gradient counts as 0; then
/// <c>θ ← θ − sign(g) Δ</c>. Steps <c>steps</c> begin at the learning rate, which plays no part later; <c>gradients</c> are those of the step before.
/// Source: M. Riedmiller and H. Braun, ICNN 1993, without weight backtracking, in the form of PyTorch.
/// </summary>
public sealed class RProp : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="decrease">η⁻, what a step is multiplied by where the sign changes: above 0, below 1.</param>
    /// <param name="increase">η⁺, what a step is multiplied by where the sign stays: above 1, finite.</param>
    /// <param name="smallestStep">Δmin: finite, 0 or more.</param>
    /// <param name="largestStep">Δmax: finite, not below Δmin.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RProp(double learningRate = 0.01, double decrease = 0.5, double increase = 1.2, double smallestStep = 1e-6, double largestStep = 50)
        : base(learningRate)
    {
        Decrease = decrease is > 0 and < 1
            ? decrease
            : throw new ArgumentOutOfRangeException(nameof(decrease), decrease, $"{nameof(decrease)} is above 0 and below 1, not {Printed.Exactly(decrease)}.");
        Increase = increase > 1 && double.IsFinite(increase)
            ? increase
            : throw new ArgumentOutOfRangeException(nameof(increase), increase, $"{nameof(increase)} is finite and above 1, not {Printed.Exactly(increase)}.");
        SmallestStep = RequireFinite(smallestStep, nameof(smallestStep));
        LargestStep = RequireFinite(largestStep, nameof(largestStep));
        if (LargestStep < SmallestStep)
        {
            throw new ArgumentOutOfRangeException(
                nameof(largestStep),
                largestStep,
                $"{nameof(largestStep)} is not below {nameof(smallestStep)}, which is {Printed.Exactly(smallestStep)}, but it is {Printed.Exactly(largestStep)}.");
        }
    }

    /// <summary>η⁻, what a step is multiplied by where the sign of the gradient changes.</summary>
    public double Decrease { get; }

    /// <summary>η⁺, what a step is multiplied by where the sign of the gradient stays.</summary>
    public double Increase { get; }

    /// <summary>Δmin, the smallest step.</summary>
    public double SmallestStep { get; }

    /// <summary>Δmax, the largest step.</summary>
    public double LargestStep { get; }

    /// <inheritdoc/>
    public override string Name => nameof(RProp);

    /// <inheritdoc/>
    internal override bool IsForFullBatches => true;

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected override unsafe void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    {
        T initial = InPrecision<T>(LearningRate, "learning rate", LearningRate);
        T largest = InPrecision<T>(LargestStep, "largest step", LargestStep);
        T increase = InPrecision<T>(Increase, "increase", Increase);
        if (state.Step == 1)
        {
            state["steps"].Fill(initial);
        }

        UpdatePass.Run(
            parameters,
            gradient,
            state,
            new RPropUpdate<T>(
                state.PointerTo("steps"),
                state.PointerTo("gradients"),
                T.CreateTruncating(Decrease),
                increase,
                T.CreateTruncating(SmallestStep),
                largest));
    }

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text)
    {
        AddSetting(text, "decrease", Decrease);
        AddSetting(text, "increase", Increase);
        AddSetting(text, "steps from", SmallestStep);
        text.Append(" to ").Append(Printed.Exactly(LargestStep));
    }
}

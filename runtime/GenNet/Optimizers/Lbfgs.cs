using System;
using System.Globalization;
using System.Numerics;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// L-BFGS with a line search for the strong Wolfe conditions, for full batches: each step evaluates its batch again and again, and goes
/// <c>θ ← θ − t H g</c>, where H approximates the inverse of the Hessian by the last gradients' differences and t meets
/// <c>L(θ + t d) ≤ L(θ) + 10⁻⁴ t g·d</c> and <c>|g(θ + t d)·d| ≤ 0.9 |g·d|</c>.
/// </summary>
/// <remarks>
/// A step makes up to <see cref="MaxIterations"/> iterations, as PyTorch's <c>LBFGS</c> with <c>strong_wolfe</c> does, and remembers the differences of
/// gradients and parameters of the last <see cref="HistorySize"/> of them. It takes whole batches: with <c>AccumulateBatches</c> and
/// <c>ApplyGradient</c> there is nothing to evaluate again. Clipping would contradict the loss that is searched, and is refused. Source: J. Nocedal
/// and S. Wright, <i>Numerical Optimization</i>, 2006, algorithms 7.4, 3.5 and 3.6.
/// </remarks>
public sealed class Lbfgs : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η, the step that a line search tries first: finite, 0 or more.</param>
    /// <param name="maxIterations">The most iterations of a step: 1 or more.</param>
    /// <param name="historySize">The iterations whose differences are remembered: 1 to 100.</param>
    /// <param name="toleranceGradient">A step ends where no component of the gradient is larger: finite, 0 or more.</param>
    /// <param name="toleranceChange">A step ends where neither loss nor any parameter changes more: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Lbfgs(
        double learningRate = 1, int maxIterations = 20, int historySize = 100, double toleranceGradient = 1e-7, double toleranceChange = 1e-9)
        : base(learningRate)
    {
        MaxIterations = RequireCount(maxIterations, int.MaxValue, nameof(maxIterations));
        HistorySize = RequireCount(historySize, 100, nameof(historySize));
        ToleranceGradient = RequireFinite(toleranceGradient, nameof(toleranceGradient));
        ToleranceChange = RequireFinite(toleranceChange, nameof(toleranceChange));
        MaxEvaluations = (int)Math.Min(int.MaxValue, Math.Max(1, maxIterations * 5L / 4));
    }

    /// <summary>The most iterations of a step.</summary>
    public int MaxIterations { get; }

    /// <summary>The evaluations of loss and gradient after which a step ends: 1 or more, five quarters of <see cref="MaxIterations"/> unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxEvaluations
    {
        get;
        init => field = RequireCount(value, int.MaxValue, nameof(MaxEvaluations));
    }

    /// <summary>The iterations whose differences are remembered.</summary>
    public int HistorySize { get; }

    /// <summary>A step ends where no component of the gradient is larger.</summary>
    public double ToleranceGradient { get; }

    /// <summary>A step ends where neither loss nor any parameter changes more.</summary>
    public double ToleranceChange { get; }

    /// <inheritdoc/>
    public override string Name => nameof(Lbfgs);

    /// <inheritdoc/>
    internal override bool IsForFullBatches => true;

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <summary>Takes a step.</summary>
    /// <returns>The batch's loss before it.</returns>
    internal T Minimize<T>(in BatchObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsFinite(ClipNorm) || double.IsFinite(ClipValue))
        {
            throw new InvalidOperationException(
                "Lbfgs searches along the gradient of the loss, and a clipped gradient is not that. Leave ClipNorm and ClipValue at infinity.");
        }

        if (objective.Network.Layout.HasOwnRules)
        {
            throw new InvalidOperationException(
                $"{objective.Network.Layout.Name} has layers with L1, L2 or a LearningRateFactor of their own, which Lbfgs, whose steps go along one line, cannot take. "
                + "Take another optimizer, or leave them away.");
        }

        OptimizerState<T> state = StateOf(objective.Network);
        var search = state.Work as LbfgsSearch<T>;
        if (search is null)
        {
            search = new LbfgsSearch<T>(this, objective.Network, state);
            state.Work = search;
        }

        return search.Minimize(in objective);
    }

    /// <inheritdoc/>
    internal override unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team) =>
        Minimize(new BatchObjective<float>(network, in batch, team));

    /// <inheritdoc/>
    internal override unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team) =>
        Minimize(new BatchObjective<double>(network, in batch, team));

    /// <inheritdoc/>
    protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state) =>
        throw new InvalidOperationException(
            "Lbfgs evaluates a batch several times in a step, and here there is a gradient alone. Call TrainStep, or Fit with AccumulateBatches of 1 and without weights.");

    /// <inheritdoc/>
    private protected override void AddSettings(StringBuilder text) => text.Append(
        CultureInfo.InvariantCulture, $", at most {Counted.Of(MaxIterations, "iteration")} a step, history of {HistorySize}");

    private static int RequireCount(int value, int most, string name) => value >= 1 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(
            name,
            value,
            string.Create(CultureInfo.InvariantCulture, $"{name} is {(most == int.MaxValue ? "at least 1" : $"from 1 to {most}")}, not {value}."));
}

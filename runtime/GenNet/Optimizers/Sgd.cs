using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// Stochastic gradient descent: <c>θ ← θ − η g</c>, with <c>g = ∂L/∂θ</c>. It remembers nothing of a network. Where nothing is clipped and no
/// weight decays, a weight's gradient is followed while it is still in registers.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    public Sgd(double learningRate)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(Sgd);

    /// <inheritdoc/>
    internal override bool IsElementwise => true;

    /// <inheritdoc/>
    internal override bool IsStateless => true;

    /// <inheritdoc/>
    protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state) =>
        UpdatePass.Run(parameters, gradient, state, new DescentUpdate<T>(RateIn<T>()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team)
    {
        if (!FollowsGradientAsItIs || network.Layout.HasOwnRules)
        {
            return base.Backpropagate(network, in batch, parameters, team);
        }

        var update = new SgdUpdate<float>(parameters, RateIn<float>());
        return team is null ? network.Backpropagate(in batch, update) : network.Spread(in batch, update, team);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team)
    {
        if (!FollowsGradientAsItIs || network.Layout.HasOwnRules)
        {
            return base.Backpropagate(network, in batch, parameters, team);
        }

        var update = new SgdUpdate<double>(parameters, RateIn<double>());
        return team is null ? network.Backpropagate(in batch, update) : network.Spread(in batch, update, team);
    }

    private T RateIn<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        InPrecision<T>(-LearningRate, "learning rate", LearningRate);
}

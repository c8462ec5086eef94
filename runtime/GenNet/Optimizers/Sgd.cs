using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Training;

namespace GenNet;

/// <summary>Stochastic gradient descent: <c>θ ← θ − η ∂L/∂θ</c>.</summary>
public sealed class Sgd : Optimizer
{
    private double _learningRate;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    public Sgd(double learningRate) => _learningRate = RequireLearningRate(learningRate, nameof(learningRate));

    /// <summary>The learning rate η: finite, 0 or more. May change between steps.</summary>
    /// <remarks>A network in single precision refuses a step with a rate beyond 3.4·10³⁸; one below 10⁻⁴⁵ is 0 to it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireLearningRate(value, nameof(LearningRate));
    }

    /// <summary>The optimizer in words: <c>Sgd(learning rate 0.1)</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => $"Sgd(learning rate {Printed.Exactly(LearningRate)})";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team)
    {
        var update = new SgdUpdate<float>(parameters, RateIn<float>());
        return team is null ? network.Backpropagate(in batch, update) : network.Spread(in batch, update, team);
    }

    /// <inheritdoc/>
    internal override unsafe void Update(TrainableNetwork<float> network, float* parameters, float* gradient) =>
        GradientBuffer.Apply(gradient, network.Layout.StorageLength, new SgdUpdate<float>(parameters, RateIn<float>()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team)
    {
        var update = new SgdUpdate<double>(parameters, RateIn<double>());
        return team is null ? network.Backpropagate(in batch, update) : network.Spread(in batch, update, team);
    }

    /// <inheritdoc/>
    internal override unsafe void Update(TrainableNetwork<double> network, double* parameters, double* gradient) =>
        GradientBuffer.Apply(gradient, network.Layout.StorageLength, new SgdUpdate<double>(parameters, RateIn<double>()));

    private T RateIn<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        InPrecision<T>(-_learningRate, "learning rate", _learningRate);
}

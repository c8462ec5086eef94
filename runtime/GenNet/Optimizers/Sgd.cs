using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Stochastic gradient descent: <c>θ ← θ − η ∂L/∂θ</c>.</summary>
public sealed class Sgd : Optimizer
{
    private double _learningRate;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    public Sgd(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate η: finite, 0 or more. May change between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                $"A learning rate is finite and at least 0, not {value.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team) =>
        team is null
            ? network.Backpropagate(in batch, new SgdUpdate<float>(parameters, (float)-_learningRate))
            : network.Spread(in batch, new SgdUpdate<float>(parameters, (float)-_learningRate), team);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team) =>
        team is null
            ? network.Backpropagate(in batch, new SgdUpdate<double>(parameters, -_learningRate))
            : network.Spread(in batch, new SgdUpdate<double>(parameters, -_learningRate), team);

    /// <inheritdoc/>
    internal override unsafe void Update(float* parameters, float* gradient, int length) =>
        Step(parameters, gradient, length, (float)-_learningRate);

    /// <inheritdoc/>
    internal override unsafe void Update(double* parameters, double* gradient, int length) =>
        Step(parameters, gradient, length, -_learningRate);

    private static unsafe void Step<T>(T* parameters, T* gradient, int length, T negativeRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < length; i++)
        {
            parameters[i] = T.MultiplyAddEstimate(gradient[i], negativeRate, parameters[i]);
        }
    }
}

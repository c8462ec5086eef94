using System;
using System.Globalization;
using System.Numerics;

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
    internal override unsafe T Backpropagate<T>(
        TrainableNetwork<T> network, in Batch<T> batch, T* parameters, WorkerTeam? team) =>
        network.Spread(in batch, new SgdUpdate<T>(parameters, -T.CreateChecked(_learningRate)), team);

    /// <inheritdoc/>
    internal override unsafe void Update<T>(T* parameters, T* gradient, int length)
    {
        T rate = T.CreateChecked(_learningRate);
        for (int i = 0; i < length; i++)
        {
            parameters[i] = T.MultiplyAddEstimate(gradient[i], -rate, parameters[i]);
        }
    }
}

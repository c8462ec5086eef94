using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Gradient descent with momentum: <c>v ← μ v + ∂L/∂θ</c>, <c>θ ← θ − η v</c>; with <see cref="IsNesterov"/>
/// <c>θ ← θ − η (∂L/∂θ + μ v)</c>. Velocities begin at 0 and belong to the pair of optimizer and network. Source: B. T. Polyak, 1964, and
/// Y. Nesterov, 1983, in the form of I. Sutskever et al., ICML 2013, that PyTorch's SGD has.
/// </summary>
public sealed class Momentum : Optimizer
{
    private readonly ConditionalWeakTable<Network, object> _memories = [];
    private double _learningRate;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="coefficient">μ, the share of the velocity that a step keeps: 0 or more, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Momentum(double learningRate, double coefficient = 0.9)
    {
        _learningRate = RequireLearningRate(learningRate, nameof(learningRate));
        Coefficient = RequireShare(coefficient, nameof(coefficient));
    }

    /// <summary>The learning rate η: finite, 0 or more. May change between steps.</summary>
    /// <remarks>A network in single precision refuses a step with a rate beyond 3.4·10³⁸; one below 10⁻⁴⁵ is 0 to it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireLearningRate(value, nameof(LearningRate));
    }

    /// <summary>μ, the share of the velocity that a step keeps: 0 or more, below 1.</summary>
    public double Coefficient { get; }

    /// <summary>Whether the gradient counts as if it were taken one velocity ahead. False unless said.</summary>
    public bool IsNesterov { get; init; }

    /// <summary>The optimizer in words: <c>Momentum(learning rate 0.1, coefficient 0.9)</c>, with <c>, Nesterov</c> where it is.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"Momentum(learning rate {Printed.Exactly(LearningRate)}, coefficient {Printed.Exactly(Coefficient)}{(IsNesterov ? ", Nesterov" : string.Empty)})";

    /// <inheritdoc/>
    internal override unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team) =>
        network.Spread(in batch, NextUpdate(network, parameters), team);

    /// <inheritdoc/>
    internal override unsafe void Update(TrainableNetwork<float> network, float* parameters, float* gradient) =>
        GradientBuffer.Apply(gradient, network.Layout.StorageLength, NextUpdate(network, parameters));

    /// <inheritdoc/>
    internal override unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team) =>
        network.Spread(in batch, NextUpdate(network, parameters), team);

    /// <inheritdoc/>
    internal override unsafe void Update(TrainableNetwork<double> network, double* parameters, double* gradient) =>
        GradientBuffer.Apply(gradient, network.Layout.StorageLength, NextUpdate(network, parameters));

    private unsafe MomentumUpdate<T> NextUpdate<T>(Network<T> network, T* parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimizerMemory<T> memory = OptimizerMemory<T>.Of(_memories, network, slots: 1);
        return new MomentumUpdate<T>(
            parameters,
            memory.Slot(0),
            T.CreateTruncating(Coefficient),
            InPrecision<T>(IsNesterov ? -_learningRate : 0, "learning rate", _learningRate),
            InPrecision<T>(IsNesterov ? -_learningRate * Coefficient : -_learningRate, "learning rate", _learningRate));
    }
}

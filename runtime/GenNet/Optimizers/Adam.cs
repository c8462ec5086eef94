using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Adam: with <c>m ← β₁ m + (1 − β₁) g</c>, <c>v ← β₂ v + (1 − β₂) g²</c> and their corrections <c>m̂ = m / (1 − β₁ᵗ)</c>,
/// <c>v̂ = v / (1 − β₂ᵗ)</c>, step t is <c>θ ← θ − η m̂ / (√v̂ + ε)</c>. Moments and t begin at 0 and belong to the pair of optimizer and
/// network. Source: D. P. Kingma and J. Ba, ICLR 2015, algorithm 1.
/// </summary>
public sealed class Adam : Optimizer
{
    private readonly ConditionalWeakTable<Network, object> _memories = [];
    private double _learningRate;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <param name="beta1">β₁, the share of the mean of gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="beta2">β₂, the share of the mean of squared gradients that a step keeps: 0 or more, below 1.</param>
    /// <param name="epsilon">ε, which keeps the division from 0: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        _learningRate = RequireLearningRate(learningRate, nameof(learningRate));
        Beta1 = RequireShare(beta1, nameof(beta1));
        Beta2 = RequireShare(beta2, nameof(beta2));
        Epsilon = double.IsFinite(epsilon) && (float)epsilon > 0
            ? epsilon
            : throw new ArgumentOutOfRangeException(
                nameof(epsilon),
                epsilon,
                $"epsilon is finite and above 0 in single precision too, not {epsilon.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>The learning rate η: finite, 0 or more. May change between steps.</summary>
    /// <remarks>
    /// A network in single precision refuses a step that would multiply by more than 3.4·10³⁸; a rate below 10⁻⁴⁵ is 0 to it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireLearningRate(value, nameof(LearningRate));
    }

    /// <summary>β₁, the share of the mean of gradients that a step keeps.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the share of the mean of squared gradients that a step keeps.</summary>
    public double Beta2 { get; }

    /// <summary>ε, which keeps the division from 0.</summary>
    public double Epsilon { get; }

    /// <summary>The optimizer in words: <c>Adam(learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1E-08)</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"Adam(learning rate {Printed.Exactly(LearningRate)}, β₁ {Printed.Exactly(Beta1)}, β₂ {Printed.Exactly(Beta2)}, ε {Printed.Exactly(Epsilon)})";

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

    private unsafe AdamUpdate<T> NextUpdate<T>(Network<T> network, T* parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimizerMemory<T> memory = OptimizerMemory<T>.Of(_memories, network, slots: 2);
        long step = memory.Steps + 1;
        var factors = new AdamFactors<T>(
            T.CreateTruncating(Beta1),
            T.CreateTruncating(1 - Beta1),
            T.CreateTruncating(Beta2),
            T.CreateTruncating(1 - Beta2),
            InPrecision<T>(-_learningRate / (1 - Math.Pow(Beta1, step)), "learning rate", _learningRate),
            T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(Beta2, step))),
            InPrecision<T>(Epsilon, "epsilon", Epsilon));
        memory.Steps = step;
        return new AdamUpdate<T>(parameters, memory.Slot(0), memory.Slot(1), in factors);
    }
}

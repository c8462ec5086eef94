using System;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The definition of what a network computes: triple loops in double precision, written from the formulas and nothing else. It takes
/// no care to be fast, and derives no formula from another one.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly NetworkDescription _description;

    public ReferenceNetwork(NetworkDescription description, double[] parameters)
    {
        if (parameters.Length != description.ParameterCount)
        {
            throw new ArgumentException(
                $"{description.Name} has {description.ParameterCount} parameters, not {parameters.Length}.", nameof(parameters));
        }

        _description = description;
        Parameters = (double[])parameters.Clone();
    }

    /// <summary>Layer by layer: weights row-major [inputs × outputs], then biases [outputs].</summary>
    public double[] Parameters { get; }

    /// <summary>The outputs of each sample.</summary>
    public double[] Predict(double[] inputs)
    {
        int samples = inputs.Length / _description.InputSize;
        double[] outputs = new double[samples * _description.OutputSize];
        for (int s = 0; s < samples; s++)
        {
            (_, double[][] a) = Forward(SampleOf(inputs, s, _description.InputSize));
            a[^1].CopyTo(outputs, s * _description.OutputSize);
        }

        return outputs;
    }

    /// <summary>The outputs, the batch's loss and ∂loss/∂parameter.</summary>
    public ReferenceResult Backpropagate(double[] inputs, double[] targets)
    {
        int samples = inputs.Length / _description.InputSize;
        double share = _description.Reduction == Reduction.Mean ? 1.0 / samples : 1.0;
        double[] outputs = new double[samples * _description.OutputSize];
        double[] gradient = new double[Parameters.Length];
        double loss = 0;
        for (int s = 0; s < samples; s++)
        {
            double[] t = SampleOf(targets, s, _description.OutputSize);
            (double[][] z, double[][] a) = Forward(SampleOf(inputs, s, _description.InputSize));
            a[^1].CopyTo(outputs, s * _description.OutputSize);
            loss += share * LossOf(z[^1], a[^1], t);
            double[] delta = LastDelta(z[^1], a[^1], t);
            for (int i = 0; i < delta.Length; i++)
            {
                delta[i] *= share;
            }

            Backward(z, a, delta, gradient);
        }

        return new ReferenceResult(outputs, loss, gradient);
    }

    /// <summary>One step of gradient descent; yields the loss before it.</summary>
    public double Step(double[] inputs, double[] targets, double learningRate)
    {
        ReferenceResult result = Backpropagate(inputs, targets);
        for (int i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] -= learningRate * result.Gradient[i];
        }

        return result.Loss;
    }

    /// <summary>
    /// How far the nearest pre-activation of a ReLU lies from 0, where its derivative jumps and rounding alone decides the side.
    /// </summary>
    public double DistanceToKink(double[] sample)
    {
        double nearest = double.PositiveInfinity;
        (double[][] z, _) = Forward(sample);
        for (int l = 0; l < z.Length; l++)
        {
            for (int j = 0; j < z[l].Length && _description.Layers[l].Activation == Activation.ReLU; j++)
            {
                nearest = Math.Min(nearest, Math.Abs(z[l][j]));
            }
        }

        return nearest;
    }

    private static double[] SampleOf(double[] batch, int sample, int size) => batch[(sample * size)..((sample + 1) * size)];

    // z = x·W + b, a = f(z); a[0] is the sample itself, so that a[l] goes into layer l and a[l + 1] comes out of it.
    private (double[][] Z, double[][] A) Forward(double[] sample)
    {
        LayerDescription[] layers = _description.Layers;
        double[][] z = new double[layers.Length][];
        double[][] a = new double[layers.Length + 1][];
        a[0] = sample;
        int weights = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            LayerDescription layer = layers[l];
            int biases = weights + layer.WeightCount;
            z[l] = new double[layer.Outputs];
            for (int j = 0; j < layer.Outputs; j++)
            {
                for (int i = 0; i < layer.Inputs; i++)
                {
                    z[l][j] += a[l][i] * Parameters[weights + (i * layer.Outputs) + j];
                }

                z[l][j] += layer.HasBias ? Parameters[biases + j] : 0;
            }

            a[l + 1] = Activate(layer.Activation, z[l]);
            weights += layer.ParameterCount;
        }

        return (z, a);
    }

    // ∂L/∂W = aᵀ·δ, ∂L/∂b = δ, ∂L/∂a = δ·Wᵀ, and δ of the layer before from ∂L/∂a.
    private void Backward(double[][] z, double[][] a, double[] delta, double[] gradient)
    {
        int end = Parameters.Length;
        for (int l = _description.Layers.Length - 1; l >= 0; l--)
        {
            LayerDescription layer = _description.Layers[l];
            int weights = end - layer.ParameterCount;
            int biases = weights + layer.WeightCount;
            double[] inputGradient = new double[layer.Inputs];
            for (int i = 0; i < layer.Inputs; i++)
            {
                for (int j = 0; j < layer.Outputs; j++)
                {
                    gradient[weights + (i * layer.Outputs) + j] += a[l][i] * delta[j];
                    inputGradient[i] += delta[j] * Parameters[weights + (i * layer.Outputs) + j];
                }
            }

            for (int j = 0; layer.HasBias && j < layer.Outputs; j++)
            {
                gradient[biases + j] += delta[j];
            }

            end = weights;
            if (l > 0)
            {
                delta = ThroughActivation(_description.Layers[l - 1].Activation, z[l - 1], a[l], inputGradient);
            }
        }
    }

    private static double[] Activate(Activation activation, double[] z) => activation switch
    {
        Activation.Linear => [.. z],
        Activation.Sigmoid => Array.ConvertAll(z, Sigmoid),
        Activation.Tanh => Array.ConvertAll(z, Math.Tanh),
        Activation.ReLU => Array.ConvertAll(z, value => value > 0 ? value : 0),
        Activation.Softmax => Softmax(z),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "The reference has no formula for it."),
    };

    // ∂L/∂zᵢ = Σⱼ ∂L/∂aⱼ ∂aⱼ/∂zᵢ. Only softmax has terms with i ≠ j: ∂aⱼ/∂zᵢ = aⱼ([i = j] − aᵢ).
    private static double[] ThroughActivation(Activation activation, double[] z, double[] a, double[] outputGradient)
    {
        double[] delta = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            switch (activation)
            {
                case Activation.Linear:
                    delta[i] = outputGradient[i];
                    break;
                case Activation.Sigmoid:
                    delta[i] = outputGradient[i] * Sigmoid(z[i]) * Sigmoid(-z[i]);
                    break;
                case Activation.Tanh:
                    double cosh = Math.Cosh(z[i]);
                    delta[i] = outputGradient[i] / (cosh * cosh);
                    break;
                case Activation.ReLU:
                    delta[i] = z[i] > 0 ? outputGradient[i] : 0;
                    break;
                case Activation.Softmax:
                    for (int j = 0; j < z.Length; j++)
                    {
                        delta[i] += outputGradient[j] * a[j] * ((i == j ? 1 : 0) - a[i]);
                    }

                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(activation), activation, "The reference has no formula for it.");
            }
        }

        return delta;
    }

    private double LossOf(double[] z, double[] a, double[] t)
    {
        double squares = 0;
        double binaryCrossEntropy = 0;
        double sumOfTargets = 0;
        double weighted = 0;
        for (int i = 0; i < t.Length; i++)
        {
            squares += (a[i] - t[i]) * (a[i] - t[i]);
            binaryCrossEntropy += Softplus(z[i]) - (t[i] * z[i]);
            sumOfTargets += t[i];
            weighted += t[i] * z[i];
        }

        return _description.Loss switch
        {
            Loss.HalfSquaredError => squares / 2,
            Loss.SquaredError => squares,
            Loss.MeanSquaredError => squares / t.Length,
            Loss.BinaryCrossEntropy => binaryCrossEntropy,
            Loss.CrossEntropy => (LogSumExp(z) * sumOfTargets) - weighted,
            _ => throw new InvalidOperationException($"The reference has no formula for {_description.Loss}."),
        };
    }

    // δ = ∂L/∂z of the last layer.
    private double[] LastDelta(double[] z, double[] a, double[] t)
    {
        double sumOfTargets = 0;
        foreach (double target in t)
        {
            sumOfTargets += target;
        }

        double[] gradient = new double[t.Length];
        for (int i = 0; i < t.Length; i++)
        {
            gradient[i] = _description.Loss switch
            {
                Loss.HalfSquaredError => a[i] - t[i],
                Loss.SquaredError => 2 * (a[i] - t[i]),
                Loss.MeanSquaredError => 2 * (a[i] - t[i]) / t.Length,
                Loss.BinaryCrossEntropy => Sigmoid(z[i]) - t[i],
                Loss.CrossEntropy => (a[i] * sumOfTargets) - t[i],
                _ => throw new InvalidOperationException($"The reference has no formula for {_description.Loss}."),
            };
        }

        return _description.Loss is Loss.BinaryCrossEntropy or Loss.CrossEntropy
            ? gradient
            : ThroughActivation(_description.LastActivation, z, a, gradient);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double LogSumExp(double[] z)
    {
        double largest = Largest(z);
        double sum = 0;
        foreach (double value in z)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double[] Softmax(double[] z)
    {
        double logSumExp = LogSumExp(z);
        return Array.ConvertAll(z, value => Math.Exp(value - logSumExp));
    }

    private static double Largest(double[] values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}

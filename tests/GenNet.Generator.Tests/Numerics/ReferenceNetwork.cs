using System;
using System.Linq;

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

    /// <summary>Layer by layer: weights row-major [inputs × outputs], then biases [outputs], then the slope of a PReLU.</summary>
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
            double[] t = SampleOf(targets, s, _description.TargetSize);
            (double[][] z, double[][] a) = Forward(SampleOf(inputs, s, _description.InputSize));
            a[^1].CopyTo(outputs, s * _description.OutputSize);
            loss += share * ReferenceLosses.Value(_description, z[^1], a[^1], t);
            Backward(z, a, t, share, gradient);
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
    /// How far the nearest pre-activation lies from a kink of its activation, where rounding alone decides the side.
    /// </summary>
    public double DistanceToKink(double[] sample)
    {
        double nearest = double.PositiveInfinity;
        (double[][] z, _) = Forward(sample);
        for (int l = 0; l < z.Length; l++)
        {
            foreach (double kink in ReferenceActivations.Kinks(_description.Layers[l].Activation))
            {
                foreach (double value in z[l])
                {
                    nearest = Math.Min(nearest, Math.Abs(value - kink));
                }
            }
        }

        return nearest;
    }

    /// <summary>How far the outputs lie from a kink of the loss.</summary>
    public double DistanceToLossKink(double[] sample, double[] target) =>
        ReferenceLosses.DistanceToKink(_description, Forward(sample).A[^1], target);

    /// <summary>
    /// How far the variances of a Gaussian likelihood are above the least that it reckons with: differences below see no gradient.
    /// </summary>
    public double DistanceToLeastVariance(double[] sample) => _description.Loss == Loss.GaussianNll
        ? Forward(sample).A[^1][_description.TargetSize..].Min() - _description.LossNumber
        : double.PositiveInfinity;

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

            weights += layer.ParameterCount;
            a[l + 1] = Activate(layer, z[l], layer.HasSlope ? Parameters[weights - 1] : layer.Number);
        }

        return (z, a);
    }

    // ∂L/∂W = aᵀ·δ, ∂L/∂b = δ, ∂L/∂a = δ·Wᵀ, and δ of the layer before from ∂L/∂a.
    private void Backward(double[][] z, double[][] a, double[] t, double share, double[] gradient)
    {
        int end = Parameters.Length;
        double[] delta = LastDelta(z[^1], a[^1], t, share, gradient);
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
                delta = ThroughActivation(_description.Layers[l - 1], z[l - 1], a[l], inputGradient, end - 1, gradient);
            }
        }
    }

    private static double[] Activate(LayerDescription layer, double[] z, double number) => layer.Activation switch
    {
        Activation.Softmax => Array.ConvertAll(ReferenceLosses.LogSoftmax(z), Math.Exp),
        Activation.LogSoftmax => ReferenceLosses.LogSoftmax(z),
        Activation.MeanAndVariance => [.. z[..(z.Length / 2)], .. z[(z.Length / 2)..].Select(ReferenceActivations.Softplus)],
        _ => Array.ConvertAll(z, value => ReferenceActivations.Value(layer.Activation, number, value)),
    };

    // ∂L/∂zᵢ = Σⱼ ∂L/∂aⱼ ∂aⱼ/∂zᵢ. Only softmax and its logarithm have terms with i ≠ j: ∂aⱼ/∂zᵢ = aⱼ([i = j] − aᵢ), and [i = j] − e^aᵢ.
    // The slope of a PReLU is the last parameter of its layer, and ∂L/∂slope = Σ ∂L/∂a min(z, 0).
    private double[] ThroughActivation(
        LayerDescription layer, double[] z, double[] a, double[] outputGradient, int lastParameter, double[] gradient)
    {
        double number = layer.HasSlope ? Parameters[lastParameter] : layer.Number;
        for (int i = 0; layer.HasSlope && i < z.Length; i++)
        {
            gradient[lastParameter] += outputGradient[i] * Math.Min(z[i], 0);
        }

        double[] delta = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            for (int j = 0; j < z.Length; j++)
            {
                double isSame = i == j ? 1 : 0;
                double derivative = layer.Activation switch
                {
                    Activation.Softmax => a[j] * (isSame - a[i]),
                    Activation.LogSoftmax => isSame - Math.Exp(a[i]),
                    Activation.MeanAndVariance => i != j ? 0 : i < z.Length / 2 ? 1 : ReferenceActivations.Sigmoid(z[i]),
                    _ => i == j ? ReferenceActivations.Slope(layer.Activation, number, z[i]) : 0,
                };
                delta[i] += outputGradient[j] * derivative;
            }
        }

        return delta;
    }

    // δ = ∂L/∂z of the last layer, times what the sample counts.
    private double[] LastDelta(double[] z, double[] a, double[] t, double share, double[] gradient) =>
        ReferenceLosses.DeltaThroughActivation(_description, z, a, t) is { } delta
            ? Array.ConvertAll(delta, value => share * value)
            : ThroughActivation(
                _description.Layers[^1],
                z,
                a,
                Array.ConvertAll(ReferenceLosses.GradientByOutput(_description, a, t), value => share * value),
                Parameters.Length - 1,
                gradient);
}

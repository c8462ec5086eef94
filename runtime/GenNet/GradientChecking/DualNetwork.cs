using System;
using System.Collections.Generic;

namespace GenNet.GradientChecking;

/// <summary>
/// A network over dual numbers: triple loops over the declared layers, one sample at a time. Nothing of the generated passes is in it
/// but the formulas of activations and loss as they were declared.
/// </summary>
/// <typeparam name="TFormulas">The network's formulas.</typeparam>
internal sealed class DualNetwork<TFormulas>
    where TFormulas : INetworkFormulas
{
    /// <summary>Stands for the input that a bias has: always 1.</summary>
    public const int Bias = -1;

    /// <summary>Stands for what the slope is multiplied by that an activation learns: the z of every unit.</summary>
    public const int Slope = -2;

    private readonly IReadOnlyList<LayerLayout> _layers;
    private readonly double[] _parameters;
    private readonly int[] _firstParameter;

    // What enters each layer, its z, and room for the z of a network in which one parameter differs.
    private readonly Dual[][] _entering;
    private readonly Dual[][] _z;
    private readonly Dual[][] _changed;
    private readonly Dual[] _targets;
    private readonly double[] _largestEntering;
    private readonly double[] _largestZ;
    private readonly double[] _slopes;

    /// <summary>Makes a network with parameters in the order of <see cref="Network{T}.CopyParametersTo"/>.</summary>
    public DualNetwork(NetworkLayout layout, double[] parameters)
    {
        _layers = layout.Layers;
        _parameters = parameters;
        _firstParameter = new int[_layers.Count];
        _entering = new Dual[_layers.Count][];
        _z = new Dual[_layers.Count][];
        _changed = new Dual[_layers.Count][];
        _largestEntering = new double[_layers.Count];
        _largestZ = new double[_layers.Count];
        _slopes = new double[_layers.Count];
        _targets = new Dual[layout.TargetSize];
        int next = 0;
        for (int i = 0; i < _layers.Count; i++)
        {
            LayerLayout layer = _layers[i];
            _firstParameter[i] = next;
            next += layer.ParameterCount;
            _slopes[i] = layer.SlopeOffset is null ? 0 : parameters[next - 1];
            _entering[i] = new Dual[layer.Inputs];
            _z[i] = new Dual[layer.Outputs];
            _changed[i] = new Dual[layer.Outputs];
        }
    }

    /// <summary>The loss of the sample.</summary>
    public Dual Loss { get; private set; }

    /// <summary>Takes a sample in.</summary>
    public void Read(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            _entering[0][i] = inputs[i];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            _targets[i] = targets[i];
        }

        for (int i = 0; i < _layers.Count; i++)
        {
            Multiply(i, _entering[i], _z[i]);
            _largestEntering[i] = LargestMagnitude(_entering[i]);
            _largestZ[i] = LargestMagnitude(_z[i]);
            if (i < _layers.Count - 1)
            {
                Activate(i, _z[i], _entering[i + 1]);
            }
        }

        Loss = TFormulas.Loss(_z[^1], _targets, _slopes[^1]);
    }

    /// <summary>The largest magnitude that a parameter of a layer is multiplied by in this sample.</summary>
    public double LargestFactor(int layer, int input) => input switch
    {
        Bias => 1,
        Slope => _largestZ[layer],
        _ => _largestEntering[layer],
    };

    /// <summary>
    /// The sample's loss if one parameter were p + <paramref name="offset"/>; its tangent is the derivative by that parameter there.
    /// </summary>
    /// <param name="layer">The layer, 0 for the first.</param>
    /// <param name="input">The input that the weight is of, or <see cref="Bias"/>, or <see cref="Slope"/>.</param>
    /// <param name="unit">The unit that the parameter is of; a slope is of all.</param>
    /// <param name="offset">How far the parameter is from its value.</param>
    public Dual LossAt(int layer, int input, int unit, double offset)
    {
        Dual change = new(offset, 1);
        if (input == Slope)
        {
            return LossAtSlope(layer, _slopes[layer] + change);
        }

        Dual z = _z[layer][unit] + (input == Bias ? change : change * _entering[layer][input]);
        Dual[] changed = _changed[layer];
        if (layer < _layers.Count - 1)
        {
            // One unit's output differs, and so one term in every sum of the next layer.
            Dual difference = TFormulas.Activation(layer + 1, z, _slopes[layer]) - _entering[layer + 1][unit];
            layer++;
            changed = _changed[layer];
            int weights = _firstParameter[layer] + (unit * changed.Length);
            for (int j = 0; j < changed.Length; j++)
            {
                changed[j] = _z[layer][j] + (difference * _parameters[weights + j]);
            }
        }
        else
        {
            _z[layer].CopyTo(changed, 0);
            changed[unit] = z;
        }

        return LossFrom(layer, changed);
    }

    private Dual LossAtSlope(int layer, Dual slope)
    {
        if (layer == _layers.Count - 1)
        {
            return TFormulas.Loss(_z[layer], _targets, slope);
        }

        Dual[] outputs = _changed[layer];
        for (int j = 0; j < outputs.Length; j++)
        {
            outputs[j] = TFormulas.Activation(layer + 1, _z[layer][j], slope);
        }

        Multiply(layer + 1, outputs, _changed[layer + 1]);
        return LossFrom(layer + 1, _changed[layer + 1]);
    }

    /// <summary>The loss from the z of a layer in which every unit may differ, and which is overwritten.</summary>
    private Dual LossFrom(int layer, Dual[] changed)
    {
        for (; layer < _layers.Count - 1; layer++)
        {
            Activate(layer, changed, changed);
            Multiply(layer + 1, changed, _changed[layer + 1]);
            changed = _changed[layer + 1];
        }

        return TFormulas.Loss(changed, _targets, _slopes[^1]);
    }

    private void Activate(int layer, ReadOnlySpan<Dual> z, Span<Dual> outputs)
    {
        for (int j = 0; j < z.Length; j++)
        {
            outputs[j] = TFormulas.Activation(layer + 1, z[j], _slopes[layer]);
        }
    }

    private static double LargestMagnitude(ReadOnlySpan<Dual> values)
    {
        double largest = 0;
        foreach (Dual value in values)
        {
            largest = Math.Max(largest, Math.Abs(value.Value));
        }

        return largest;
    }

    /// <summary>z = x·W + b.</summary>
    private void Multiply(int index, ReadOnlySpan<Dual> entering, Span<Dual> z)
    {
        LayerLayout layer = _layers[index];
        int weights = _firstParameter[index];
        int biases = weights + (layer.Inputs * layer.Outputs);
        for (int j = 0; j < layer.Outputs; j++)
        {
            z[j] = layer.HasBias ? _parameters[biases + j] : 0;
        }

        for (int i = 0; i < layer.Inputs; i++)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                z[j] += entering[i] * _parameters[weights + (i * layer.Outputs) + j];
            }
        }
    }
}

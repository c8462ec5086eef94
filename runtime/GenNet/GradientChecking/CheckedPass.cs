using System;

namespace GenNet.GradientChecking;

/// <summary>
/// Runs a <see cref="CheckedNetwork"/> on a sample, and again from a parameter on that differs: the layers before it, and the other units of its own
/// where it has a part in one alone, keep their values.
/// </summary>
internal sealed class CheckedPass
{
    private readonly CheckedNetwork _network;
    private readonly int _inputSize;
    private readonly Dual[] _parameters;
    private readonly Dual[] _values;
    private readonly Dual[] _changed;
    private readonly Dual[] _targets;
    private int _changedLayer;

    /// <summary>Makes a network run with parameters in the order of <see cref="Network{T}.CopyParametersTo"/>.</summary>
    public CheckedPass(CheckedNetwork network, NetworkLayout layout, double[] parameters)
    {
        _network = network;
        _inputSize = layout.InputSize;
        _parameters = Array.ConvertAll(parameters, parameter => new Dual(parameter));
        _values = new Dual[network.ValueCount];
        _changed = new Dual[network.ValueCount];
        _targets = new Dual[layout.TargetSize];
    }

    /// <summary>The loss of the sample.</summary>
    public Dual Loss { get; private set; }

    /// <summary>Takes a sample in.</summary>
    public void Read(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < _inputSize; i++)
        {
            _values[i] = inputs[i];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            _targets[i] = targets[i];
        }

        foreach (CheckedLayer layer in _network.Layers)
        {
            layer.Compute(_parameters, _values, 0, layer.Units);
        }

        Loss = _network.Loss(_parameters, _values, _targets);
        _changedLayer = -1;
    }

    /// <summary>The largest magnitude that a parameter of a tensor is multiplied by in this sample.</summary>
    public double LargestFactor(CheckedTensor tensor)
    {
        ReadOnlySpan<Dual> factors = _values.AsSpan(tensor.Factors);
        double largest = factors.IsEmpty ? 1 : 0;
        foreach (Dual factor in factors)
        {
            largest = Math.Max(largest, Math.Abs(factor.Value));
        }

        return largest;
    }

    /// <summary>
    /// The sample's loss if one parameter were p + <paramref name="offset"/>; its tangent is the derivative by that parameter there.
    /// </summary>
    /// <param name="layer">The layer that the parameter belongs to, 0 for the first.</param>
    /// <param name="unit">The unit that it has a part in; null for all.</param>
    /// <param name="parameter">Which of all parameters it is.</param>
    /// <param name="offset">How far it is from its value.</param>
    public Dual LossAt(int layer, int? unit, int parameter, double offset)
    {
        ReadOnlySpan<CheckedLayer> layers = _network.Layers;
        CheckedLayer own = layers[layer];

        // What other layers' parameters have changed is in the way once, what this layer's have every time.
        Range stale = _changedLayer == layer ? own.Values : ..;
        _values.AsSpan(stale).CopyTo(_changed.AsSpan(stale));
        _changedLayer = layer;

        Dual kept = _parameters[parameter];
        _parameters[parameter] = kept + new Dual(offset, 1);
        own.Compute(_parameters, _changed, unit ?? 0, unit + 1 ?? own.Units);
        foreach (CheckedLayer next in layers[(layer + 1)..])
        {
            next.Compute(_parameters, _changed, 0, next.Units);
        }

        Dual loss = _network.Loss(_parameters, _changed, _targets);
        _parameters[parameter] = kept;
        return loss;
    }
}

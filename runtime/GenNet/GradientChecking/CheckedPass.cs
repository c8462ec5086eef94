using System;

namespace GenNet.GradientChecking;

/// <summary>
/// Runs a <see cref="CheckedNetwork"/> on a sample, or on a whole batch where samples depend on each other, and again from a parameter on that differs: the
/// layers before it, and the other units of its own where it has a part in one alone, keep their values.
/// </summary>
internal sealed class CheckedPass
{
    private readonly CheckedNetwork _network;
    private readonly int _inputSize;
    private readonly int _targetSize;
    private readonly int _samples;
    private readonly int _sampleSize;
    private readonly Dual[] _parameters;
    private readonly Dual[] _values;
    private readonly ulong[] _branches;
    private readonly Dual[] _changed;
    private readonly Dual[] _targets;
    private int _changedLayer;

    /// <summary>Makes a network run with parameters in the order of <see cref="Network{T}.CopyParametersTo"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">Its sizes.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="samples">The number of samples that are taken at once.</param>
    public CheckedPass(CheckedNetwork network, NetworkLayout layout, double[] parameters, int samples)
    {
        _network = network;
        _inputSize = layout.InputSize;
        _targetSize = layout.TargetSize;
        _samples = samples;
        _sampleSize = network.ValueCount;
        _parameters = Array.ConvertAll(parameters, parameter => new Dual(parameter));
        _values = new Dual[samples * _sampleSize];
        _branches = new ulong[samples * _sampleSize];
        _changed = new Dual[samples * _sampleSize];
        _targets = new Dual[samples * _targetSize];
    }

    /// <summary>The sum of the samples' losses.</summary>
    public Dual Loss { get; private set; }

    /// <summary>Takes samples in.</summary>
    public void Read(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            _values[(i / _inputSize * _sampleSize) + (i % _inputSize)] = inputs[i];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            _targets[i] = targets[i];
        }

        foreach (CheckedLayer layer in _network.Layers)
        {
            Compute(layer, _values, 0, layer.Units);
        }

        Loss = LossOf(_values);
        _changedLayer = -1;

        // What came before a parameter's layer ended as it did whatever the parameter is: a kink there is none of the loss along it.
        for (int i = 0; i < _values.Length; i++)
        {
            _branches[i] = _values[i].Branches;
            _values[i] = _values[i].Value;
        }
    }

    /// <summary>The largest magnitude that a parameter of a tensor is multiplied by in these samples.</summary>
    public double LargestFactor(CheckedTensor tensor)
    {
        double largest = 0;
        for (int sample = 0; sample < _samples; sample++)
        {
            ReadOnlySpan<Dual> factors = Sample(_values, sample)[tensor.Factors];
            largest = factors.IsEmpty ? 1 : largest;
            foreach (Dual factor in factors)
            {
                largest = Math.Max(largest, Math.Abs(factor.Value));
            }
        }

        return largest;
    }

    /// <summary>
    /// Whether a value is another one in a pass that differs by rounding, because a comparison ended otherwise: a function of the user's may jump. On both sides
    /// of a kink it is the same.
    /// </summary>
    /// <param name="other">The other pass, of the same samples.</param>
    /// <param name="rounding">What is still rounding, of a value of 1.</param>
    public bool JumpsTo(CheckedPass other, double rounding)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            double value = _values[i].Value;
            if (_branches[i] != other._branches[i] && Math.Abs(value - other._values[i].Value) > rounding * Math.Max(1, Math.Abs(value)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The loss if one parameter were p + <paramref name="offset"/>; its tangent is the derivative by that parameter there.
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
        for (int sample = 0; sample < _samples; sample++)
        {
            Sample(_values, sample)[stale].CopyTo(Sample(_changed, sample)[stale]);
        }

        _changedLayer = layer;

        Dual kept = _parameters[parameter];
        _parameters[parameter] = kept + new Dual(offset, 1);
        Compute(own, _changed, unit ?? 0, unit + 1 ?? own.Units);
        foreach (CheckedLayer next in layers[(layer + 1)..])
        {
            Compute(next, _changed, 0, next.Units);
        }

        Dual loss = LossOf(_changed);
        _parameters[parameter] = kept;
        return loss;
    }

    private Span<Dual> Sample(Dual[] values, int sample) => values.AsSpan(sample * _sampleSize, _sampleSize);

    private void Compute(CheckedLayer layer, Dual[] values, int first, int end)
    {
        layer.ComputeBatch?.Invoke(_parameters, values, _sampleSize, first, end);
        for (int sample = 0; sample < _samples; sample++)
        {
            layer.Compute?.Invoke(_parameters, Sample(values, sample), first, end);
        }
    }

    private Dual LossOf(Dual[] values)
    {
        Dual sum = 0;
        for (int sample = 0; sample < _samples; sample++)
        {
            Dual loss = _network.Loss(_parameters, Sample(values, sample), _targets.AsSpan(sample * _targetSize, _targetSize));
            sum = sample == 0 ? loss : sum + loss;
        }

        return sum;
    }
}

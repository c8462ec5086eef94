using System;
using System.Numerics;
using System.Text.Json;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <content>How numbers are distributed.</content>
internal sealed partial class Exploration<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostGradientSamples = 256;

    /// <inheritdoc/>
    public override Task WriteHistogramsAsync(Utf8JsonWriter json) => _copy.TakeAsync(network =>
    {
        Dataset many = _evaluation.Training.Take(Math.Min(_evaluation.Training.Count, MostGradientSamples));
        _manyInputs ??= Inputs(many);
        _manyTargets ??= Targets(many);
        _gradient ??= new T[_layout.ParameterCount];
        network.Gradient(_manyInputs, _manyTargets, _gradient);
        json.WriteStartObject();
        json.WriteNumber("samples", many.Count);
        json.WriteStartArray("tensors");
        int next = 0;
        foreach (TensorLayout tensor in _layout.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            Histogram.Of(ValuesOf(network, tensor)).Write(json, "values");
            if (tensor.Role != TensorRole.State)
            {
                Histogram.Of<T>(_gradient.AsSpan(next, tensor.Length)).Write(json, "gradient");
                next += tensor.Length;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteActivationHistograms(json, network, _manyInputs, _manyTargets);
        json.WriteEndObject();
        return true;
    });

    private static int LongestOf(NetworkLayout layout)
    {
        int longest = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            longest = Math.Max(longest, tensor.Length);
        }

        return longest;
    }

    /// <summary>A tensor, row after row, until the next is asked for.</summary>
    private ReadOnlySpan<T> ValuesOf(Network<T> network, TensorLayout tensor)
    {
        _values ??= new T[LongestOf(_layout)];
        int next = 0;
        for (int row = 0; row < tensor.Length / tensor.Columns; row++)
        {
            for (int column = 0; column < tensor.Columns; column++)
            {
                _values[next++] = network.Storage[tensor.IndexOf(row, column)];
            }
        }

        return _values.AsSpan(0, next);
    }

    private void WriteActivationHistograms(Utf8JsonWriter json, TrainableNetwork<T> network, T[] inputs, T[] targets)
    {
        json.WriteStartArray("layers");
        int samples = Math.Min(inputs.Length / _layout.InputSize, MostTracedAtOnce);
        if (_layerValues is not null)
        {
            Trace(network, inputs.AsSpan(0, samples * _layout.InputSize), targets.AsSpan(0, samples * _layout.TargetSize), _traceOfMany!);
            for (int layer = 1; layer <= _layerValues.Count; layer++)
            {
                ReadOnlySpan<T> rows = _layerValues.Of(_traceOfMany!, layer);
                int units = _layerValues.LengthOf(layer);
                int dead = 0;
                for (int unit = 0; unit < units && rows.Length > 0; unit++)
                {
                    bool isDead = true;
                    for (int place = unit; place < rows.Length && isDead; place += units)
                    {
                        isDead = rows[place] == T.Zero;
                    }

                    dead += isDead ? 1 : 0;
                }

                json.WriteStartObject();
                json.WriteNumber("layer", layer);
                json.WriteNumber("units", units);
                json.WriteNumber("dead", dead);
                Histogram.Of(rows).Write(json, "values");
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}

using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text.Json;
using GenNet.Training;

namespace GenNet.Exploring;

/// <summary>The first output beside the first target, of samples from everywhere.</summary>
internal sealed class OutputPoints<T>(NetworkLayout layout, int count) : OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostPoints = 400;

    private readonly List<(int Sample, double Target, double Output)> _points = [];
    private readonly int _every = Math.Max(count / MostPoints, 1);
    private int _next;

    /// <inheritdoc/>
    public override void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight)
    {
        for (int i = 0; i < samples; i++, _next++)
        {
            if (_next % _every == 0)
            {
                _points.Add((_next, double.CreateTruncating(targets[i * layout.TargetSize]), double.CreateTruncating(outputs[i * layout.OutputSize])));
            }
        }
    }

    /// <summary>Writes sample, target and output of each.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("points");
        foreach ((int sample, double target, double output) in _points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(sample);
            json.WriteFiniteValue(target);
            json.WriteFiniteValue(output);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}

using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text.Json;
using GenNet.Training;

namespace GenNet.Exploring;

/// <summary>How often each class was taken for each, and the first samples of each case.</summary>
internal sealed class ConfusionCells<T>(NetworkLayout layout, int classes) : OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostSamplesOfCell = 60;

    private readonly int[] _counts = new int[classes * classes];
    private readonly List<int>?[] _samples = new List<int>?[classes * classes];
    private int _next;

    /// <inheritdoc/>
    public override void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight)
    {
        for (int i = 0; i < samples; i++)
        {
            int target = ClassReading.ClassOfTarget<T>(layout, targets.Slice(i * layout.TargetSize, layout.TargetSize));
            int output = ClassReading.ClassOf<T>(layout, outputs.Slice(i * layout.OutputSize, layout.OutputSize));
            int cell = (target * classes) + output;
            _counts[cell]++;
            List<int> ofCell = _samples[cell] ??= [];
            if (ofCell.Count < MostSamplesOfCell)
            {
                ofCell.Add(_next + i);
            }
        }

        _next += samples;
    }

    /// <summary>Writes the counts, target by target, and the samples behind each.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumbers("counts", _counts);
        json.WriteStartArray("cells");
        foreach (List<int>? cell in _samples)
        {
            json.WriteStartArray();
            foreach (int sample in cell ?? [])
            {
                json.WriteNumberValue(sample);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}

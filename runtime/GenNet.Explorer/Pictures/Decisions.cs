using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text.Json;
using GenNet.Training;

namespace GenNet.Exploring;

/// <summary>What a network takes for what, with samples of each case; for a regression, its outputs beside the targets.</summary>
internal static class Decisions
{
    private const int MostSamplesOfCell = 60;
    private const int MostPoints = 400;

    /// <summary>How many classes samples are told apart into; 0 where they are not, as in a regression or where each sample has several labels.</summary>
    public static int ClassesOf(NetworkLayout layout, Dataset dataset) => ClassReading.Decide(layout, dataset) switch
    {
        Scoring.Largest => layout.TargetSize,
        Scoring.Labels when layout.TargetSize == 1 => 2,
        _ => 0,
    };

    public static void Write<T>(Utf8JsonWriter json, TrainableNetwork<T> network, Dataset dataset, bool isValidation, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        T[] outputs = new T[dataset.Count * layout.OutputSize];
        T[] inputs = new T[dataset.Count * layout.InputSize];
        dataset.CopyInputs<T>(0, dataset.Count, inputs);
        network.Predict(inputs, outputs);
        T[] targets = new T[dataset.Count * layout.TargetSize];
        dataset.CopyTargets<T>(0, dataset.Count, targets, layout.TargetSize);
        json.WriteStartObject();
        json.WriteBoolean("validation", isValidation);
        json.WriteNumber("samples", dataset.Count);
        json.WriteNumber("classes", classes);
        if (classes > 0)
        {
            WriteCells<T>(json, layout, targets, outputs, classes);
        }
        else
        {
            WritePoints<T>(json, layout, targets, outputs);
        }

        json.WriteEndObject();
    }

    private static void WriteCells<T>(Utf8JsonWriter json, NetworkLayout layout, T[] targets, T[] outputs, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] counts = new int[classes * classes];
        var samples = new List<int>[classes * classes];
        for (int sample = 0; sample < targets.Length / layout.TargetSize; sample++)
        {
            int target = ClassReading.ClassOfTarget<T>(layout, targets.AsSpan(sample * layout.TargetSize, layout.TargetSize));
            int output = ClassReading.ClassOf<T>(layout, outputs.AsSpan(sample * layout.OutputSize, layout.OutputSize));
            int cell = (target * classes) + output;
            counts[cell]++;
            samples[cell] ??= [];
            if (samples[cell].Count < MostSamplesOfCell)
            {
                samples[cell].Add(sample);
            }
        }

        json.WriteNumbers("counts", counts);
        json.WriteStartArray("cells");
        foreach (List<int>? cell in samples)
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

    private static void WritePoints<T>(Utf8JsonWriter json, NetworkLayout layout, T[] targets, T[] outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        json.WriteStartArray("points");
        int count = targets.Length / layout.TargetSize;
        int every = Math.Max(count / MostPoints, 1);
        for (int sample = 0; sample < count; sample += every)
        {
            json.WriteStartArray();
            json.WriteNumberValue(sample);
            json.WriteFiniteValue(double.CreateTruncating(targets[sample * layout.TargetSize]));
            json.WriteFiniteValue(double.CreateTruncating(outputs[sample * layout.OutputSize]));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}

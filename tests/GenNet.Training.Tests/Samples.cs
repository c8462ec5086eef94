using System;

namespace GenNet.Training.Tests;

/// <summary>Data sets that are the same in every run.</summary>
internal static class Samples
{
    /// <summary>Points around three places, with their places as classes.</summary>
    public static Dataset Points(int count = 90, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            inputs[2 * i] = MathF.Cos(labels[i] * 2.1f) + ((random.NextSingle() - 0.5f) * 1.2f);
            inputs[(2 * i) + 1] = MathF.Sin(labels[i] * 2.1f) + ((random.NextSingle() - 0.5f) * 1.2f);
        }

        return new Dataset(inputs, labels, 2, 3);
    }

    /// <summary>Random rows of bytes in five classes.</summary>
    public static Dataset Bytes(int count = 64, int seed = 1)
    {
        var random = new Random(seed);
        byte[] inputs = new byte[64 * count];
        int[] labels = new int[count];
        random.NextBytes(inputs);
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 5;
            inputs[(64 * i) + labels[i]] = 255;
        }

        return new Dataset(inputs, labels, 64, 5);
    }

    /// <summary>A smooth function of three numbers.</summary>
    public static Dataset Curve(int count = 64, double scale = 1, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = new float[3 * count];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            float x = (random.NextSingle() * 2) - 1;
            float y = (random.NextSingle() * 2) - 1;
            float z = (random.NextSingle() * 2) - 1;
            (inputs[3 * i], inputs[(3 * i) + 1], inputs[(3 * i) + 2]) = ((float)(x * scale), (float)(y * scale), (float)(z * scale));
            targets[i] = MathF.Sin(2 * x) + (y * z);
        }

        return new Dataset(inputs, targets, 3, 1);
    }

    /// <summary>The same samples as floats and rows of targets.</summary>
    public static Dataset AsFloats(Dataset dataset) => new(dataset.Inputs, dataset.Targets, dataset.InputSize, dataset.TargetSize);
}

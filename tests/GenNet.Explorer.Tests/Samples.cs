using System;

namespace GenNet.Tests;

/// <summary>Data sets that tests learn from.</summary>
internal static class Samples
{
    public static Dataset Xor { get; } = new([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    /// <summary>Four kinds of rows with noise.</summary>
    public static Dataset Rows(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * 24];
        float[] targets = new float[count * 4];
        for (int i = 0; i < count; i++)
        {
            int kind = random.Next(4);
            targets[(i * 4) + kind] = 1;
            for (int j = 0; j < 24; j++)
            {
                inputs[(i * 24) + j] = (j / 6 == kind ? 1 : 0) + (random.NextSingle() - 0.5f);
            }
        }

        return new Dataset(inputs, targets, 24, 4);
    }
}

using System;

namespace GenNet.Benchmarks;

/// <summary>Data of MNIST's size and sparsity: four pixels in five are 0, and targets are one-hot.</summary>
internal sealed class Epoch
{
    public Epoch(int samples, int seed)
    {
        var random = new Random(seed);
        Inputs = new float[samples * Digits.InputSize];
        Targets = new float[samples * Digits.OutputSize];
        for (int i = 0; i < Inputs.Length; i++)
        {
            Inputs[i] = random.NextSingle() < 0.8f ? 0 : random.NextSingle();
        }

        for (int sample = 0; sample < samples; sample++)
        {
            Targets[(sample * Digits.OutputSize) + random.Next(Digits.OutputSize)] = 1;
        }
    }

    public float[] Inputs { get; }

    public float[] Targets { get; }
}

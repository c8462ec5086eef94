using System;
using System.IO;
using System.Runtime.InteropServices;

namespace GenNet.Comparison;

/// <summary>What every program of the comparison reads, from the directory that <c>PEER_DATA</c> names.</summary>
internal static class Data
{
    /// <summary>The number of images in MNIST's training set.</summary>
    public const int Images = 60_000;

    private static string Folder => Environment.GetEnvironmentVariable("PEER_DATA") ?? ".";

    /// <summary>
    /// MNIST: pixels from 0 to 1, and one-hot labels. Where <c>PEER_WITHOUT_ZEROS</c> is set, black pixels are faint noise instead.
    /// </summary>
    public static Dataset Mnist()
    {
        byte[] pixels = Pixels();
        byte[] labels = File.ReadAllBytes(Path.Combine(Folder, "labels.u8"));
        bool hasZeros = Environment.GetEnvironmentVariable("PEER_WITHOUT_ZEROS") is null;
        float[] inputs = new float[pixels.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (pixels[i] == 0 && !hasZeros ? (i % 31) + 1 : pixels[i]) / 255f;
        }

        float[] targets = new float[Images * Digits.OutputSize];
        for (int sample = 0; sample < Images; sample++)
        {
            targets[(sample * Digits.OutputSize) + labels[sample]] = 1;
        }

        return new Dataset(inputs, targets, Digits.InputSize, Digits.OutputSize);
    }

    /// <summary>MNIST's pixels as they come, from 0 to 255.</summary>
    public static byte[] Pixels() => File.ReadAllBytes(Path.Combine(Folder, "images.u8"));

    /// <summary>So much noise: that of the file, from a place on and as often as it takes.</summary>
    public static float[] Noise(int count, int from)
    {
        float[] noise = Floats("noise");
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = noise[(i + from) % noise.Length];
        }

        return values;
    }

    /// <summary>The floats of a file: a network's parameters, or noise.</summary>
    public static float[] Floats(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name + ".f32"))).ToArray();
}

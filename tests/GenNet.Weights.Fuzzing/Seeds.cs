using System;
using System.IO;
using GenNet.Weights.Tests;

namespace GenNet.Weights.Fuzzing;

/// <summary>What a fuzzer begins with: small files of each format, others' and our own.</summary>
internal static class Seeds
{
    private const int MostBytes = 8 << 10;

    /// <summary>Writes them.</summary>
    /// <param name="fixtures">The folder of the files that others wrote.</param>
    /// <param name="folder">Where to write.</param>
    public static void Write(string fixtures, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.EnumerateFiles(fixtures))
        {
            if (Path.GetExtension(path) is ".safetensors" or ".npz" or ".npy" or ".pt" && new FileInfo(path).Length <= MostBytes)
            {
                File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
            }
        }

        var network = new Mlp(seed: 1);
        network.Save(Path.Combine(folder, "ours.safetensors"));
        network.Save(Path.Combine(folder, "named.safetensors"), new WeightMap { Names = WeightNames.PyTorch, ["left"] = "layer1" });
        new Twins(seed: 1).Save(
            Path.Combine(folder, "twins.safetensors"), new WeightMap { Names = WeightNames.PyTorch, ["left"] = "layer1", ["right"] = "layer2" });
        new BothWays(seed: 1).Save(Path.Combine(folder, "both ways.safetensors"));

        Standardizer.Of(new Dataset([1, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12], new float[6], 6, 3)).SaveWith(network, Path.Combine(folder, "scaled.safetensors"));
        var optimizer = new Adam(0.01f);
        network.TrainStep(new float[6], new float[3], optimizer);
        optimizer.StateOf(network).Save(Path.Combine(folder, "adam.safetensors"));
    }
}

using System;
using System.IO;
using System.Linq;
using GenNet.Build;
using GenNet.Runtime.Tests.Networks;
using GenNet.Weights.Tests;

namespace GenNet.Weights.Fuzzing;

/// <summary>
/// What is promised of any file: it is loaded, or refused by an <see cref="InvalidDataException"/> that names it in one line, and all that is allocated
/// on the way, whether it is kept or not, is 16 MB and four times the file at most.
/// </summary>
internal static class Promises
{
    private const long MostBytes = 16 << 20;
    private const long MostBytesForByte = 4;
    private const int MostCharacters = 1000;
    private const string Name = "a file.weights";

    private static readonly string s_path = Path.Combine(Directory.CreateTempSubdirectory("gennet fuzzing ").FullName, Name);

    /// <summary>Networks of different kinds, so that a file that fits none of them by its shapes fits one by its names.</summary>
    private static readonly Func<string, Network>[] s_networks =
    [
        Mlp.Load,
        Cnn.Load,
        KerasCnn.Load,
        TwoLstms.Load,
        BothWays.Load,
        Attending.Load,
        Words.Load,
        Twins.Load,
    ];

    private static readonly WeightMap s_map = new() { ["left"] = "layer1", IgnoresOthers = true };
    private static readonly Adam s_optimizer = new(0.01f);
    private static readonly Mlp s_trained = new(seed: 1);

    /// <summary>Takes a file to all who read such.</summary>
    public static void Hold(byte[] file)
    {
        Zip.MendSums(file);
        File.WriteAllBytes(s_path, file);
        foreach (Func<string, Network> load in s_networks)
        {
            Hold(file, Name, () => load(s_path));
        }

        Hold(file, Name, () => Mlp.Load(s_path, s_map));
        Hold(file, Name, () => Twins.Load(s_path, s_map));
        Hold(file, Name, () => WeightMap.Describe(s_trained, s_path));
        Hold(file, "he stream", () => Mlp.Load(new ForwardStream(file)));
        Hold(file, Name, () => s_optimizer.StateOf(s_trained).Load(s_path));
        Hold(file, Name, () => InputScaler.Load(s_path));
        Hold(file, Name, () => WeightsFile.Describe(s_path, Name, string.Empty, "resource", $"{s_path}.values"));
    }

    private static void Hold(byte[] file, string name, Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (Exception exception) when (exception is InvalidDataException or WeightsFileException)
        {
            string message = exception.Message;
            if (!message.Contains(name, StringComparison.Ordinal) || message.Length > MostCharacters || message.Any(char.IsControl))
            {
                throw new InvalidOperationException($"The message does not name the file, is longer than {MostCharacters} characters or has control characters: {message}", exception);
            }
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MostBytes + (MostBytesForByte * file.Length))
        {
            throw new InvalidOperationException($"{allocated} bytes were allocated for a file of {file.Length}.");
        }
    }
}

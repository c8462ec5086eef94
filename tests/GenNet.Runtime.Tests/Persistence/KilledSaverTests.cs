using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>A process that is killed while it saves leaves the old file or the new one, whole, and of all of them one more at most.</summary>
public sealed class KilledSaverTests
{
    /// <summary>Longer than a save takes, so that kills fall on every part of one.</summary>
    private const int MostMillisecondsOfLife = 12;

    private const int MostMillisecondsAlone = 10 * 60 * 1000;

    /// <summary>Where it is set, this assembly's process saves to the path it holds until it is killed.</summary>
    private const string PathVariable = "GENNET_TEST_SAVE_UNTIL_KILLED";

    private static readonly int s_kills = TestScope.Count(quick: 8, full: 200);

    [Fact]
    public void A_kill_at_any_moment_leaves_a_whole_file()
    {
        byte[] one = Network(seed: 1).ToFile();
        byte[] other = Network(seed: 2).ToFile();
        string directory = Directory.CreateTempSubdirectory("gennet-killed-").FullName;
        try
        {
            string path = Path.Combine(directory, "network.safetensors");
            Network(seed: 1).Save(path);
            var random = new Random(5);
            for (int kill = 0; kill < s_kills; kill++)
            {
                KillSaver(path, random.Next(MostMillisecondsOfLife * 1000));
                byte[] found = File.ReadAllBytes(path);
                Assert.True(found.AsSpan().SequenceEqual(one) || found.AsSpan().SequenceEqual(other), $"Kill {kill} broke the file.");
                Network(seed: 3).Load(path);
                Assert.InRange(Directory.GetFileSystemEntries(directory).Length, 1, 2);
            }

            Network(seed: 1).Save(path);
            Assert.Equal([path], Directory.GetFileSystemEntries(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void KillSaver(string path, int microseconds)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "GenNet.Runtime.Tests.dll") },
            Environment = { [PathVariable] = path },
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;

        // It says so when its first save is done; from there on it is always saving.
        Assert.Equal("saving", process.StandardOutput.ReadLine());
        Thread.Sleep(TimeSpan.FromMicroseconds(microseconds));
        Assert.False(process.HasExited);
        process.Kill();
        process.WaitForExit();
    }

#pragma warning disable CA2255 // This is the application, and it takes over before the test runner has started.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void SaveUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { } path)
        {
            return;
        }

        StoredNetwork<float> one = Network(seed: 1);
        StoredNetwork<float> other = Network(seed: 2);
        one.Save(path);
        Console.WriteLine("saving");

        // Should nobody be left to kill it, it ends by itself.
        for (long end = Environment.TickCount64 + MostMillisecondsAlone; Environment.TickCount64 < end;)
        {
            other.Save(path);
            one.Save(path);
        }

        Environment.Exit(1);
    }

    private static StoredNetwork<float> Network(int seed) =>
        new(Layouts.Network("Wide", Reduction.Mean, 100, sizeof(float), Layouts.Layer(1, 300, 500), Layouts.Layer(2, 500, 10)), seed);
}

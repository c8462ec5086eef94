using System;
using System.Globalization;
using System.IO;
using GenNet.Weights.Fuzzing;
using SharpFuzz;

switch (args)
{
    case ["seeds", string fixtures, string folder]:
        Seeds.Write(fixtures, folder);
        return 0;

    case ["replay", .. string[] files]:
        int broken = 0;
        foreach (string file in files)
        {
            broken += Replay(file) ? 0 : 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files, {broken} break a promise."));
        return broken == 0 ? 0 : 1;

    case []:
        Fuzzer.Run(stream =>
        {
            using var file = new MemoryStream();
            stream.CopyTo(file);
            Promises.Hold(file.ToArray());
        });
        return 0;

    default:
        Console.Error.WriteLine("Run fuzz.sh; or with 'replay FILE…' to see what a file does, or 'seeds FIXTURES FOLDER'.");
        return 2;
}

static bool Replay(string path)
{
    byte[] file = File.ReadAllBytes(path);
    TimeSpan before = Environment.CpuUsage.TotalTime;
    try
    {
        Promises.Hold(file);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{path}: {exception}");
        return false;
    }

    // What a fuzzer calls a hang may have waited for a processor that others had: its own time counts, not that of the clock.
    TimeSpan taken = Environment.CpuUsage.TotalTime - before;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {taken.TotalMilliseconds:0.0} ms of processor time"));
    return taken.TotalSeconds < 1;
}

using System;
using System.Linq;

namespace GenNet.Packages.Tests;

/// <summary>Small data sets that networks learn within milliseconds.</summary>
internal static class Data
{
    /// <summary>Points of the unit square, and whether each is within a quarter of a circle.</summary>
    public static Dataset Circle { get; } = MakeCircle();

    /// <summary>A period of a sine.</summary>
    public static Dataset Wave { get; } = MakeWave();

    /// <summary>The same period, and that of a cosine, which have names.</summary>
    public static Dataset Waves { get; } = new Dataset(
        Wave.Inputs.ToArray(), [.. Wave.Inputs.ToArray().SelectMany(angle => new[] { MathF.Sin(angle), MathF.Cos(angle) })], 1, 2).WithNames(["sine", "cosine"]);

    /// <summary>The sine with targets in the thousands, which is worth a hint.</summary>
    public static Dataset HighWave { get; } = new Dataset(Wave.Inputs.ToArray(), Array.ConvertAll(Wave.Targets.ToArray(), target => target * 5000), 1, 1);

    private static Dataset MakeCircle()
    {
        var random = new Random(1);
        float[][] points = [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextSingle(), random.NextSingle() })];
        return new Dataset(points, [.. points.Select(point => (point[0] * point[0]) + (point[1] * point[1]) < 0.6f ? new float[] { 0, 1 } : [1, 0])]);
    }

    private static Dataset MakeWave()
    {
        float[] angles = [.. Enumerable.Range(0, 64).Select(i => i * MathF.Tau / 64)];
        return new Dataset(angles, Array.ConvertAll(angles, MathF.Sin), 1, 1);
    }
}

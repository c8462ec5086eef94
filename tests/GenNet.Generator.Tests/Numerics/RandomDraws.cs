using System;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>What the numeric tests draw besides uniform numbers.</summary>
internal static class RandomDraws
{
    /// <summary>A number from the standard normal distribution, by Box and Muller.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>One of several values, each as likely as the others.</summary>
    public static T Pick<T>(this Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace GenNet.Comparison;

/// <summary>Prints measurements as all programs of the comparison do: "sample 12.3" for each, and what was computed as "check 0.5".</summary>
internal static class Report
{
    private const double BlockNanoseconds = 10e6;

    // The JIT compiles again in the background what is called often, on the same core where the process is pinned to one: it needs
    // pauses in which to do so.
    private const int WarmUpMilliseconds = 1200;
    private const int BurstMilliseconds = 20;

    /// <summary>One measurement, in the unit of its row.</summary>
    public static void Sample(double value) => Print("sample", value);

    /// <summary>What was computed, for the peers to agree on.</summary>
    public static void Check(double value) => Print("check", value);

    /// <summary>The sum of some outputs, each times its place from 1.</summary>
    public static void Check(ReadOnlySpan<float> outputs)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            sum += (i + 1) * (double)outputs[i];
        }

        Check(sum);
    }

    /// <summary>Measures a short call in blocks of about 10 ms, in nanoseconds a call, once the JIT has come to rest.</summary>
    /// <param name="call">Makes so many calls and returns something that depends on all of them.</param>
    /// <param name="blocks">The number of measurements.</param>
    public static void Measure(Func<long, float> call, int blocks)
    {
        float kept = 0;
        WarmUp(call, ref kept);
        long times = TimesOfBlock(call, ref kept);
        for (int block = 0; block < blocks; block++)
        {
            Sample(Time(call, times, ref kept) / times);
        }

        GC.KeepAlive(kept);
    }

    /// <summary>Measures two calls that take turns, in nanoseconds a call: those of the other as "without 12.3".</summary>
    /// <param name="call">Makes so many calls and returns something that depends on all of them.</param>
    /// <param name="other">The same of what is to be compared with.</param>
    /// <param name="blocks">The number of measurements.</param>
    public static void MeasureBoth(Func<long, float> call, Func<long, float> other, int blocks)
    {
        float kept = 0;
        WarmUp(call, ref kept);
        WarmUp(other, ref kept);
        long times = TimesOfBlock(other, ref kept);
        for (int block = 0; block < blocks; block++)
        {
            Print("without", Time(other, times, ref kept) / times);
            Sample(Time(call, times, ref kept) / times);
        }

        GC.KeepAlive(kept);
    }

    private static void WarmUp(Func<long, float> call, ref float kept)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalMilliseconds < WarmUpMilliseconds;)
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < BurstMilliseconds;)
            {
                kept += call(1);
            }

            Thread.Sleep(BurstMilliseconds);
        }
    }

    private static long TimesOfBlock(Func<long, float> call, ref float kept)
    {
        long times = 1;
        double elapsed = Time(call, times, ref kept);
        while (elapsed < BlockNanoseconds / 2)
        {
            times *= 2;
            elapsed = Time(call, times, ref kept);
        }

        return (long)(times * BlockNanoseconds / elapsed) + 1;
    }

    private static double Time(Func<long, float> call, long times, ref float kept)
    {
        long start = Stopwatch.GetTimestamp();
        kept += call(times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static void Print(string kind, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {value:G9}"));
}

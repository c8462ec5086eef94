using System;
using System.Collections.Generic;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Draws settings for a search at random: <c>SettingSource.Draw(20, seed: 1, draw => (Rate: draw.LogUniform(1e-4, 1e-1), Batch: draw.OneOf(16, 32, 64)))</c>.
/// The same seed draws the same on every machine, but for the last digit of <see cref="LogUniform"/>.
/// </summary>
public sealed class SettingSource
{
    private readonly RandomSource _random;

    private SettingSource(int seed) => _random = new RandomSource(seed);

    /// <summary>Draws some settings.</summary>
    /// <typeparam name="TSetting">What one setting is: a tuple or a record.</typeparam>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="seed">The same seed draws the same settings.</param>
    /// <param name="draw">Makes a setting of what it asks for.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static TSetting[] Draw<TSetting>(int count, int seed, Func<SettingSource, TSetting> draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(draw);
        var source = new SettingSource(seed);
        var settings = new TSetting[count];
        for (int i = 0; i < count; i++)
        {
            settings[i] = draw(source);
        }

        return settings;
    }

    /// <summary>Every pair of two lists' values, the second varying fastest: a grid.</summary>
    /// <typeparam name="TFirst">What the first list has.</typeparam>
    /// <typeparam name="TSecond">What the second list has.</typeparam>
    /// <param name="first">The first list.</param>
    /// <param name="second">The second list; a grid again for a third.</param>
    /// <returns>The pairs.</returns>
    public static (TFirst First, TSecond Second)[] Grid<TFirst, TSecond>(IReadOnlyList<TFirst> first, IReadOnlyList<TSecond> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var pairs = new (TFirst, TSecond)[first.Count * second.Count];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (first[i / second.Count], second[i % second.Count]);
        }

        return pairs;
    }

    /// <summary>A number of which every one between two is as likely.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The end, above <paramref name="low"/>.</param>
    /// <returns>A number from <paramref name="low"/> to below <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or an end is not finite.</exception>
    public double Uniform(double low, double high)
    {
        RequireRange(double.IsFinite(low) && double.IsFinite(high) && low < high, low, high, "finite, and the first is below the second");
        double part = _random.NextUniform();
        double width = high - low;

        // Ends may be further apart than the largest number.
        return Below(double.IsFinite(width) ? low + (width * part) : (low * (1 - part)) + (high * part), low, high);
    }

    /// <summary>A number whose logarithm is uniform, for learning rates and decays: 0.001 to 0.01 is as likely as 0.01 to 0.1. Logarithms are
    /// the platform's: between machines it may differ in its last digit.</summary>
    /// <param name="low">The smallest, above 0.</param>
    /// <param name="high">The end, above <paramref name="low"/>.</param>
    /// <returns>A number from <paramref name="low"/> to below <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or an end is not above 0 and finite.</exception>
    public double LogUniform(double low, double high)
    {
        RequireRange(low > 0 && double.IsFinite(high) && low < high, low, high, "finite and above 0, and the first is below the second");
        double ratio = high / low;

        // Beyond the largest number there are only logarithms.
        return Below(
            double.IsFinite(ratio)
                ? low * Math.Exp(_random.NextUniform() * Math.Log(ratio))
                : Math.Exp(double.Lerp(Math.Log(low), Math.Log(high), _random.NextUniform())),
            low,
            high);
    }

    /// <summary>A whole number, each as likely.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest, not below <paramref name="low"/>.</param>
    /// <returns>A number from <paramref name="low"/> to <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or has 2³¹ numbers or more.</exception>
    public int Whole(int low, int high)
    {
        long count = (long)high - low + 1;
        RequireRange(count is >= 1 and <= int.MaxValue, low, high, "below 2³¹ numbers apart, and the first is not above the second");
        return low + _random.NextBelow((int)count);
    }

    /// <summary>One of some values, each as likely.</summary>
    /// <typeparam name="TValue">What they are.</typeparam>
    /// <param name="values">The values, one or more.</param>
    /// <returns>One of them.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public TValue OneOf<TValue>(params TValue[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length > 0
            ? values[_random.NextBelow(values.Length)]
            : throw new ArgumentException("values is empty: there is nothing to choose from.", nameof(values));
    }

    /// <summary>What it is, in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => "source of random settings";

    /// <summary>A number within its range, which rounding may have led to the end of, or beyond.</summary>
    private static double Below(double number, double low, double high) => Math.Clamp(number, low, Math.BitDecrement(high));

    private static void RequireRange(bool isRight, double low, double high, string what)
    {
        if (!isRight)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, FormattableString.Invariant($"low {low} and high {high} make no range: they are {what}."));
        }
    }
}

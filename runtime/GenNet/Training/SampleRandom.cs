using System;
using GenNet.Training;

namespace GenNet;

/// <summary>Random numbers for an <see cref="Augmentation"/>, with the same bits on every machine.</summary>
public sealed class SampleRandom
{
    private readonly RandomSource _source;

    /// <summary>Makes a generator.</summary>
    /// <param name="seed">The same seed draws the same numbers.</param>
    public SampleRandom(int seed) => _source = new RandomSource(seed);

    /// <summary>A number of which each is as likely.</summary>
    /// <param name="low">The smallest: finite.</param>
    /// <param name="high">The end: finite.</param>
    /// <returns>A number between the two.</returns>
    public float Uniform(float low = 0, float high = 1) => low + ((high - low) * (float)_source.NextUniform());

    /// <summary>A normal number with mean 0 and standard deviation 1.</summary>
    /// <returns>The number.</returns>
    public float Normal() => (float)_source.NextNormal();

    /// <summary>A whole number, each as likely.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest, not below <paramref name="low"/> and less than 2³¹ above it.</param>
    /// <returns>A number from <paramref name="low"/> to <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or has 2³¹ numbers or more.</exception>
    public int Whole(int low, int high)
    {
        long count = (long)high - low + 1;
        return count is >= 1 and <= int.MaxValue
            ? low + _source.NextBelow((int)count)
            : throw new ArgumentOutOfRangeException(
                nameof(high), high, FormattableString.Invariant($"high is from low, {low}, to less than 2³¹ above it, not {high}."));
    }

    /// <summary>True now and then.</summary>
    /// <param name="share">How often: 0 for never, 1 for always.</param>
    /// <returns>Whether it is to be.</returns>
    public bool Chance(double share) => _source.NextUniform() < share;

    /// <summary>What it is, in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => "source of random numbers";

    /// <summary>Begins the numbers of another sample.</summary>
    internal void Restart(int seed, int stream) => _source.Restart(seed, stream);
}

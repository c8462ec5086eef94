using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// Statistics of a whole batch, channel by channel, by however many threads: each makes those of the groups of samples that it has just computed, while
/// they are in its cache, and one of them puts the groups together.
/// </summary>
/// <remarks>
/// Groups and the order of every sum are the same for any number of threads, so that the bits are. Variances are sums of squared differences from a mean
/// that is known, in the groups as over them (T. F. Chan, G. H. Golub and R. J. LeVeque, <i>Updating formulae and a pairwise algorithm for computing sample
/// variances</i>, 1979): a mean of squares less a squared mean would lose its digits. Sums begin at a value of the group, which keeps those of numbers far
/// from 0.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchMoments
{
    /// <summary>From so many positions on a sample is a group by itself; the generator's <c>BatchStatistics.PositionsOfGroup</c>.</summary>
    private const int PositionsOfGroup = 16;

    /// <summary>Mean and sum of squared differences of each group.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">samples × positions rows.</param>
    /// <param name="positions">The rows of a sample.</param>
    /// <param name="width">The elements of a row, whole cache lines.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="means">Receives a row of <paramref name="width"/> elements for each group.</param>
    /// <param name="squares">Receives Σ (x − mean)².</param>
    /// <param name="first">The first sample, of which groups begin.</param>
    /// <param name="end">The sample after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void OfGroups<T>(
        ref readonly T values, int positions, int width, int stride, ref T means, ref T squares, int first, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samplesOfGroup = SamplesOfGroup(positions);
        for (int sample = first; sample < end; sample += samplesOfGroup)
        {
            nint rows = (nint)Math.Min(samplesOfGroup, end - sample) * positions;
            Vector<T> perRow = new(T.One / T.CreateTruncating((int)rows));
            ref T group = ref Unsafe.Add(ref Unsafe.AsRef(in values), (nint)sample * positions * stride);
            ref T mean = ref Unsafe.Add(ref means, (nint)(sample / samplesOfGroup) * width);
            ref T square = ref Unsafe.Add(ref squares, (nint)(sample / samplesOfGroup) * width);
            for (nint unit = 0; unit < width; unit += Vector<T>.Count)
            {
                ref T column = ref Unsafe.Add(ref group, unit);
                Vector<T> about = Vector.LoadUnsafe(ref column) + (SumOfDifferences(ref column, Vector.LoadUnsafe(ref column), rows, stride) * perRow);
                about.StoreUnsafe(ref mean, (nuint)unit);
                SumOfSquares(ref column, about, rows, stride).StoreUnsafe(ref square, (nuint)unit);
            }
        }
    }

    /// <summary>Mean, biased variance and 1/√(variance + ε) of all groups together.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="means">The means of the groups.</param>
    /// <param name="squares">Their Σ (x − mean)².</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="positions">The rows of a sample.</param>
    /// <param name="width">The elements of a row, whole cache lines.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="mean">Receives the mean of each channel.</param>
    /// <param name="variance">Receives its biased variance.</param>
    /// <param name="reciprocal">Receives 1/√(variance + ε).</param>
    [MethodImpl(Kernel.Options)]
    public static void OfBatch<T>(
        ref readonly T means,
        ref readonly T squares,
        int samples,
        int positions,
        int width,
        double epsilon,
        ref T mean,
        ref T variance,
        ref T reciprocal)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samplesOfGroup = SamplesOfGroup(positions);
        nint whole = samples / samplesOfGroup;
        Vector<T> rows = new(T.CreateTruncating(samplesOfGroup * positions));
        Vector<T> rowsOfRest = new(T.CreateTruncating(samples % samplesOfGroup * positions));
        Vector<T> count = new(T.CreateTruncating((long)samples * positions));
        bool hasRest = samples % samplesOfGroup != 0;
        for (nint unit = 0; unit < width; unit += Vector<T>.Count)
        {
            ref T groupMean = ref Unsafe.Add(ref Unsafe.AsRef(in means), unit);
            ref T groupSquares = ref Unsafe.Add(ref Unsafe.AsRef(in squares), unit);
            ref T rest = ref Unsafe.Add(ref groupMean, whole * width);
            Vector<T> begin = Vector.LoadUnsafe(ref groupMean);
            Vector<T> sum = SumOfDifferences(ref groupMean, begin, whole, width) * rows;
            if (hasRest)
            {
                sum += (Vector.LoadUnsafe(ref rest) - begin) * rowsOfRest;
            }

            Vector<T> about = begin + (sum / count);
            Vector<T> between = SumOfSquares(ref groupMean, about, whole, width) * rows;
            if (hasRest)
            {
                Vector<T> difference = Vector.LoadUnsafe(ref rest) - about;
                between += difference * difference * rowsOfRest;
            }

            Vector<T> within = SumOfDifferences(ref groupSquares, Vector<T>.Zero, hasRest ? whole + 1 : whole, width);
            Vector<T> result = (within + between) / count;
            about.StoreUnsafe(ref mean, (nuint)unit);
            result.StoreUnsafe(ref variance, (nuint)unit);
            (Vector<T>.One / Vector.SquareRoot(result + new Vector<T>(T.CreateTruncating(epsilon)))).StoreUnsafe(ref reciprocal, (nuint)unit);
        }
    }

    /// <summary>Moves running values towards those of a batch: <c>v ← (1 − momentum) v + momentum · batch</c>, with the unbiased variance.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="runningMean">The running means.</param>
    /// <param name="runningVariance">The running variances.</param>
    /// <param name="mean">The batch's means.</param>
    /// <param name="variance">Its biased variances.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">How many values of each the batch has.</param>
    /// <param name="momentum">What the batch counts.</param>
    public static void Follow<T>(
        ref T runningMean, ref T runningVariance, ref readonly T mean, ref readonly T variance, int channels, long count, double momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T part = T.CreateTruncating(momentum);
        T unbiased = T.CreateTruncating(count) / T.CreateTruncating(count - 1);
        for (int channel = 0; channel < channels; channel++)
        {
            Move(ref Unsafe.Add(ref runningMean, channel), Unsafe.Add(ref Unsafe.AsRef(in mean), channel));
            Move(ref Unsafe.Add(ref runningVariance, channel), Unsafe.Add(ref Unsafe.AsRef(in variance), channel) * unbiased);
        }

        void Move(ref T running, T batch) => running = ((T.One - part) * running) + (part * batch);
    }

    /// <summary>What normalization with running values comes to: scale = γ/√(variance + ε) and shift = β − mean · scale.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gamma">γ.</param>
    /// <param name="beta">β.</param>
    /// <param name="runningMean">The running means.</param>
    /// <param name="runningVariance">The running variances.</param>
    /// <param name="width">The elements of a row, whole cache lines.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="scale">Receives what a value is multiplied by.</param>
    /// <param name="shift">Receives what is added then.</param>
    [MethodImpl(Kernel.Options)]
    public static void ScaleAndShift<T>(
        ref readonly T gamma,
        ref readonly T beta,
        ref readonly T runningMean,
        ref readonly T runningVariance,
        int width,
        double epsilon,
        ref T scale,
        ref T shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> least = new(T.CreateTruncating(epsilon));
        for (nuint unit = 0; unit < (nuint)width; unit += (nuint)Vector<T>.Count)
        {
            Vector<T> factor = Vector.LoadUnsafe(in gamma, unit) / Vector.SquareRoot(Vector.LoadUnsafe(in runningVariance, unit) + least);
            factor.StoreUnsafe(ref scale, unit);
            (Vector.LoadUnsafe(in beta, unit) - (Vector.LoadUnsafe(in runningMean, unit) * factor)).StoreUnsafe(ref shift, unit);
        }
    }

    /// <summary>Σ δ and Σ δ (x − mean) of each group.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="deltas">samples × positions rows.</param>
    /// <param name="deltaStride">The distance from one of them to the next.</param>
    /// <param name="values">x, as many rows.</param>
    /// <param name="valueStride">The distance from one of them to the next.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="positions">The rows of a sample.</param>
    /// <param name="width">The elements of a row, whole cache lines.</param>
    /// <param name="sums">Receives a row of <paramref name="width"/> elements for each group.</param>
    /// <param name="products">Receives Σ δ (x − mean).</param>
    /// <param name="first">The first sample, of which groups begin.</param>
    /// <param name="end">The sample after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void SumGroups<T>(
        ref readonly T deltas,
        int deltaStride,
        ref readonly T values,
        int valueStride,
        ref readonly T mean,
        int positions,
        int width,
        ref T sums,
        ref T products,
        int first,
        int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samplesOfGroup = SamplesOfGroup(positions);
        for (int sample = first; sample < end; sample += samplesOfGroup)
        {
            nint rows = (nint)Math.Min(samplesOfGroup, end - sample) * positions;
            nint group = sample / samplesOfGroup;
            for (nint unit = 0; unit < width; unit += Vector<T>.Count)
            {
                ref T delta = ref Unsafe.Add(ref Unsafe.AsRef(in deltas), ((nint)sample * positions * deltaStride) + unit);
                ref T value = ref Unsafe.Add(ref Unsafe.AsRef(in values), ((nint)sample * positions * valueStride) + unit);
                Vector<T> about = Vector.LoadUnsafe(in mean, (nuint)unit);
                Vector<T> sum0 = Vector<T>.Zero;
                Vector<T> sum1 = Vector<T>.Zero;
                Vector<T> product0 = Vector<T>.Zero;
                Vector<T> product1 = Vector<T>.Zero;
                nint row = 0;
                for (; row < rows - 1; row += 2)
                {
                    Vector<T> d0 = Vector.LoadUnsafe(ref delta, (nuint)(row * deltaStride));
                    Vector<T> d1 = Vector.LoadUnsafe(ref delta, (nuint)((row + 1) * deltaStride));
                    sum0 += d0;
                    sum1 += d1;
                    product0 += d0 * (Vector.LoadUnsafe(ref value, (nuint)(row * valueStride)) - about);
                    product1 += d1 * (Vector.LoadUnsafe(ref value, (nuint)((row + 1) * valueStride)) - about);
                }

                if (row < rows)
                {
                    Vector<T> d0 = Vector.LoadUnsafe(ref delta, (nuint)(row * deltaStride));
                    sum0 += d0;
                    product0 += d0 * (Vector.LoadUnsafe(ref value, (nuint)(row * valueStride)) - about);
                }

                (sum0 + sum1).StoreUnsafe(ref sums, (nuint)((group * width) + unit));
                (product0 + product1).StoreUnsafe(ref products, (nuint)((group * width) + unit));
            }
        }
    }

    /// <summary>Σ δ and Σ δ n of all groups together, where n = (x − mean) / √(variance + ε).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sums">Σ δ of the groups.</param>
    /// <param name="products">Their Σ δ (x − mean).</param>
    /// <param name="reciprocal">1/√(variance + ε).</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="positions">The rows of a sample.</param>
    /// <param name="width">The elements of a row, whole cache lines.</param>
    /// <param name="sum">Receives Σ δ of each channel.</param>
    /// <param name="sumN">Receives Σ δ n.</param>
    [MethodImpl(Kernel.Options)]
    public static void SumBatch<T>(
        ref readonly T sums,
        ref readonly T products,
        ref readonly T reciprocal,
        int samples,
        int positions,
        int width,
        ref T sum,
        ref T sumN)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samplesOfGroup = SamplesOfGroup(positions);
        nint groups = (samples + samplesOfGroup - 1) / samplesOfGroup;
        for (nint unit = 0; unit < width; unit += Vector<T>.Count)
        {
            Vector<T> zero = Vector<T>.Zero;
            SumOfDifferences(ref Unsafe.Add(ref Unsafe.AsRef(in sums), unit), zero, groups, width).StoreUnsafe(ref sum, (nuint)unit);
            Vector<T> product = SumOfDifferences(ref Unsafe.Add(ref Unsafe.AsRef(in products), unit), zero, groups, width);
            (product * Vector.LoadUnsafe(in reciprocal, (nuint)unit)).StoreUnsafe(ref sumN, (nuint)unit);
        }
    }

    private static int SamplesOfGroup(int positions) => positions >= PositionsOfGroup ? 1 : Batch<float>.SamplesPerTile;

    /// <summary>Σ (x − about) of a column, by four sums that hide the latency of an addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> SumOfDifferences<T>(ref T column, Vector<T> about, nint rows, int stride)
        where T : unmanaged
    {
        Vector<T> sum0 = Vector<T>.Zero;
        Vector<T> sum1 = Vector<T>.Zero;
        Vector<T> sum2 = Vector<T>.Zero;
        Vector<T> sum3 = Vector<T>.Zero;
        nint row = 0;
        for (; row < rows - 3; row += 4)
        {
            sum0 += Vector.LoadUnsafe(ref column, (nuint)(row * stride)) - about;
            sum1 += Vector.LoadUnsafe(ref column, (nuint)((row + 1) * stride)) - about;
            sum2 += Vector.LoadUnsafe(ref column, (nuint)((row + 2) * stride)) - about;
            sum3 += Vector.LoadUnsafe(ref column, (nuint)((row + 3) * stride)) - about;
        }

        for (; row < rows; row++)
        {
            sum0 += Vector.LoadUnsafe(ref column, (nuint)(row * stride)) - about;
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    /// <summary>Σ (x − about)² of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> SumOfSquares<T>(ref T column, Vector<T> about, nint rows, int stride)
        where T : unmanaged
    {
        Vector<T> sum0 = Vector<T>.Zero;
        Vector<T> sum1 = Vector<T>.Zero;
        Vector<T> sum2 = Vector<T>.Zero;
        Vector<T> sum3 = Vector<T>.Zero;
        nint row = 0;
        for (; row < rows - 3; row += 4)
        {
            Vector<T> x0 = Vector.LoadUnsafe(ref column, (nuint)(row * stride)) - about;
            Vector<T> x1 = Vector.LoadUnsafe(ref column, (nuint)((row + 1) * stride)) - about;
            Vector<T> x2 = Vector.LoadUnsafe(ref column, (nuint)((row + 2) * stride)) - about;
            Vector<T> x3 = Vector.LoadUnsafe(ref column, (nuint)((row + 3) * stride)) - about;
            sum0 += x0 * x0;
            sum1 += x1 * x1;
            sum2 += x2 * x2;
            sum3 += x3 * x3;
        }

        for (; row < rows; row++)
        {
            Vector<T> x = Vector.LoadUnsafe(ref column, (nuint)(row * stride)) - about;
            sum0 += x * x;
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }
}

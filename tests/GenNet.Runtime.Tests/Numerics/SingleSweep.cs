using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>
/// Measures a function of singles against the same function of doubles, vector by vector: fast enough for all 2³² numbers.
/// </summary>
/// <remarks>
/// The reference is no exact value, but off by at most a few units in the last place of a double: 10⁻⁸ of one of a single. It is another
/// polynomial of another degree over another reduction, and is itself held to arithmetic of 106 bits.
/// </remarks>
internal static class SingleSweep
{
    /// <summary>The smallest normal single: below it all numbers have the same last place.</summary>
    private const double SmallestNormal = 1.1754943508222875e-38;

    private const long ExponentBits = 0x7FF0_0000_0000_0000;

    /// <summary>Numbers in a row are measured in blocks of so many.</summary>
    public const int BlockLength = 1 << 16;

    public const int BlockCount = 1 << 16;

    /// <summary>
    /// The largest error on every <paramref name="stride"/>th block of all numbers: those of equal upper sixteen bits are a block. A NaN
    /// where there is a number, an infinity where there is none, or the other way round, is an infinite error.
    /// </summary>
    public static Deviation Measure(
        Func<Vector<float>, Vector<float>> singles, Func<Vector<double>, Vector<double>> doubles, int stride)
    {
        var worst = default(Deviation);
        float[] x = new float[BlockLength];
        for (int block = 0; block < BlockCount; block += stride)
        {
            Span<uint> bits = MemoryMarshal.Cast<float, uint>(x.AsSpan());
            for (int i = 0; i < bits.Length; i++)
            {
                bits[i] = ((uint)block << 16) | (uint)i;
            }

            Deviation found = Measure(singles, doubles, x);
            worst = found.Ulps <= worst.Ulps ? worst : found;
        }

        return worst;
    }

    /// <summary>The largest error on these numbers, whose count is a multiple of every vector's length.</summary>
    public static Deviation Measure(
        Func<Vector<float>, Vector<float>> singles, Func<Vector<double>, Vector<double>> doubles, float[] x)
    {
        Vector<double> worst = Vector<double>.Zero;
        for (int i = 0; i < x.Length; i += Vector<float>.Count)
        {
            (Vector<double> lower, Vector<double> upper) = Errors(singles, doubles, new(x, i));
            worst = Vector.Max(worst, Vector.Max(lower, upper));
        }

        double most = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            most = Math.Max(most, worst[lane]);
        }

        return new(most, At(singles, doubles, x, most));
    }

    /// <summary>The first number whose error is <paramref name="ulps"/>.</summary>
    private static double At(
        Func<Vector<float>, Vector<float>> singles, Func<Vector<double>, Vector<double>> doubles, float[] x, double ulps)
    {
        for (int i = 0; i < x.Length; i += Vector<float>.Count)
        {
            (Vector<double> lower, Vector<double> upper) = Errors(singles, doubles, new(x, i));
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                if (lower[lane] == ulps)
                {
                    return x[i + lane];
                }

                if (upper[lane] == ulps)
                {
                    return x[i + Vector<double>.Count + lane];
                }
            }
        }

        return double.NaN;
    }

    private static (Vector<double> Lower, Vector<double> Upper) Errors(
        Func<Vector<float>, Vector<float>> singles, Func<Vector<double>, Vector<double>> doubles, Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> lower, out Vector<double> upper);
        lower = doubles(lower);
        upper = doubles(upper);
        Vector.Widen(singles(x), out Vector<double> actualLower, out Vector<double> actualUpper);
        Vector.Widen(Vector.Narrow(lower, upper), out Vector<double> roundedLower, out Vector<double> roundedUpper);
        return (ErrorInUlps(actualLower, lower, roundedLower), ErrorInUlps(actualUpper, upper, roundedUpper));
    }

    private static Vector<double> ErrorInUlps(Vector<double> actual, Vector<double> expected, Vector<double> rounded)
    {
        Vector<double> size = Vector.Max(Vector.Abs(rounded), new Vector<double>(SmallestNormal));
        Vector<double> binade = Vector.AsVectorDouble(Vector.AsVectorInt64(size) & new Vector<long>(ExponentBits));
        Vector<double> ulps = Vector.Abs(actual - expected) / binade * (1 << 23);

        // Infinities agree or don't, and so do NaNs; what agrees as a number has a distance.
        Vector<double> areFinite = Vector.IsFinite(actual) & Vector.IsFinite(rounded);
        Vector<long> agree = Vector.Equals(actual, rounded) | Vector.AsVectorInt64(Vector.IsNaN(actual) & Vector.IsNaN(rounded));
        Vector<double> otherwise = Vector.ConditionalSelect(agree, Vector<double>.Zero, new Vector<double>(double.PositiveInfinity));
        return Vector.ConditionalSelect(areFinite, ulps, otherwise);
    }
}

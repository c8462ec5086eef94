using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    // As in single precision, with 1.5·2⁵².
    private const double DoubleRoundingShifter = 6755399441055744d;
    private const double DoubleLn2High = 6.93147180369123816490e-01;
    private const double DoubleLn2Low = 1.90821492927058770002e-10;
    private const double DoubleLog2E = 1.44269504088896338700;

    /// <summary>eˣ as in single precision, with the Taylor polynomial of degree 13 (relative error 4.1e-18).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        // Beyond these e^x is 0 and ∞. The constants come first because a NaN in second place stays.
        x = Vector.MinNative(Vector.Create(710d), Vector.MaxNative(Vector.Create(-746d), x));
        Vector<double> reduced = ExpM1AndPowers(x, out Vector<double> firstHalf, out Vector<double> secondHalf);
        return Vector.MultiplyAddEstimate(reduced, firstHalf, firstHalf) * secondHalf;
    }

    /// <summary>
    /// σ(x) as in <see cref="Sigmoid{T}"/>. The denominator 1 + 2ⁿ·eʳ is (1 + 2ⁿ) + 2ⁿ·(eʳ − 1), whose first part is ready before eʳ is:
    /// a sigmoid waits for its own steps more than for anything else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> negative = Vector.MaxNative(Vector.Create(-746d), Vector.BitwiseOr(x, Vector.Create(-0d)));
        Vector<double> reduced = ExpM1AndPowers(negative, out Vector<double> firstHalf, out Vector<double> secondHalf);
        Vector<double> power = firstHalf * secondHalf;
        Vector<double> denominator = Vector.MultiplyAddEstimate(reduced, power, Vector<double>.One + power);
        Vector<double> e = Vector.MultiplyAddEstimate(reduced, firstHalf, firstHalf) * secondHalf;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), e, Vector<double>.One) / denominator;
    }

    /// <summary>ln x as in single precision, with ten terms of the series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        const double SmallestNormal = 2.2250738585072014e-308;
        const long ExponentOfRootHalf = 0x3fe6a09e667f3bcd;

        Vector<long> isDenormal = Vector.LessThan(x, Vector.Create(SmallestNormal));
        Vector<double> normal = Vector.ConditionalSelect(isDenormal, x * Vector.Create(18014398509481984d), x);
        Vector<long> bits = Vector.AsVectorInt64(normal) - Vector.Create(ExponentOfRootHalf);
        Vector<long> exponent = Vector.ShiftRightArithmetic(bits, 52);
        Vector<double> n = Vector.ConvertToDouble(exponent)
            - Vector.ConditionalSelect(isDenormal, Vector.Create(54d), Vector<double>.Zero);
        Vector<double> m =
            Vector.AsVectorDouble((bits & Vector.Create(0x000fffffffffffffL)) + Vector.Create(ExponentOfRootHalf));

        Vector<double> f = m - Vector<double>.One;
        Vector<double> s = f / (f + Vector.Create(2d));
        Vector<double> z = s * s;
        Vector<double> r = Vector.MultiplyAddEstimate(z, Vector.Create(2d / 21), Vector.Create(2d / 19));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 17));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 15));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 13));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 11));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 9));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 7));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 5));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2d / 3));
        r *= z;
        Vector<double> halfSquare = Vector.Create(0.5d) * f * f;
        Vector<double> result = (n * Vector.Create(DoubleLn2High))
            + (f - (halfSquare - ((s * (halfSquare + r)) + (n * Vector.Create(DoubleLn2Low)))));

        result = Vector.ConditionalSelect(Vector.Equals(x, Vector.Create(double.PositiveInfinity)), x, result);
        result = Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), Vector.Create(double.NegativeInfinity), result);
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<double>.Zero), result, Vector.Create(double.NaN));
    }

    /// <summary>eˣ − 1 for x ≤ 0, as in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpM1OfNegative(Vector<double> x)
    {
        // Below this e^x − 1 rounds to −1.
        x = Vector.MaxNative(Vector.Create(-80d), x);
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(DoubleLog2E), Vector.Create(DoubleRoundingShifter));
        Vector<double> scale = PowerOfTwo(Vector.AsVectorInt64(shifted));
        Vector<double> reduced = ExpM1Reduced(x, shifted - Vector.Create(DoubleRoundingShifter));
        return Vector.MultiplyAddEstimate(scale, reduced, scale - Vector<double>.One);
    }

    /// <summary>eʳ − 1 where eˣ = 2ⁿ·eʳ, and 2ⁿ as a product of two powers that are both normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpM1AndPowers(Vector<double> x, out Vector<double> firstHalf, out Vector<double> secondHalf)
    {
        Vector<double> shifter = Vector.Create(DoubleRoundingShifter);
        Vector<double> half = Vector.MultiplyAddEstimate(x, Vector.Create(DoubleLog2E / 2), shifter);
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(DoubleLog2E), shifter);
        firstHalf = PowerOfTwo(Vector.AsVectorInt64(half));
        secondHalf = PowerOfTwo(Vector.AsVectorInt64(shifted) - Vector.AsVectorInt64(half));
        return ExpM1Reduced(x, shifted - shifter);
    }

    /// <summary>eʳ − 1 for r = x − n ln 2: r + r² P(r), P(r) = Σ rᵏ / (k + 2)!.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpM1Reduced(Vector<double> x, Vector<double> n)
    {
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-DoubleLn2High), x);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-DoubleLn2Low), r);
        Vector<double> p = Vector.Create(1d / 6227020800);
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 479001600));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 39916800));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 3628800));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 362880));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 40320));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 5040));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 720));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 120));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 24));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 6));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1d / 2));
        return Vector.MultiplyAddEstimate(r * r, p, r);
    }

    /// <summary>2ⁿ, where n stands in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<long> shifted) =>
        Vector.AsVectorDouble(Vector.ShiftLeft(shifted + Vector.Create(1023L), 52));
}

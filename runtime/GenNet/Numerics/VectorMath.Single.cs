using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    // Adding and subtracting 1.5·2²³ rounds a small float to an integer, which then stands in the low bits of the sum.
    private const float RoundingShifter = 12582912f;

    // ln 2 in two parts: the first has few enough bits that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Log2E = 1.44269504f;

    /// <summary>
    /// eˣ = 2ⁿ·eʳ with n = round(x / ln 2) and |r| ≤ ln 2 / 2, where eʳ is a polynomial of degree 6 (relative error 3.1e-9).
    /// 2ⁿ is applied in two halves, so that results down to the denormals come out right.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // Beyond these e^x is 0 and ∞. The constants come first because a NaN in second place stays.
        x = Vector.MinNative(Vector.Create(89f), Vector.MaxNative(Vector.Create(-104f), x));
        Vector<float> reduced = ExpM1AndPowers(x, out Vector<float> firstHalf, out Vector<float> secondHalf);
        return Vector.MultiplyAddEstimate(reduced, firstHalf, firstHalf) * secondHalf;
    }

    /// <summary>
    /// σ(x) as in <see cref="Sigmoid{T}"/>. The denominator 1 + 2ⁿ·eʳ is (1 + 2ⁿ) + 2ⁿ·(eʳ − 1), whose first part is ready before eʳ is:
    /// a sigmoid waits for its own steps more than for anything else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> negative = Vector.MaxNative(Vector.Create(-104f), Vector.BitwiseOr(x, Vector.Create(-0f)));
        Vector<float> reduced = ExpM1AndPowers(negative, out Vector<float> firstHalf, out Vector<float> secondHalf);
        Vector<float> power = firstHalf * secondHalf;
        Vector<float> denominator = Vector.MultiplyAddEstimate(reduced, power, Vector<float>.One + power);
        Vector<float> e = Vector.MultiplyAddEstimate(reduced, firstHalf, firstHalf) * secondHalf;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), e, Vector<float>.One) / denominator;
    }

    /// <summary>
    /// ln x = n ln 2 + ln m with m in [√½, √2), and ln m = 2 artanh s with s = (m − 1) / (m + 1), summed as in fdlibm's
    /// <c>__ieee754_log</c>: f − (f²/2 − s (f²/2 + R)), R the series of artanh beyond its first term.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        const float SmallestNormal = 1.17549435e-38f;
        const int ExponentOfRootHalf = 0x3f3504f3;

        Vector<int> isDenormal = Vector.LessThan(x, Vector.Create(SmallestNormal));
        Vector<float> normal = Vector.ConditionalSelect(isDenormal, x * Vector.Create(33554432f), x);
        Vector<int> bits = Vector.AsVectorInt32(normal) - Vector.Create(ExponentOfRootHalf);
        Vector<int> exponent = Vector.ShiftRightArithmetic(bits, 23);
        Vector<float> n = Vector.ConvertToSingle(exponent)
            - Vector.ConditionalSelect(isDenormal, Vector.Create(25f), Vector<float>.Zero);
        Vector<float> m = Vector.AsVectorSingle((bits & Vector.Create(0x007fffff)) + Vector.Create(ExponentOfRootHalf));

        Vector<float> f = m - Vector<float>.One;
        Vector<float> s = f / (f + Vector.Create(2f));
        Vector<float> z = s * s;
        Vector<float> r = Vector.MultiplyAddEstimate(z, Vector.Create(2f / 9), Vector.Create(2f / 7));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2f / 5));
        r = Vector.MultiplyAddEstimate(z, r, Vector.Create(2f / 3));
        r *= z;
        Vector<float> halfSquare = Vector.Create(0.5f) * f * f;
        Vector<float> result = (n * Vector.Create(Ln2High))
            + (f - (halfSquare - ((s * (halfSquare + r)) + (n * Vector.Create(Ln2Low)))));

        result = Vector.ConditionalSelect(Vector.Equals(x, Vector.Create(float.PositiveInfinity)), x, result);
        result = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Vector.Create(float.NegativeInfinity), result);
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<float>.Zero), result, Vector.Create(float.NaN));
    }

    /// <summary>eˣ − 1 for x ≤ 0: 2ⁿ·(eʳ − 1) + (2ⁿ − 1), which loses nothing where x is small because n is then 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpM1OfNegative(Vector<float> x)
    {
        // Below this e^x − 1 rounds to −1.
        x = Vector.MaxNative(Vector.Create(-40f), x);
        Vector<float> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(Log2E), Vector.Create(RoundingShifter));
        Vector<float> scale = PowerOfTwo(Vector.AsVectorInt32(shifted));
        Vector<float> reduced = ExpM1Reduced(x, shifted - Vector.Create(RoundingShifter));
        return Vector.MultiplyAddEstimate(scale, reduced, scale - Vector<float>.One);
    }

    /// <summary>eʳ − 1 where eˣ = 2ⁿ·eʳ, and 2ⁿ as a product of two powers that are both normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpM1AndPowers(Vector<float> x, out Vector<float> firstHalf, out Vector<float> secondHalf)
    {
        Vector<float> shifter = Vector.Create(RoundingShifter);
        Vector<float> half = Vector.MultiplyAddEstimate(x, Vector.Create(Log2E / 2), shifter);
        Vector<float> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(Log2E), shifter);
        firstHalf = PowerOfTwo(Vector.AsVectorInt32(half));
        secondHalf = PowerOfTwo(Vector.AsVectorInt32(shifted) - Vector.AsVectorInt32(half));
        return ExpM1Reduced(x, shifted - shifter);
    }

    /// <summary>eʳ − 1 for r = x − n ln 2: r + r² P(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpM1Reduced(Vector<float> x, Vector<float> n)
    {
        Vector<float> r = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2High), x);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2Low), r);
        Vector<float> square = r * r;
        Vector<float> low = Vector.MultiplyAddEstimate(r, Vector.Create(0.16666521f), Vector.Create(0.49999994f));
        Vector<float> high = Vector.MultiplyAddEstimate(r, Vector.Create(0.008368745f), Vector.Create(0.04166839f));
        high = Vector.MultiplyAddEstimate(square, Vector.Create(0.0013814539f), high);
        return Vector.MultiplyAddEstimate(square, Vector.MultiplyAddEstimate(square, high, low), r);
    }

    /// <summary>2ⁿ, where n stands in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> shifted) =>
        Vector.AsVectorSingle(Vector.ShiftLeft(shifted + Vector.Create(127), 23));
}

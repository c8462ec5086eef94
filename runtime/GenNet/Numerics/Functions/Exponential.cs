using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>
/// What the exponential functions share: eˣ = 2ⁿ·eʳ with n = round(x / ln 2) and |r| ≤ ln 2 / 2, and eʳ − 1 = r + r²·Q(r).
/// </summary>
/// <remarks>
/// Q has the least largest relative error of eʳ that its degree allows (Remez exchange, coefficients rounded one after the other and the
/// later ones fitted again): 3.2e-9 in single precision, 1.2e-17 in double.
/// </remarks>
internal static class Exponential
{
    // Adding and subtracting 1.5·2²³ (1.5·2⁵²) rounds a small number to an integer, which then stands in the low bits of the sum.
    public const float SingleShifter = 12582912f;
    public const double DoubleShifter = 6755399441055744d;

    // The same with the bias of an exponent in the low bits: shifted to where the exponent stands, they are 2ⁿ.
    public const float SinglePowerShifter = SingleShifter + 127;
    public const double DoublePowerShifter = DoubleShifter + 1023;

    private const float SingleQuarterShifter = SinglePowerShifter - 2;
    private const double DoubleQuarterShifter = DoublePowerShifter - 2;

    public const float SingleLog2E = 1.44269504f;
    public const double DoubleLog2E = 1.44269504088896338700;

    // ln 2 in two parts: the first has few enough bits that its product with an exponent is exact.
    public const float SingleLn2High = 0.693359375f;
    public const float SingleLn2Low = -2.12194440e-4f;
    public const double DoubleLn2High = 6.93147180369123816490e-01;
    public const double DoubleLn2Low = 1.90821492927058770002e-10;

    /// <summary>Whether a multiply-add is rounded once.</summary>
    public static bool IsFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }

    /// <summary>eʳ − 1 for r = x − n ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpM1OfRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector r = TMath.MultiplyAdd(n, -SingleLn2High, x);
        r = TMath.MultiplyAdd(n, -SingleLn2Low, r);
        TVector square = TMath.Multiply(r, r);
        TVector low = TMath.MultiplyAdd(r, 0.16666517f, 0.49999994f);
        TVector high = TMath.MultiplyAdd(square, 0.00138389f, TMath.MultiplyAdd(r, 0.0083691925f, 0.041668102f));
        return TMath.MultiplyAdd(square, TMath.MultiplyAdd(square, high, low), r);
    }

    /// <summary>1 − e^−r for r = x + n ln 2: the same with the signs of a negative argument, which saves negating it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OneMinusExpOfNegativeRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector r = TMath.MultiplyAdd(n, SingleLn2High, x);
        r = TMath.MultiplyAdd(n, SingleLn2Low, r);
        TVector square = TMath.Multiply(r, r);
        TVector low = TMath.MultiplyAdd(r, 0.16666517f, -0.49999994f);
        TVector high = TMath.MultiplyAdd(square, -0.00138389f, TMath.MultiplyAdd(r, 0.0083691925f, -0.041668102f));
        return TMath.MultiplyAdd(square, TMath.MultiplyAdd(square, high, low), r);
    }

    /// <summary>
    /// <see cref="OneMinusExpOfNegativeRest"/> with its two halves side by side: ready one multiply-add sooner, at the price of a second rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OneMinusExpOfNegativeRestSooner<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector r = TMath.MultiplyAdd(n, SingleLn2High, x);
        r = TMath.MultiplyAdd(n, SingleLn2Low, r);
        TVector square = TMath.Multiply(r, r);
        TVector low = TMath.MultiplyAdd(square, TMath.MultiplyAdd(r, 0.16666517f, -0.49999994f), r);
        TVector high = TMath.MultiplyAdd(square, -0.00138389f, TMath.MultiplyAdd(r, 0.0083691925f, -0.041668102f));
        return TMath.MultiplyAdd(TMath.Multiply(square, square), high, low);
    }

    /// <inheritdoc cref="ExpM1OfRest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpM1OfDoubleRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector r = TMath.MultiplyAdd(n, -DoubleLn2High, x);
        r = TMath.MultiplyAdd(n, -DoubleLn2Low, r);
        TVector square = TMath.Multiply(r, r);
        TVector fourth = TMath.Multiply(square, square);
        TVector low = TMath.MultiplyAdd(
            square,
            TMath.MultiplyAdd(r, 0.008333333333481805, 0.041666666666527435),
            TMath.MultiplyAdd(r, 0.16666666666666427, 0.5000000000000011));
        TVector high = TMath.MultiplyAdd(
            square,
            TMath.MultiplyAdd(r, 2.7557551905592347e-06, 2.480149224302509e-05),
            TMath.MultiplyAdd(r, 0.00019841269539624238, 0.0013888888944404237));
        high = TMath.MultiplyAdd(fourth, TMath.MultiplyAdd(r, 2.5012515154262436e-08, 2.7630571134800833e-07), high);
        return TMath.MultiplyAdd(square, TMath.MultiplyAdd(fourth, high, low), r);
    }

    /// <inheritdoc cref="OneMinusExpOfNegativeRest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OneMinusExpOfNegativeDoubleRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector r = TMath.MultiplyAdd(n, DoubleLn2High, x);
        r = TMath.MultiplyAdd(n, DoubleLn2Low, r);
        TVector square = TMath.Multiply(r, r);
        TVector fourth = TMath.Multiply(square, square);
        TVector low = TMath.MultiplyAdd(
            square,
            TMath.MultiplyAdd(r, 0.008333333333481805, -0.041666666666527435),
            TMath.MultiplyAdd(r, 0.16666666666666427, -0.5000000000000011));
        TVector high = TMath.MultiplyAdd(
            square,
            TMath.MultiplyAdd(r, 2.7557551905592347e-06, -2.480149224302509e-05),
            TMath.MultiplyAdd(r, 0.00019841269539624238, -0.0013888888944404237));
        high = TMath.MultiplyAdd(fourth, TMath.MultiplyAdd(r, 2.5012515154262436e-08, -2.7630571134800833e-07), high);
        return TMath.MultiplyAdd(square, TMath.MultiplyAdd(fourth, high, low), r);
    }

    /// <summary>eˣ/2 for x ≥ 0, ∞ only where that overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HalfExp<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        x = TMath.AtMost(x, 89.5f);
        TVector shifted = TMath.MultiplyAdd(x, SingleLog2E, SingleQuarterShifter);
        TVector quarter = TMath.ShiftBitsLeft(shifted, 23);
        TVector p = ExpM1OfRest<TMath, TVector>(x, TMath.Subtract(shifted, SingleQuarterShifter));
        quarter = TMath.MultiplyAdd(quarter, p, quarter);
        return TMath.Add(quarter, quarter);
    }

    /// <inheritdoc cref="HalfExp"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HalfExpDouble<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        x = TMath.AtMost(x, 710.5);
        TVector shifted = TMath.MultiplyAdd(x, DoubleLog2E, DoubleQuarterShifter);
        TVector quarter = TMath.ShiftBitsLeft(shifted, 52);
        TVector p = ExpM1OfDoubleRest<TMath, TVector>(x, TMath.Subtract(shifted, DoubleQuarterShifter));
        quarter = TMath.MultiplyAdd(quarter, p, quarter);
        return TMath.Add(quarter, quarter);
    }
}

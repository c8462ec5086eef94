using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>What the functions with a logarithm in them share: x = 2ⁿ·(1 + f) with 1 + f in [√½, √2), and the sum of its parts.</summary>
internal static class Logarithm
{
    // The bits of √½, and how far they are below those of 1: added to the bits of x, this moves the binades so that each begins at √½·2ⁿ.
    public const long SingleRootHalf = 0x3f3504f3;
    public const long SingleToOne = 0x3f800000 - SingleRootHalf;
    public const long DoubleRootHalf = 0x3fe6a09e667f3bcd;
    public const long DoubleToOne = 0x3ff0000000000000 - DoubleRootHalf;

    // An exponent in the last bits of these is their sum: a conversion from integers that needs no instruction of its own.
    public const float SingleInteger = 8388608f;
    public const double DoubleInteger = 4503599627370496d;

    /// <summary>
    /// n ln 2 + ln(1 + f) with 1 + f in [√½, √2): ln(1 + f) = 2 artanh s with s = f / (2 + f), summed as in fdlibm's <c>__ieee754_log</c>:
    /// f − (f²/2 − s (f²/2 + R)), R the series of artanh beyond its first term.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SingleOfParts<TMath, TVector>(TVector n, TVector f)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector s = TMath.Divide(f, TMath.Add(f, 2f));
        TVector z = TMath.Multiply(s, s);
        TVector r = TMath.MultiplyAdd(z, 2f / 9, 2f / 7);
        r = TMath.MultiplyAdd(z, r, 2f / 5);
        r = TMath.MultiplyAdd(z, r, 2f / 3);
        r = TMath.Multiply(r, z);
        TVector halfSquare = TMath.Multiply(TMath.Multiply(f, 0.5f), f);
        TVector tail = TMath.MultiplyAdd(s, TMath.Add(halfSquare, r), TMath.Multiply(n, Exponential.SingleLn2Low));
        return TMath.MultiplyAdd(n, Exponential.SingleLn2High, TMath.Subtract(f, TMath.Subtract(halfSquare, tail)));
    }

    /// <summary>
    /// n ln 2 + ln(1 + f) with 1 + f in [√½, √2): ln(1 + f) = 2 artanh s with s = f / (2 + f), summed as in fdlibm's <c>__ieee754_log</c>:
    /// f − (f²/2 − s (f²/2 + R)), R the series of artanh beyond its first term.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector DoubleOfParts<TMath, TVector>(TVector n, TVector f)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector s = TMath.Divide(f, TMath.Add(f, 2d));
        TVector z = TMath.Multiply(s, s);
        TVector r = TMath.MultiplyAdd(z, 2d / 21, 2d / 19);
        r = TMath.MultiplyAdd(z, r, 2d / 17);
        r = TMath.MultiplyAdd(z, r, 2d / 15);
        r = TMath.MultiplyAdd(z, r, 2d / 13);
        r = TMath.MultiplyAdd(z, r, 2d / 11);
        r = TMath.MultiplyAdd(z, r, 2d / 9);
        r = TMath.MultiplyAdd(z, r, 2d / 7);
        r = TMath.MultiplyAdd(z, r, 2d / 5);
        r = TMath.MultiplyAdd(z, r, 2d / 3);
        r = TMath.Multiply(r, z);
        TVector halfSquare = TMath.Multiply(TMath.Multiply(f, 0.5d), f);
        TVector tail = TMath.MultiplyAdd(s, TMath.Add(halfSquare, r), TMath.Multiply(n, Exponential.DoubleLn2Low));
        return TMath.MultiplyAdd(n, Exponential.DoubleLn2High, TMath.Subtract(f, TMath.Subtract(halfSquare, tail)));
    }

    /// <summary>start + ln(1 + e) with ln(1 + e) = e + e²·Q(e) for e in [0, 1] (relative error 8.8e-10).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector AddLog1POfFraction<TMath, TVector>(TVector start, TVector e)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector e2 = TMath.Multiply(e, e);
        TVector e4 = TMath.Multiply(e2, e2);
        TVector q = TMath.MultiplyAdd(e, 0.0020844392f, -0.013691186f);
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(e2, TMath.MultiplyAdd(e, 0.042113908f, -0.08323805f), TMath.MultiplyAdd(e, 0.12479481f, -0.16135158f)));
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(e2, TMath.MultiplyAdd(e, 0.19899622f, -0.24988864f), TMath.MultiplyAdd(e, 0.33332714f, -0.49999988f)));

        // The order that loses less: fused, e + e²·Q is rounded once.
        return Exponential.IsFused
            ? TMath.Add(TMath.MultiplyAdd(e2, q, e), start)
            : TMath.Add(TMath.MultiplyAdd(e2, q, start), e);
    }

    /// <summary>start + ln(1 + e) with ln(1 + e) = e + e²·Q(e) for e in [0, 1] (relative error 3.9e-17).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector AddLog1PDoubleOfFraction<TMath, TVector>(TVector start, TVector e)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector e2 = TMath.Multiply(e, e);
        TVector e4 = TMath.Multiply(e2, e2);
        TVector q = TMath.MultiplyAdd(e, 1.090024935252073e-05, -0.00013639634340908397);
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(
                e2,
                TMath.MultiplyAdd(e, 0.0008128052868620912, -0.003082286852344195),
                TMath.MultiplyAdd(e, 0.008402233295804204, -0.017683527336983557)));
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(
                e2,
                TMath.MultiplyAdd(e, 0.03025322182101584, -0.04394826675721881),
                TMath.MultiplyAdd(e, 0.05647255087182213, -0.06674916849958942)));
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(
                e2,
                TMath.MultiplyAdd(e, 0.07514846195885445, -0.08278333391310184),
                TMath.MultiplyAdd(e, 0.09077145636892298, -0.09997258829811646)));
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(
                e2,
                TMath.MultiplyAdd(e, 0.11110684390521124, -0.12499949275924603),
                TMath.MultiplyAdd(e, 0.14285709822253678, -0.1666666638806588)));
        q = TMath.MultiplyAdd(
            e4,
            q,
            TMath.MultiplyAdd(
                e2,
                TMath.MultiplyAdd(e, 0.19999999988400705, -0.24999999999707131),
                TMath.MultiplyAdd(e, 0.33333333333329535, -0.49999999999999983)));

        // The order that loses less: fused, e + e²·Q is rounded once.
        return Exponential.IsFused
            ? TMath.Add(TMath.MultiplyAdd(e2, q, e), start)
            : TMath.Add(TMath.MultiplyAdd(e2, q, start), e);
    }
}

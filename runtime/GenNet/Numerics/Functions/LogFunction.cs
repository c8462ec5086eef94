using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// ln x = n ln 2 + ln m with m in [√½, √2), and ln m = 2 artanh s with s = (m − 1) / (m + 1), summed as in fdlibm's
/// <c>__ieee754_log</c>: f − (f²/2 − s (f²/2 + R)), R the series of artanh beyond its first term.
/// </summary>
internal readonly struct LogFunction : IVectorFunction
{
    private const float SingleSmallestNormal = 1.17549435e-38f;
    private const double DoubleSmallestNormal = 2.2250738585072014e-308;

    // The bits of √½, and how far they are below those of 1: added to the bits of x, this moves the binades so that each begins at √½·2ⁿ.
    private const long SingleRootHalf = 0x3f3504f3;
    private const long SingleToOne = 0x3f800000 - SingleRootHalf;
    private const long DoubleRootHalf = 0x3fe6a09e667f3bcd;
    private const long DoubleToOne = 0x3ff0000000000000 - DoubleRootHalf;

    // An exponent in the last bits of these is their sum: a conversion from integers that needs no instruction of its own.
    private const float SingleInteger = 8388608f;
    private const double DoubleInteger = 4503599627370496d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector isDenormal = TMath.IsLess(x, SingleSmallestNormal);
        TVector normal = TMath.Select(isDenormal, TMath.Multiply(x, 33554432f), x);
        TVector bits = TMath.AddBits(normal, SingleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 23), TMath.Create(SingleInteger));
        TVector n = TMath.Subtract(exponent, TMath.Select(isDenormal, SingleInteger + 152, TMath.Create(SingleInteger + 127)));
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x007fffff)), SingleRootHalf);

        TVector f = TMath.Subtract(m, 1f);
        TVector s = TMath.Divide(f, TMath.Add(f, 2f));
        TVector z = TMath.Multiply(s, s);
        TVector r = TMath.MultiplyAdd(z, 2f / 9, 2f / 7);
        r = TMath.MultiplyAdd(z, r, 2f / 5);
        r = TMath.MultiplyAdd(z, r, 2f / 3);
        r = TMath.Multiply(r, z);
        TVector halfSquare = TMath.Multiply(TMath.Multiply(f, 0.5f), f);
        TVector tail = TMath.MultiplyAdd(s, TMath.Add(halfSquare, r), TMath.Multiply(n, Exponential.SingleLn2Low));
        TVector result = TMath.MultiplyAdd(n, Exponential.SingleLn2High, TMath.Subtract(f, TMath.Subtract(halfSquare, tail)));

        result = TMath.Select(TMath.IsLess(x, float.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, 0f), float.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, 0f), float.NaN, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector isDenormal = TMath.IsLess(x, DoubleSmallestNormal);
        TVector normal = TMath.Select(isDenormal, TMath.Multiply(x, 18014398509481984d), x);
        TVector bits = TMath.AddBits(normal, DoubleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 52), TMath.Create(DoubleInteger));
        TVector n = TMath.Subtract(exponent, TMath.Select(isDenormal, DoubleInteger + 1077, TMath.Create(DoubleInteger + 1023)));
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x000fffffffffffff)), DoubleRootHalf);

        TVector f = TMath.Subtract(m, 1d);
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
        TVector result = TMath.MultiplyAdd(n, Exponential.DoubleLn2High, TMath.Subtract(f, TMath.Subtract(halfSquare, tail)));

        result = TMath.Select(TMath.IsLess(x, double.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, 0d), double.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, 0d), double.NaN, result);
    }
}

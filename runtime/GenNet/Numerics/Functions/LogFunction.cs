using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// ln x = n ln 2 + ln m with x = 2ⁿ·m and m in [√½, √2).
/// </summary>
internal readonly struct LogFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // A denormal is made normal first.
        TVector isDenormal = TMath.IsLess(x, 1.17549435e-38f);
        TVector normal = TMath.Select(isDenormal, TMath.Multiply(x, 33554432f), x);
        TVector bits = TMath.AddBits(normal, Logarithm.SingleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 23), TMath.Create(Logarithm.SingleInteger));
        TVector bias = TMath.Select(isDenormal, Logarithm.SingleInteger + 152, TMath.Create(Logarithm.SingleInteger + 127));
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x007fffff)), Logarithm.SingleRootHalf);
        TVector result = Logarithm.SingleOfParts<TMath, TVector>(TMath.Subtract(exponent, bias), TMath.Subtract(m, 1f));

        result = TMath.Select(TMath.IsLess(x, float.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, 0f), float.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, 0f), float.NaN, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        // A denormal is made normal first.
        TVector isDenormal = TMath.IsLess(x, 2.2250738585072014e-308);
        TVector normal = TMath.Select(isDenormal, TMath.Multiply(x, 18014398509481984d), x);
        TVector bits = TMath.AddBits(normal, Logarithm.DoubleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 52), TMath.Create(Logarithm.DoubleInteger));
        TVector bias = TMath.Select(isDenormal, Logarithm.DoubleInteger + 1077, TMath.Create(Logarithm.DoubleInteger + 1023));
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x000fffffffffffff)), Logarithm.DoubleRootHalf);
        TVector result = Logarithm.DoubleOfParts<TMath, TVector>(TMath.Subtract(exponent, bias), TMath.Subtract(m, 1d));

        result = TMath.Select(TMath.IsLess(x, double.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, 0d), double.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, 0d), double.NaN, result);
    }
}

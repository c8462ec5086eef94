using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// ln(1 + x) = n ln 2 + ln(1 + f) with 1 + x = 2ⁿ·(1 + f). What 1 + x loses by rounding is put back into f, where it is not lost: for
/// small x, f is x.
/// </summary>
internal readonly struct Log1PFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector u = TMath.Add(x, 1f);
        TVector halfOfLost = TMath.Multiply(TMath.Subtract(x, TMath.Subtract(u, 1f)), 0.5f);
        TVector bits = TMath.AddBits(u, Logarithm.SingleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 23), TMath.Create(Logarithm.SingleInteger));
        TVector n = TMath.Subtract(exponent, Logarithm.SingleInteger + 127);
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x007fffff)), Logarithm.SingleRootHalf);

        // 2¹⁻ⁿ, which is a number for every n, as 2⁻ⁿ is not.
        TVector scale = TMath.SubtractBits(TMath.FromBits(255L << 23), TMath.And(bits, TMath.FromBits(255L << 23)));
        TVector f = TMath.MultiplyAdd(halfOfLost, scale, TMath.Subtract(m, 1f));
        TVector result = Logarithm.SingleOfParts<TMath, TVector>(n, f);

        result = TMath.Select(TMath.IsLess(TMath.Abs(x), 2e-8f), x, result);
        result = TMath.Select(TMath.IsLess(x, float.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, -1f), float.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, -1f), float.NaN, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector u = TMath.Add(x, 1d);
        TVector halfOfLost = TMath.Multiply(TMath.Subtract(x, TMath.Subtract(u, 1d)), 0.5d);
        TVector bits = TMath.AddBits(u, Logarithm.DoubleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 52), TMath.Create(Logarithm.DoubleInteger));
        TVector n = TMath.Subtract(exponent, Logarithm.DoubleInteger + 1023);
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x000fffffffffffff)), Logarithm.DoubleRootHalf);

        // 2¹⁻ⁿ, which is a number for every n, as 2⁻ⁿ is not.
        TVector scale = TMath.SubtractBits(TMath.FromBits(2047L << 52), TMath.And(bits, TMath.FromBits(2047L << 52)));
        TVector f = TMath.MultiplyAdd(halfOfLost, scale, TMath.Subtract(m, 1d));
        TVector result = Logarithm.DoubleOfParts<TMath, TVector>(n, f);

        result = TMath.Select(TMath.IsLess(TMath.Abs(x), 5e-17), x, result);
        result = TMath.Select(TMath.IsLess(x, double.PositiveInfinity), result, x);
        result = TMath.Select(TMath.IsEqual(x, -1d), double.NegativeInfinity, result);
        return TMath.Select(TMath.IsLess(x, -1d), double.NaN, result);
    }
}

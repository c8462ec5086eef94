using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// |x|ʸ = 2^(y log₂ |x|). What rounding leaves in the exponent is the relative error of the result, so that the logarithm and its product
/// with y are sums of two numbers, of which the first has so few bits that its products are exact (as in fdlibm's <c>__ieee754_pow</c>).
/// </summary>
internal static class PowerFunction
{
    /// <summary>Clears the last 27 bits of a number: what is left has 26, and the product of two such numbers is exact.</summary>
    private const long FirstBits = ~0x7ffffffL;

    /// <summary>2 / (3 ln 2) in two parts.</summary>
    private const double ScaleHigh = 0.9617966860532761;
    private const double ScaleLow = 7.872699542894897e-09;

    private const double Scale = 0.9617966939259756;

    private const double Ln2 = 0.6931471805599453;

    /// <summary>The power of a number of 0 or above, 0⁰ and the like left open.</summary>
    // Long: one formula, whose steps each carry the error of the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x, TVector y)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector firstBits = TMath.FromBits(FirstBits);

        // x = 2ⁿ·m with m in [√½, √2), a denormal made normal first.
        TVector isDenormal = TMath.IsLess(x, 2.2250738585072014e-308);
        TVector normal = TMath.Select(isDenormal, TMath.Multiply(x, 18014398509481984d), x);
        TVector bits = TMath.AddBits(normal, Logarithm.DoubleToOne);
        TVector exponent = TMath.Or(TMath.ShiftBitsRight(bits, 52), TMath.Create(Logarithm.DoubleInteger));
        TVector n = TMath.Subtract(
            exponent, TMath.Select(isDenormal, Logarithm.DoubleInteger + 1077, TMath.Create(Logarithm.DoubleInteger + 1023)));
        TVector m = TMath.AddBits(TMath.And(bits, TMath.FromBits(0x000fffffffffffff)), Logarithm.DoubleRootHalf);

        // s = (m − 1) / (m + 1), whose first part times m + 1 is exact.
        TVector f = TMath.Subtract(m, 1d);
        TVector t = TMath.Add(m, 1d);
        TVector tHigh = TMath.And(t, firstBits);
        TVector tLow = TMath.Add(TMath.Subtract(t, tHigh), TMath.Subtract(m, TMath.Subtract(t, 1d)));
        TVector s = TMath.Divide(f, t);
        TVector sHigh = TMath.And(s, firstBits);
        TVector sLow = TMath.Divide(
            TMath.Subtract(TMath.Subtract(f, TMath.Multiply(sHigh, tHigh)), TMath.Multiply(sHigh, tLow)), t);

        // ln m = ⅔ s (3 + s² + 3/5 s⁴ + 3/7 s⁶ + …).
        TVector z = TMath.Multiply(s, s);
        TVector r = TMath.MultiplyAdd(z, 3d / 23, 3d / 21);
        r = TMath.MultiplyAdd(z, r, 3d / 19);
        r = TMath.MultiplyAdd(z, r, 3d / 17);
        r = TMath.MultiplyAdd(z, r, 3d / 15);
        r = TMath.MultiplyAdd(z, r, 3d / 13);
        r = TMath.MultiplyAdd(z, r, 3d / 11);
        r = TMath.MultiplyAdd(z, r, 3d / 9);
        r = TMath.MultiplyAdd(z, r, 3d / 7);
        r = TMath.MultiplyAdd(z, r, 3d / 5);
        r = TMath.Add(TMath.Multiply(TMath.Multiply(z, z), r), TMath.Multiply(sLow, TMath.Add(sHigh, s)));
        TVector square = TMath.Multiply(sHigh, sHigh);
        TVector sum = TMath.And(TMath.Add(TMath.Add(square, 3d), r), firstBits);
        TVector sumLow = TMath.Subtract(r, TMath.Subtract(TMath.Subtract(sum, 3d), square));
        TVector product = TMath.Multiply(sHigh, sum);
        TVector productLow = TMath.Add(TMath.Multiply(sLow, sum), TMath.Multiply(sumLow, s));
        TVector p = TMath.And(TMath.Add(product, productLow), firstBits);
        TVector pLow = TMath.Subtract(productLow, TMath.Subtract(p, product));

        // log₂ x = n + ⅔ p / ln 2 in two parts.
        TVector log = TMath.Multiply(p, ScaleHigh);
        TVector logLow = TMath.Add(TMath.Multiply(p, ScaleLow), TMath.Multiply(pLow, Scale));
        TVector high = TMath.And(TMath.Add(TMath.Add(log, logLow), n), firstBits);
        TVector low = TMath.Subtract(logLow, TMath.Subtract(TMath.Subtract(high, n), log));

        // y log₂ x in two parts. With |y| of 2⁶⁵ the power of any number but 1 is 0 or ∞ already.
        TVector factor = TMath.AtMost(TMath.AtLeast(y, -36893488147419103232d), 36893488147419103232d);
        TVector factorHigh = TMath.And(factor, firstBits);
        TVector power = TMath.Multiply(factorHigh, high);
        TVector powerLow = TMath.Add(TMath.Multiply(TMath.Subtract(factor, factorHigh), high), TMath.Multiply(factor, low));

        // Beyond ±1100 the power is 0 or ∞.
        power = TMath.AtMost(TMath.AtLeast(power, -1100d), 1100d);
        powerLow = TMath.AtMost(TMath.AtLeast(powerLow, -1d), 1d);
        TVector half = TMath.Add(TMath.Multiply(power, TMath.Create(0.5)), Exponential.DoubleShifter);
        TVector shifted = TMath.Add(power, Exponential.DoubleShifter);
        TVector first = PowerOfTwo<TMath, TVector>(half);
        TVector second = PowerOfTwo<TMath, TVector>(TMath.SubtractBits(shifted, half));
        TVector rest = TMath.Multiply(
            TMath.Add(TMath.Subtract(power, TMath.Subtract(shifted, Exponential.DoubleShifter)), powerLow), Ln2);
        TVector e = Exponential.ExpM1OfDoubleRest<TMath, TVector>(rest, TMath.Create(0d));
        TVector result = TMath.Multiply(TMath.MultiplyAdd(e, first, first), second);

        // 0, ∞ and what is no number.
        TVector isInverse = TMath.IsLess(y, 0d);
        TVector ofLimit = TMath.Select(isInverse, TMath.Divide(1d, x), x);
        result = TMath.Select(TMath.IsEqual(x, 0d), ofLimit, result);
        result = TMath.Select(TMath.IsLess(x, double.PositiveInfinity), result, ofLimit);
        return TMath.Select(TMath.IsEqual(y, y), result, y);
    }

    /// <summary>2ⁿ, where n stands in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOfTwo<TMath, TVector>(TVector shifted)
        where TMath : struct, IVectorOperations<TVector, double> =>
        TMath.AddBits(TMath.ShiftBitsLeft(shifted, 52), 1023L << 52);
}

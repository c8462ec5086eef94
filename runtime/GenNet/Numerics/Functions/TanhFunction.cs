using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// tanh |x| = (1 − e) / (1 + e) with e = e^−2|x| = 2ⁿ·(1 − p), and the sign of x. Numerator and denominator are (1 − 2ⁿ) + 2ⁿ·p and
/// (1 + 2ⁿ) − 2ⁿ·p, each rounded once; where x is small n is 0, and nothing is lost.
/// </summary>
internal readonly struct TanhFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // Beyond this tanh is 1.
        TVector size = TMath.AtMost(TMath.Abs(x), 15f);
        TVector shifted = TMath.MultiplyAdd(size, -2 * Exponential.SingleLog2E, Exponential.SinglePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 23);
        TVector p = Exponential.OneMinusExpOfNegativeRest<TMath, TVector>(
            TMath.Add(size, size), TMath.Subtract(shifted, Exponential.SinglePowerShifter));
        TVector numerator = TMath.MultiplyAdd(power, p, TMath.Subtract(1f, power));
        TVector denominator = TMath.MultiplyAdd(TMath.Negate(power), p, TMath.Add(power, 1f));
        TVector sign = TMath.And(x, TMath.Create(-0f));
        return TMath.Or(TMath.Divide(numerator, denominator), sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.AtMost(TMath.Abs(x), 25d);
        TVector shifted = TMath.MultiplyAdd(size, -2 * Exponential.DoubleLog2E, Exponential.DoublePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 52);
        TVector p = Exponential.OneMinusExpOfNegativeDoubleRest<TMath, TVector>(
            TMath.Add(size, size), TMath.Subtract(shifted, Exponential.DoublePowerShifter));
        TVector numerator = TMath.MultiplyAdd(power, p, TMath.Subtract(1d, power));
        TVector denominator = TMath.MultiplyAdd(TMath.Negate(power), p, TMath.Add(power, 1d));
        TVector sign = TMath.And(x, TMath.Create(-0d));
        return TMath.Or(TMath.Divide(numerator, denominator), sign);
    }
}

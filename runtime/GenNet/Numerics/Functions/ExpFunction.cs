using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// eˣ = 2ⁿ·eʳ. The power of two is applied in two halves that are normal numbers, so that results down to the denormals come out right.
/// </summary>
internal readonly struct ExpFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // Beyond these eˣ is 0 and ∞.
        x = TMath.AtMost(TMath.AtLeast(x, -104f), 89f);
        TVector half = TMath.MultiplyAdd(x, Exponential.SingleLog2E / 2, Exponential.SingleShifter);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.SingleLog2E, Exponential.SingleShifter);
        TVector first = Exponential.SinglePowerOfTwo<TMath, TVector>(half);
        TVector second = Exponential.SinglePowerOfTwo<TMath, TVector>(TMath.SubtractBits(shifted, half));
        TVector rest = Exponential.ExpM1OfRest<TMath, TVector>(x, TMath.Subtract(shifted, Exponential.SingleShifter));
        return TMath.Multiply(TMath.MultiplyAdd(rest, first, first), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        x = TMath.AtMost(TMath.AtLeast(x, -746d), 710d);
        TVector half = TMath.MultiplyAdd(x, Exponential.DoubleLog2E / 2, Exponential.DoubleShifter);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.DoubleLog2E, Exponential.DoubleShifter);
        TVector first = Exponential.DoublePowerOfTwo<TMath, TVector>(half);
        TVector second = Exponential.DoublePowerOfTwo<TMath, TVector>(TMath.SubtractBits(shifted, half));
        TVector rest = Exponential.ExpM1OfDoubleRest<TMath, TVector>(x, TMath.Subtract(shifted, Exponential.DoubleShifter));
        return TMath.Multiply(TMath.MultiplyAdd(rest, first, first), second);
    }
}

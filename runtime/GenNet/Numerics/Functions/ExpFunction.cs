using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// eˣ = 2ⁿ·eʳ. The power of two is applied in two halves that are normal numbers, so that results down to the denormals come out right.
/// </summary>
internal readonly struct ExpFunction : IVectorFunction
{
    // With the bias of both halves' exponents in the low bits: what is left of them when one half has been subtracted is the other's.
    private const float SingleShifter = Exponential.SinglePowerShifter + 127;
    private const double DoubleShifter = Exponential.DoublePowerShifter + 1023;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // Beyond these eˣ is 0 and ∞.
        x = TMath.AtMost(TMath.AtLeast(x, -104f), 89f);
        TVector half = TMath.MultiplyAdd(x, Exponential.SingleLog2E / 2, Exponential.SinglePowerShifter);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.SingleLog2E, SingleShifter);
        TVector first = TMath.ShiftBitsLeft(half, 23);
        TVector second = TMath.ShiftBitsLeft(TMath.SubtractBits(shifted, half), 23);
        TVector rest = Exponential.ExpM1OfRest<TMath, TVector>(x, TMath.Subtract(shifted, SingleShifter));
        return TMath.Multiply(TMath.MultiplyAdd(rest, first, first), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        x = TMath.AtMost(TMath.AtLeast(x, -746d), 710d);
        TVector half = TMath.MultiplyAdd(x, Exponential.DoubleLog2E / 2, Exponential.DoublePowerShifter);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.DoubleLog2E, DoubleShifter);
        TVector first = TMath.ShiftBitsLeft(half, 52);
        TVector second = TMath.ShiftBitsLeft(TMath.SubtractBits(shifted, half), 52);
        TVector rest = Exponential.ExpM1OfDoubleRest<TMath, TVector>(x, TMath.Subtract(shifted, DoubleShifter));
        return TMath.Multiply(TMath.MultiplyAdd(rest, first, first), second);
    }
}

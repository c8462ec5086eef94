using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// σ(x) = c / (c + c·e⁻ˣ). With c = 2⁻⁶⁴ (2⁻⁵¹²) nothing overflows although e⁻ˣ may, and one power of two is enough.
/// </summary>
/// <remarks>
/// With e⁻ˣ = 2ⁿ·(1 − p), the denominator is c·2ⁿ + (c − c·2ⁿ·p). In this order only one of the two sums loses bits that matter: the power
/// of two is large beside c, or adding it to what is nearly c is exact. A small network waits for the latency of its sigmoids more than for
/// anything else; hence one power of two, no choice between two branches, and the halves of p side by side.
/// </remarks>
internal readonly struct SigmoidFunction : IVectorFunction
{
    private const float SingleScale = 5.4210108624275222e-20f;
    private const double DoubleScale = 7.4583407312002070e-155;

    // With the exponent of c, its bias and the sign in the low bits: moved to their place, these and n are −c·2ⁿ.
    private const float SingleShifter = Exponential.SinglePowerShifter - 64 + 256;
    private const double DoubleShifter = Exponential.DoublePowerShifter - 512 + 2048;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // Beyond these σ is 0 and 1.
        x = TMath.AtMost(TMath.AtLeast(x, -104f), 30f);
        TVector shifted = TMath.MultiplyAdd(x, -Exponential.SingleLog2E, SingleShifter);
        TVector minusPower = TMath.ShiftBitsLeft(shifted, 23);
        TVector p = Exponential.OneMinusExpOfNegativeRestSooner<TMath, TVector>(x, TMath.Subtract(shifted, SingleShifter));
        return TMath.Divide(SingleScale, TMath.Subtract(TMath.MultiplyAdd(minusPower, p, SingleScale), minusPower));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        x = TMath.AtMost(TMath.AtLeast(x, -746d), 60d);
        TVector shifted = TMath.MultiplyAdd(x, -Exponential.DoubleLog2E, DoubleShifter);
        TVector minusPower = TMath.ShiftBitsLeft(shifted, 52);
        TVector p = Exponential.OneMinusExpOfNegativeDoubleRest<TMath, TVector>(x, TMath.Subtract(shifted, DoubleShifter));
        return TMath.Divide(DoubleScale, TMath.Subtract(TMath.MultiplyAdd(minusPower, p, DoubleScale), minusPower));
    }
}

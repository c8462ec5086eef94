using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// eˣ − 1 = 2ⁿ·p + (2ⁿ − 1) with eˣ = 2ⁿ·(1 + p), which loses nothing where x is small because n is then 0. The power is halved and the
/// result doubled, so that it overflows no sooner than the value does.
/// </summary>
internal readonly struct ExpM1Function : IVectorFunction
{
    // One less than where the power is not halved.
    private const float SingleShifter = Exponential.SinglePowerShifter - 1;
    private const double DoubleShifter = Exponential.DoublePowerShifter - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        // Beyond these the value is −1 and ∞.
        TVector inRange = TMath.AtMost(TMath.AtLeast(x, -18f), 89f);
        TVector shifted = TMath.MultiplyAdd(inRange, Exponential.SingleLog2E, SingleShifter);
        TVector half = TMath.ShiftBitsLeft(shifted, 23);
        TVector p = Exponential.ExpM1OfRest<TMath, TVector>(inRange, TMath.Subtract(shifted, SingleShifter));
        TVector halved = TMath.MultiplyAdd(half, p, TMath.Subtract(half, 0.5f));

        // Half of a small denormal is not exact.
        return TMath.Select(TMath.IsLess(TMath.Abs(x), 2e-8f), x, TMath.Add(halved, halved));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        // Beyond these the value is −1 and ∞.
        TVector inRange = TMath.AtMost(TMath.AtLeast(x, -40d), 710d);
        TVector shifted = TMath.MultiplyAdd(inRange, Exponential.DoubleLog2E, DoubleShifter);
        TVector half = TMath.ShiftBitsLeft(shifted, 52);
        TVector p = Exponential.ExpM1OfDoubleRest<TMath, TVector>(inRange, TMath.Subtract(shifted, DoubleShifter));
        TVector halved = TMath.MultiplyAdd(half, p, TMath.Subtract(half, 0.5d));

        // Half of a small denormal is not exact.
        return TMath.Select(TMath.IsLess(TMath.Abs(x), 5e-17), x, TMath.Add(halved, halved));
    }
}

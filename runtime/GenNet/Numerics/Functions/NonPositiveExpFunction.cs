using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// eˣ = 2ⁿ·eʳ of numbers that are not above 0, as a softmax has them: without a second power of two for what <see cref="ExpFunction"/> makes of numbers
/// that are very large or very small, a third of its instructions less. What would be less than a normal number is the least of them.
/// </summary>
internal readonly struct NonPositiveExpFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        x = TMath.AtLeast(x, -87f);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.SingleLog2E, Exponential.SinglePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 23);
        TVector rest = Exponential.ExpM1OfRest<TMath, TVector>(x, TMath.Subtract(shifted, Exponential.SinglePowerShifter));
        return TMath.MultiplyAdd(rest, power, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        x = TMath.AtLeast(x, -708d);
        TVector shifted = TMath.MultiplyAdd(x, Exponential.DoubleLog2E, Exponential.DoublePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 52);
        TVector rest = Exponential.ExpM1OfDoubleRest<TMath, TVector>(x, TMath.Subtract(shifted, Exponential.DoublePowerShifter));
        return TMath.MultiplyAdd(rest, power, power);
    }
}

using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// ln cosh x = |x| + ln(1 + e^−2|x|) − ln 2, and x²/2 + x⁴·P(x²) below 1, where the former would cancel.
/// </summary>
internal readonly struct LogCoshFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, 8.7865534e-05f, -0.00056040427f);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, 0.0020825213f, -0.0067135002f), TMath.MultiplyAdd(z, 0.022217449f, -0.0833331f)));
        TVector small = TMath.MultiplyAdd(z2, p, TMath.Multiply(z, 0.5f));

        TVector e = ExpFunction.OfSingles<TMath, TVector>(TMath.Multiply(size, -2f));
        TVector start = TMath.Subtract(size, 0.69314718f);
        TVector large = Logarithm.AddLog1POfFraction<TMath, TVector>(start, e);
        return TMath.Select(TMath.IsLess(size, 1f), small, large);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, 7.251876328891253e-09, -7.347076817750379e-08);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 3.78183455584176e-07, -1.3773338783302543e-06),
                TMath.MultiplyAdd(z, 4.192861671089678e-06, -1.1827955979740141e-05)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 3.2722173982324224e-05, -9.097120846602532e-05),
                TMath.MultiplyAdd(z, 0.0002565763431271828, -0.000738602294185116)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.0021869487852955996, -0.006746031741865005),
                TMath.MultiplyAdd(z, 0.022222222222093413, -0.08333333333333194)));
        TVector small = TMath.MultiplyAdd(z2, p, TMath.Multiply(z, 0.5d));

        TVector e = ExpFunction.OfDoubles<TMath, TVector>(TMath.Multiply(size, -2d));
        TVector start = TMath.Subtract(size, 0.69314718055994530942);
        TVector large = Logarithm.AddLog1PDoubleOfFraction<TMath, TVector>(start, e);
        return TMath.Select(TMath.IsLess(size, 1d), small, large);
    }
}

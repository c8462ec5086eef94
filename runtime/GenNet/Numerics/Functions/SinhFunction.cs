using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// sinh |x| = h − 1/(4h) with h = e^|x|/2, |x| + |x|³·P(x²) below 1, and the sign of x.
/// </summary>
internal readonly struct SinhFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(
            z2,
            TMath.MultiplyAdd(z, 2.7822132e-06f, 0.00019842896f),
            TMath.MultiplyAdd(z, 0.0083333105f, 0.16666667f));
        TVector small = TMath.MultiplyAdd(TMath.Multiply(size, z), p, size);

        TVector half = Exponential.HalfExp<TMath, TVector>(size);
        TVector large = TMath.Subtract(half, TMath.Divide(0.25f, half));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1f), small, large), TMath.And(x, TMath.Create(-0f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(
            z2,
            TMath.MultiplyAdd(z, 2.848232797934153e-15, 7.646482905616478e-13),
            TMath.MultiplyAdd(z, 1.6059050601078476e-10, 2.505210834651073e-08));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 2.755731922411628e-06, 0.000198412698412696),
                TMath.MultiplyAdd(z, 0.008333333333333333, 0.16666666666666666)));
        TVector small = TMath.MultiplyAdd(TMath.Multiply(size, z), p, size);

        TVector half = Exponential.HalfExpDouble<TMath, TVector>(size);
        TVector large = TMath.Subtract(half, TMath.Divide(0.25d, half));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1d), small, large), TMath.And(x, TMath.Create(-0d)));
    }
}

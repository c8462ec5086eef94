using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>ln(1 + x) = ln u + c/u with u = 1 + x rounded and c what the rounding lost.</summary>
internal readonly struct Log1PFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector u = TMath.Add(x, 1f);
        TVector lost = TMath.Subtract(x, TMath.Subtract(u, 1f));
        TVector logarithm = LogFunction.OfSingles<TMath, TVector>(u);

        // At −1 and ∞ the correction is 0 / 0 and ∞ − ∞, yet the logarithm is right by itself.
        TVector isExact = TMath.Or(TMath.IsEqual(u, 0f), TMath.IsEqual(u, float.PositiveInfinity));
        return TMath.Select(isExact, logarithm, TMath.Add(logarithm, TMath.Divide(lost, u)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector u = TMath.Add(x, 1d);
        TVector lost = TMath.Subtract(x, TMath.Subtract(u, 1d));
        TVector logarithm = LogFunction.OfDoubles<TMath, TVector>(u);
        TVector isExact = TMath.Or(TMath.IsEqual(u, 0d), TMath.IsEqual(u, double.PositiveInfinity));
        return TMath.Select(isExact, logarithm, TMath.Add(logarithm, TMath.Divide(lost, u)));
    }
}

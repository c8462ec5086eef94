using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>softplus(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), finite wherever x is.</summary>
internal readonly struct SoftplusFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector e = ExpFunction.OfSingles<TMath, TVector>(TMath.Or(x, TMath.Create(-0f)));
        return TMath.Add(TMath.AtLeast(x, 0f), Log1PFunction.OfSingles<TMath, TVector>(e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector e = ExpFunction.OfDoubles<TMath, TVector>(TMath.Or(x, TMath.Create(-0d)));
        return TMath.Add(TMath.AtLeast(x, 0d), Log1PFunction.OfDoubles<TMath, TVector>(e));
    }
}

using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// softplus(x) = max(x, 0) + ln(1 + e) with e = e^−|x|, finite wherever x is, and ln(1 + e) = e + e²·Q(e) on [0, 1].
/// </summary>
internal readonly struct SoftplusFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector e = ExpFunction.OfSingles<TMath, TVector>(TMath.Or(x, TMath.Create(-0f)));
        return Logarithm.AddLog1POfFraction<TMath, TVector>(TMath.AtLeast(x, 0f), e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector e = ExpFunction.OfDoubles<TMath, TVector>(TMath.Or(x, TMath.Create(-0d)));
        return Logarithm.AddLog1PDoubleOfFraction<TMath, TVector>(TMath.AtLeast(x, 0d), e);
    }
}

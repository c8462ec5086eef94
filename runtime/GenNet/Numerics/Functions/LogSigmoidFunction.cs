using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// ln σ(x) = −softplus(−x) = −(max(−x, 0) + ln(1 + e)) with e = e^−|x|.
/// </summary>
internal readonly struct LogSigmoidFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector e = ExpFunction.OfSingles<TMath, TVector>(TMath.Or(x, TMath.Create(-0f)));
        return TMath.Negate(Logarithm.AddLog1POfFraction<TMath, TVector>(TMath.AtLeast(TMath.Negate(x), 0f), e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector e = ExpFunction.OfDoubles<TMath, TVector>(TMath.Or(x, TMath.Create(-0d)));
        return TMath.Negate(Logarithm.AddLog1PDoubleOfFraction<TMath, TVector>(TMath.AtLeast(TMath.Negate(x), 0d), e));
    }
}

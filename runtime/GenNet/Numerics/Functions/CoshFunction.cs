using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// cosh x = h + 1/(4h) with h = e^|x|/2.
/// </summary>
internal readonly struct CoshFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector half = Exponential.HalfExp<TMath, TVector>(TMath.Abs(x));
        return TMath.Add(half, TMath.Divide(0.25f, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector half = Exponential.HalfExpDouble<TMath, TVector>(TMath.Abs(x));
        return TMath.Add(half, TMath.Divide(0.25d, half));
    }
}

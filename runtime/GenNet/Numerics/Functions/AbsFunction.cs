using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// |x|; 0 where x is −0.
/// </summary>
internal readonly struct AbsFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        return TMath.Abs(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        return TMath.Abs(x);
    }
}

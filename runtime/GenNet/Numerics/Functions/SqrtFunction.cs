using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// √x, rounded correctly; NaN below 0.
/// </summary>
internal readonly struct SqrtFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        return TMath.Sqrt(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        return TMath.Sqrt(x);
    }
}

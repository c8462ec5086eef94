using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// −1, 0 or 1; ±0 and NaN stay what they are.
/// </summary>
internal readonly struct SignFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector one = TMath.Or(TMath.And(x, TMath.Create(-0f)), TMath.Create(1f));
        return TMath.Select(TMath.Or(TMath.IsLess(x, 0f), TMath.IsLess(TMath.Create(0f), x)), one, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector one = TMath.Or(TMath.And(x, TMath.Create(-0d)), TMath.Create(1d));
        return TMath.Select(TMath.Or(TMath.IsLess(x, 0d), TMath.IsLess(TMath.Create(0d), x)), one, x);
    }
}

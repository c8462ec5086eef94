using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// arctan |x| = b + arctan t with |t| ≤ 0.6, and the sign of x: b = 0 and t = |x| up to 0.6, b = π/4 and t = (|x| − 1) / (|x| + 1) up to √2 + 1,
/// b = π/2 and t = −1 / |x| beyond. arctan t = t + t³·P(t²).
/// </summary>
internal readonly struct AtanFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector isMiddle = TMath.IsLess(TMath.Create(0.6f), size);
        TVector isLarge = TMath.IsLess(TMath.Create(2.41421356f), size);
        TVector numerator = TMath.Select(isLarge, -1f, TMath.Select(isMiddle, TMath.Subtract(size, 1f), size));
        TVector denominator = TMath.Select(isLarge, size, TMath.Select(isMiddle, TMath.Add(size, 1f), 1f));
        TVector start = TMath.And(isMiddle, TMath.Create(0.785398163f));
        start = TMath.Select(isLarge, 1.57079633f, start);
        TVector t = TMath.Divide(numerator, denominator);
        TVector z = TMath.Multiply(t, t);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z2, -0.020847367f, TMath.MultiplyAdd(z, 0.0555429f, -0.08503423f));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, 0.11017497f, -0.14277518f), TMath.MultiplyAdd(z, 0.19999655f, -0.33333328f)));
        TVector result = TMath.Add(start, TMath.MultiplyAdd(TMath.Multiply(t, z), p, t));
        return TMath.Or(result, TMath.And(x, TMath.Create(-0f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector isMiddle = TMath.IsLess(TMath.Create(0.6d), size);
        TVector isLarge = TMath.IsLess(TMath.Create(2.41421356237309504880), size);
        TVector numerator = TMath.Select(isLarge, -1d, TMath.Select(isMiddle, TMath.Subtract(size, 1d), size));
        TVector denominator = TMath.Select(isLarge, size, TMath.Select(isMiddle, TMath.Add(size, 1d), 1d));
        TVector start = TMath.And(isMiddle, TMath.Create(0.78539816339744830962));
        start = TMath.Select(isLarge, 1.57079632679489661923, start);
        TVector t = TMath.Divide(numerator, denominator);
        TVector z = TMath.Multiply(t, t);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(
            z2,
            TMath.MultiplyAdd(z, 0.0023614144291907546, -0.009729334083800915),
            TMath.MultiplyAdd(z, 0.020451734881760598, -0.030417616270477954));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.03763645335836812, -0.04283760182718859),
                TMath.MultiplyAdd(z, 0.04748709130261299, -0.05261099532097275)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.05882111931850629, -0.06666645816603506),
                TMath.MultiplyAdd(z, 0.07692306392158488, -0.09090909034615247)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.11111111109512364, -0.14285714285687098),
                TMath.MultiplyAdd(z, 0.19999999999999765, -0.3333333333333333)));
        TVector result = TMath.Add(start, TMath.MultiplyAdd(TMath.Multiply(t, z), p, t));
        return TMath.Or(result, TMath.And(x, TMath.Create(-0d)));
    }
}

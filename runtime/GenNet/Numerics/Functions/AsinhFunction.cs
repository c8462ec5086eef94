using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// arsinh |x| = ln(|x| + √(x² + 1)), |x| + |x|³·P(x²) below 1.2 (1 in double precision, where a longer polynomial would
/// lose by its rounded coefficients what it gains), and the sign of x. Beyond 10¹⁰ the sum under the logarithm is 2|x|, whose 2 is taken out so
/// that it can't overflow.
/// </summary>
internal readonly struct AsinhFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z2, -4.0345756e-05f, TMath.MultiplyAdd(z, 0.00039089497f, -0.0017414675f));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, 0.0048185764f, -0.009571056f), TMath.MultiplyAdd(z, 0.015252948f, -0.021676626f)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, 0.030232416f, -0.044623923f), TMath.MultiplyAdd(z, 0.07499881f, -0.16666664f)));
        TVector small = TMath.MultiplyAdd(TMath.Multiply(size, z), p, size);

        TVector isHuge = TMath.IsLess(TMath.Create(1e10f), size);
        TVector sum = TMath.Add(TMath.Sqrt(TMath.Add(z, 1f)), size);
        TVector large = LogFunction.OfSingles<TMath, TVector>(TMath.Select(isHuge, size, sum));
        large = TMath.Add(large, TMath.And(isHuge, TMath.Create(0.69314718f)));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1.2f), small, large), TMath.And(x, TMath.Create(-0f)));
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
            TMath.MultiplyAdd(z, 1.9711906866628572e-06, -2.272919650147094e-05),
            TMath.MultiplyAdd(z, 0.0001245798599832367, -0.00043437048314995093));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.0010910582602595956, -0.002128824484508109),
                TMath.MultiplyAdd(z, 0.003416359220785503, -0.004743541313612302)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.005976587985780519, -0.007131914888859631),
                TMath.MultiplyAdd(z, 0.008334726909205746, -0.009748069466365191)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.01154923935230048, -0.013964475707225258),
                TMath.MultiplyAdd(z, 0.01735272546402728, -0.0223721561776745)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.03038194429964921, -0.04464285713850548),
                TMath.MultiplyAdd(z, 0.07499999999993298, -0.1666666666666663)));
        TVector small = TMath.MultiplyAdd(TMath.Multiply(size, z), p, size);

        TVector isHuge = TMath.IsLess(TMath.Create(1e10d), size);
        TVector sum = TMath.Add(TMath.Sqrt(TMath.Add(z, 1d)), size);
        TVector large = LogFunction.OfDoubles<TMath, TVector>(TMath.Select(isHuge, size, sum));
        large = TMath.Add(large, TMath.And(isHuge, TMath.Create(0.69314718055994530942)));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1d), small, large), TMath.And(x, TMath.Create(-0d)));
    }
}

using System;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>What sine, cosine and tangent share: x = n π/2 + r with |r| ≤ π/4.</summary>
internal static class Trigonometric
{
    /// <summary>The largest |x| whose n has few enough bits for exact products with the parts of π/2.</summary>
    public const float SingleMost = 3000f;

    /// <inheritdoc cref="SingleMost"/>
    public const double DoubleMost = 1e6;

    /// <summary>Which function <see cref="ReplaceLarge"/> is to compute.</summary>
    public enum Function
    {
        Sin,
        Cos,
        Tan,
    }

    /// <summary>x − n π/2, with π/2 in four parts, of which all but the last have products with n that are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SingleRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector r = TMath.MultiplyAdd(n, -1.5705566f, x);
        r = TMath.MultiplyAdd(n, -0.00023967028f, r);
        r = TMath.MultiplyAdd(n, -1.5890691e-08f, r);
        return TMath.MultiplyAdd(n, -2.563344e-12f, r);
    }

    /// <summary>sin r = r + r³·P(r²) for |r| ≤ π/4 (relative error 4.0e-9).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SingleSin<TMath, TVector>(TVector r)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector z = TMath.Multiply(r, r);
        TVector p = TMath.MultiplyAdd(z, -0.00019518094f, 0.008332188f);
        p = TMath.MultiplyAdd(z, p, -0.16666655f);
        return TMath.MultiplyAdd(TMath.Multiply(r, z), p, r);
    }

    /// <summary>cos r = 1 − r²/2 + r⁴·P(r²) for |r| ≤ π/4 (relative error 1.2e-10).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SingleCos<TMath, TVector>(TVector r)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector z = TMath.Multiply(r, r);
        TVector z2 = TMath.Multiply(z, z);
        TVector p = TMath.MultiplyAdd(z, 2.4432327e-05f, -0.001388731f);
        p = TMath.MultiplyAdd(z, p, 0.041666646f);
        return TMath.MultiplyAdd(z2, p, TMath.MultiplyAdd(z, -0.5f, 1f));
    }

    /// <summary>x − n π/2, with π/2 in three parts, of which all but the last have products with n that are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector DoubleRest<TMath, TVector>(TVector x, TVector n)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector r = TMath.MultiplyAdd(n, -1.5707963267341256, x);
        r = TMath.MultiplyAdd(n, -6.077100506303966e-11, r);
        return TMath.MultiplyAdd(n, -2.0222662487959506e-21, r);
    }

    /// <summary>sin r = r + r³·P(r²) for |r| ≤ π/4 (relative error 9.4e-18).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector DoubleSin<TMath, TVector>(TVector r)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector z = TMath.Multiply(r, r);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, 1.5896067628309948e-10, -2.5050745042616274e-08);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 2.7557313604588928e-06, -0.00019841269829542956),
                TMath.MultiplyAdd(z, 0.008333333333322063, -0.1666666666666663)));
        return TMath.MultiplyAdd(TMath.Multiply(r, z), p, r);
    }

    /// <summary>cos r = 1 − r²/2 + r⁴·P(r²) for |r| ≤ π/4 (relative error 1.3e-18).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector DoubleCos<TMath, TVector>(TVector r)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector z = TMath.Multiply(r, r);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, -1.1358423794100656e-11, 2.0875698721470863e-09);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, -2.7557314164144236e-07, 2.480158728880094e-05),
                TMath.MultiplyAdd(z, -0.0013888888888872978, 0.041666666666666595)));
        return TMath.MultiplyAdd(z2, p, TMath.MultiplyAdd(z, -0.5d, 1d));
    }

    /// <summary>Where |x| is too large for the short reduction, the function of the base class library in place of <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector ReplaceLarge<TVector>(TVector x, TVector value, Function function)
    {
        ref float argument = ref Unsafe.As<TVector, float>(ref x);
        ref float result = ref Unsafe.As<TVector, float>(ref value);
        for (int i = 0; i < Unsafe.SizeOf<TVector>() / sizeof(float); i++)
        {
            double element = Unsafe.Add(ref argument, i);
            if (!(Math.Abs(element) <= SingleMost))
            {
                Unsafe.Add(ref result, i) = (float)(function switch
                {
                    Function.Sin => Math.Sin(element),
                    Function.Cos => Math.Cos(element),
                    _ => Math.Tan(element),
                });
            }
        }

        return value;
    }

    /// <summary>Where |x| is too large for the short reduction, the function of the base class library in place of <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector ReplaceLargeDouble<TVector>(TVector x, TVector value, Function function)
    {
        ref double argument = ref Unsafe.As<TVector, double>(ref x);
        ref double result = ref Unsafe.As<TVector, double>(ref value);
        for (int i = 0; i < Unsafe.SizeOf<TVector>() / sizeof(double); i++)
        {
            double element = Unsafe.Add(ref argument, i);
            if (!(Math.Abs(element) <= DoubleMost))
            {
                Unsafe.Add(ref result, i) = function switch
                {
                    Function.Sin => Math.Sin(element),
                    Function.Cos => Math.Cos(element),
                    _ => Math.Tan(element),
                };
            }
        }

        return value;
    }
}

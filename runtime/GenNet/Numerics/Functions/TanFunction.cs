using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// tan |x| = tan r or −1 / tan r with r = |x| − n π/2 and |r| ≤ π/4, and the sign of x; tan r = r + r³·P(r²).
/// </summary>
internal readonly struct TanFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector shifted = TMath.MultiplyAdd(size, 0.636619772f, Exponential.SingleShifter);
        TVector r = Trigonometric.SingleRest<TMath, TVector>(size, TMath.Subtract(shifted, Exponential.SingleShifter));
        TVector z = TMath.Multiply(r, r);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, 0.00939658f, 0.003101414f);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, 0.02444142f, 0.053408198f), TMath.MultiplyAdd(z, 0.13338836f, 0.33333156f)));
        TVector tan = TMath.MultiplyAdd(TMath.Multiply(r, z), p, r);

        // The last bit of n says which.
        TVector isEven = TMath.IsEqual(TMath.And(shifted, TMath.FromBits(1)), 0f);
        TVector value = TMath.Select(isEven, tan, TMath.Divide(-1f, tan));
        value = TMath.Xor(value, TMath.And(x, TMath.Create(-0f)));
        return TMath.IsAnyAbove(size, Trigonometric.SingleMost) ? Trigonometric.ReplaceLarge<TVector>(x, value, Trigonometric.Function.Tan) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector shifted = TMath.MultiplyAdd(size, 0.63661977236758134308, Exponential.DoubleShifter);
        TVector r = Trigonometric.DoubleRest<TMath, TVector>(size, TMath.Subtract(shifted, Exponential.DoubleShifter));
        TVector z = TMath.Multiply(r, r);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z, 2.089922796697567e-05, -4.5025576729932295e-05);
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 8.972734260493741e-05, -2.668422360234201e-05),
                TMath.MultiplyAdd(z, 0.00013673612069963696, 0.0002222780446339859)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.0005950990866852117, 0.0014547498466486015),
                TMath.MultiplyAdd(z, 0.0035922904088359904, 0.008863219017521008)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, 0.02186948961936994, 0.053968253926237365),
                TMath.MultiplyAdd(z, 0.1333333333341552, 0.3333333333333277)));
        TVector tan = TMath.MultiplyAdd(TMath.Multiply(r, z), p, r);

        // The last bit of n says which.
        TVector isEven = TMath.IsEqual(TMath.And(shifted, TMath.FromBits(1)), 0d);
        TVector value = TMath.Select(isEven, tan, TMath.Divide(-1d, tan));
        value = TMath.Xor(value, TMath.And(x, TMath.Create(-0d)));
        return TMath.IsAnyAbove(size, Trigonometric.DoubleMost) ? Trigonometric.ReplaceLargeDouble<TVector>(x, value, Trigonometric.Function.Tan) : value;
    }
}

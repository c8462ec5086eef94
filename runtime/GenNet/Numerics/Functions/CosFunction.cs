using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// cos x = ±cos r or ±sin r with r = |x| − n π/2 and |r| ≤ π/4.
/// </summary>
internal readonly struct CosFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector shifted = TMath.MultiplyAdd(size, 0.636619772f, Exponential.SingleShifter);
        TVector r = Trigonometric.SingleRest<TMath, TVector>(size, TMath.Subtract(shifted, Exponential.SingleShifter));
        TVector sin = Trigonometric.SingleSin<TMath, TVector>(r);
        TVector cos = Trigonometric.SingleCos<TMath, TVector>(r);

        // The last bit of n says which, the last but one of n + 1 the sign.
        TVector isEven = TMath.IsEqual(TMath.And(shifted, TMath.FromBits(1)), 0f);
        TVector value = TMath.Select(isEven, cos, sin);
        TVector sign = TMath.And(TMath.ShiftBitsLeft(TMath.AddBits(shifted, 1), 30), TMath.Create(-0f));
        value = TMath.Xor(value, sign);
        return TMath.IsAnyAbove(size, Trigonometric.SingleMost) ? Trigonometric.ReplaceLarge<TVector>(x, value, Trigonometric.Function.Cos) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector shifted = TMath.MultiplyAdd(size, 0.63661977236758134308, Exponential.DoubleShifter);
        TVector r = Trigonometric.DoubleRest<TMath, TVector>(size, TMath.Subtract(shifted, Exponential.DoubleShifter));
        TVector sin = Trigonometric.DoubleSin<TMath, TVector>(r);
        TVector cos = Trigonometric.DoubleCos<TMath, TVector>(r);

        // The last bit of n says which, the last but one of n + 1 the sign.
        TVector isEven = TMath.IsEqual(TMath.And(shifted, TMath.FromBits(1)), 0d);
        TVector value = TMath.Select(isEven, cos, sin);
        TVector sign = TMath.And(TMath.ShiftBitsLeft(TMath.AddBits(shifted, 1), 62), TMath.Create(-0d));
        value = TMath.Xor(value, sign);
        return TMath.IsAnyAbove(size, Trigonometric.DoubleMost) ? Trigonometric.ReplaceLargeDouble<TVector>(x, value, Trigonometric.Function.Cos) : value;
    }
}

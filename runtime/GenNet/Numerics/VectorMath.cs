using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// Elementwise functions of hardware vectors of <see cref="float"/> or <see cref="double"/>, written with additions,
/// multiplications and divisions alone: on one instruction set an element's result has the same bits whatever stands beside it.
/// </summary>
/// <remarks>
/// Largest errors, with and without fused multiply-add, in units in the last place. Single precision: Exp 1.1, Log 1, Log1P 1.5,
/// Sigmoid and Tanh 2.5, Softplus 2. Double precision, of the platform's own functions: Exp and Log 2, Log1P, Sigmoid and
/// Softplus 3, Tanh 4. Overflow, underflow, zeros, infinities and NaN come out as in the mathematics.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>eˣ. Overflows to ∞, underflows gradually to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Exp(x.As<T, float>()).As<float, T>() : Exp(x.As<T, double>()).As<double, T>();

    /// <summary>ln x; −∞ at 0 and NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Log(x.As<T, float>()).As<float, T>() : Log(x.As<T, double>()).As<double, T>();

    /// <summary>ln(1 + x), accurate where x is small: the part of x that 1 + x rounds away is put back to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log1P<T>(Vector<T> x)
        where T : unmanaged
    {
        Vector<T> u = Vector<T>.One + x;
        Vector<T> lost = x - (u - Vector<T>.One);
        Vector<T> logarithm = Log(u);

        // At −1 and ∞ the correction is 0 / 0 and ∞ − ∞, yet the logarithm is right by itself.
        Vector<T> isExact = Vector.BitwiseOr(Vector.Equals(u, Vector<T>.Zero), Vector.IsPositiveInfinity(u));
        return Vector.ConditionalSelect(isExact, logarithm, logarithm + (lost / u));
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), from e^−|x|, which cannot overflow: 1 / (1 + e) where x ≥ 0 and e / (1 + e) below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Sigmoid(x.As<T, float>()).As<float, T>() : Sigmoid(x.As<T, double>()).As<double, T>();

    /// <summary>tanh x = −m / (m + 2) with m = e^(−2|x|) − 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged
    {
        Vector<T> size = Vector.Abs(x);
        Vector<T> m = ExpM1OfNegative(-(size + size));
        Vector<T> positive = Vector.Abs(m / (m + (Vector<T>.One + Vector<T>.One)));
        Vector<T> sign = Vector.BitwiseAnd(x, -Vector<T>.Zero);
        return Vector.BitwiseOr(positive, sign);
    }

    /// <summary>softplus(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), finite wherever x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x)
        where T : unmanaged =>
        Vector.Max(x, Vector<T>.Zero) + Log1P(Exp(-Vector.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ExpM1OfNegative<T>(Vector<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? ExpM1OfNegative(x.As<T, float>()).As<float, T>()
            : ExpM1OfNegative(x.As<T, double>()).As<double, T>();
}

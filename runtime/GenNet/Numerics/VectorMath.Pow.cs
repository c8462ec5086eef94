using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>x to a whole power, by multiplying: an error of half a unit in the last place for each of at most eight products.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">The bases.</param>
    /// <param name="exponent">The exponent, the same for all; 1 / x to its magnitude if it is below 0.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Pow<T>(Vector<T> x, int exponent)
        where T : unmanaged
    {
        Vector<T> power = Vector<T>.One;
        Vector<T> square = x;
        for (int rest = Math.Abs(exponent); rest > 0; rest >>= 1)
        {
            power = (rest & 1) == 0 ? power : power * square;
            square *= square;
        }

        return exponent < 0 ? Vector<T>.One / power : power;
    }

    /// <summary>
    /// x to the power of y: 2^(y log₂ |x|), with a minus sign where x is below 0 and y is odd; NaN where x is below 0 and y no whole
    /// number. Single precision is computed in double precision, and double precision with a logarithm in two parts.
    /// </summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(Kernel.Options)]
    public static Vector<float> Pow(Vector<float> x, Vector<float> y)
    {
        Vector.Widen(Vector.Abs(x), out Vector<double> lowX, out Vector<double> highX);
        Vector.Widen(y, out Vector<double> lowY, out Vector<double> highY);
        return WithSignOfPower(x, y, Vector.Narrow(Exp(lowY * Log(lowX)), Exp(highY * Log(highX))));
    }

    /// <inheritdoc cref="Pow(Vector{float}, Vector{float})"/>
    [MethodImpl(Kernel.Options)]
    public static Vector<double> Pow(Vector<double> x, Vector<double> y) =>
        WithSignOfPower(x, y, PowerFunction.OfDoubles<DoubleOperations, Vector<double>>(Vector.Abs(x), y));

    /// <inheritdoc cref="Pow(Vector{float}, Vector{float})"/>
    public static float Pow(float x, float y) => Pow(Vector.Create(x), Vector.Create(y)).ToScalar();

    /// <inheritdoc cref="Pow(Vector{float}, Vector{float})"/>
    public static double Pow(double x, double y) => Pow(Vector.Create(x), Vector.Create(y)).ToScalar();

    /// <inheritdoc cref="Pow{T}(Vector{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Pow<T>(Vector512<T> x, int exponent)
        where T : unmanaged => Vector512.Create(
            Pow(x.GetLower().AsVector(), exponent).AsVector256(),
            Pow(x.GetUpper().AsVector(), exponent).AsVector256());

    /// <inheritdoc cref="Pow(Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> x, Vector512<float> y) => Vector512.Create(
        Pow(x.GetLower().AsVector(), y.GetLower().AsVector()).AsVector256(),
        Pow(x.GetUpper().AsVector(), y.GetUpper().AsVector()).AsVector256());

    /// <inheritdoc cref="Pow(Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Pow(Vector512<double> x, Vector512<double> y) => Vector512.Create(
        Pow(x.GetLower().AsVector(), y.GetLower().AsVector()).AsVector256(),
        Pow(x.GetUpper().AsVector(), y.GetUpper().AsVector()).AsVector256());

    /// <summary>|x|ʸ made xʸ; x⁰ and 1ʸ are 1 whatever the other is, and so is (−1)^±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> WithSignOfPower<T>(Vector<T> x, Vector<T> y, Vector<T> power)
        where T : unmanaged
    {
        Vector<T> half = Half(y);
        Vector<T> isOdd = Vector.OnesComplement(Vector.Equals(Truncate(half), half));
        Vector<T> isWhole = Vector.Equals(Truncate(y), y);
        Vector<T> ofNegative = Vector.ConditionalSelect(
            isWhole,
            Vector.ConditionalSelect(isOdd, -power, power),
            Vector.ConditionalSelect(IsInfinite(x), power, NotANumber<T>()));
        Vector<T> signed = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), ofNegative, power);

        // Of −0, odd powers alone are negative.
        Vector<T> isNegativeZero = Vector.Equals(x, Vector<T>.Zero) & Vector.LessThan(Vector<T>.One / x, Vector<T>.Zero);
        signed = Vector.ConditionalSelect(isNegativeZero & isWhole & isOdd, -power, signed);

        // Where an infinite exponent met a logarithm of 0, there is no number yet.
        Vector<T> isOne = Vector.Equals(x, Vector<T>.One)
            | Vector.Equals(y, Vector<T>.Zero)
            | (IsInfinite(y) & Vector.Equals(Vector.Abs(x), Vector<T>.One));
        return Vector.ConditionalSelect(isOne, Vector<T>.One, signed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Half<T>(Vector<T> x)
        where T : unmanaged => x / (Vector<T>.One + Vector<T>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Truncate<T>(Vector<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Truncate(x.As<T, float>()).As<float, T>() : Vector.Truncate(x.As<T, double>()).As<double, T>();

    /// <summary>All bits where x − x is no number though x is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> IsInfinite<T>(Vector<T> x)
        where T : unmanaged => Vector.Equals(x - x, x - x) ^ Vector.Equals(x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> NotANumber<T>()
        where T : unmanaged => Vector<T>.Zero / Vector<T>.Zero;
}

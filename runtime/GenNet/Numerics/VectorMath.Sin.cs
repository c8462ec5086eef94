using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>sin x, in [−1, 1] and odd; NaN at ±∞.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sin(Vector<float> x) => SinFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Sin(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sin(Vector<double> x) => SinFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Sin(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => SinFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Sin(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) => SinFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Sin(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sin<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<SinFunction>(x);

    /// <inheritdoc cref="Sin(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) =>
        SinFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Sin(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x) =>
        SinFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>arsinh x, odd.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Asinh(Vector<float> x) => AsinhFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Asinh(Vector<double> x) => AsinhFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Asinh(Vector512<float> x) => AsinhFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Asinh(Vector512<double> x) => AsinhFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Asinh<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<AsinhFunction>(x);

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asinh(float x) =>
        AsinhFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Asinh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asinh(double x) =>
        AsinhFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

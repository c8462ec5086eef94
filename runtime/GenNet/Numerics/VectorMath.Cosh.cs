using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>cosh x, even, at least 1.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cosh(Vector<float> x) => CoshFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cosh(Vector<double> x) => CoshFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cosh(Vector512<float> x) => CoshFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cosh(Vector512<double> x) => CoshFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Cosh<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<CoshFunction>(x);

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosh(float x) =>
        CoshFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Cosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double x) =>
        CoshFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

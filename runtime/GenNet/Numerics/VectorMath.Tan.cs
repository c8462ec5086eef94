using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>tan x, odd; NaN at ±∞.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tan(Vector<float> x) => TanFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Tan(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tan(Vector<double> x) => TanFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Tan(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tan(Vector512<float> x) => TanFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Tan(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tan(Vector512<double> x) => TanFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Tan(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tan<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<TanFunction>(x);

    /// <inheritdoc cref="Tan(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tan(float x) =>
        TanFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Tan(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double x) =>
        TanFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

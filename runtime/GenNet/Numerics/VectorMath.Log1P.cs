using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>ln(1 + x), accurate where x is small; −∞ at −1 and NaN below.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1P(Vector<float> x) => Log1PFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1P(Vector<double> x) => Log1PFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1P(Vector512<float> x) => Log1PFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1P(Vector512<double> x) => Log1PFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log1P<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<Log1PFunction>(x);

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1P(float x) =>
        Log1PFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log1P(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1P(double x) =>
        Log1PFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

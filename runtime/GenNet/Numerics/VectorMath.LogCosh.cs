using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>ln cosh x, even, accurate where x is small and finite wherever x is.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogCosh(Vector<float> x) => LogCoshFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LogCosh(Vector<double> x) => LogCoshFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogCosh(Vector512<float> x) => LogCoshFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogCosh(Vector512<double> x) => LogCoshFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LogCosh<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<LogCoshFunction>(x);

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogCosh(float x) =>
        LogCoshFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="LogCosh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogCosh(double x) =>
        LogCoshFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

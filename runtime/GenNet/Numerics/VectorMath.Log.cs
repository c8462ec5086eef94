using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>ln x; −∞ at 0 and NaN below.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x) => LogFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x) => LogFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => LogFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => LogFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<LogFunction>(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) =>
        LogFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) =>
        LogFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

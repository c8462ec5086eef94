using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>ln σ(x) = −ln(1 + e⁻ˣ), finite wherever x is.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogSigmoid(Vector<float> x) => LogSigmoidFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LogSigmoid(Vector<double> x) => LogSigmoidFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogSigmoid(Vector512<float> x) => LogSigmoidFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSigmoid(Vector512<double> x) => LogSigmoidFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LogSigmoid<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<LogSigmoidFunction>(x);

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogSigmoid(float x) =>
        LogSigmoidFunction.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="LogSigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogSigmoid(double x) =>
        LogSigmoidFunction.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

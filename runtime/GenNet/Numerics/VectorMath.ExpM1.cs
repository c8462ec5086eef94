using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>eˣ − 1, accurate where x is small; in [−1, ∞].</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpM1(Vector<float> x) => ExpM1Function.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpM1(Vector<double> x) => ExpM1Function.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpM1(Vector512<float> x) => ExpM1Function.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpM1(Vector512<double> x) => ExpM1Function.OfDoubles<DoubleOperations512, Vector512<double>>(x);

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    /// <typeparam name="TLane">The hardware vector.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ExpM1<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Apply<ExpM1Function>(x);

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ExpM1(float x) =>
        ExpM1Function.OfSingles<SingleOperations128, Vector128<float>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="ExpM1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ExpM1(double x) =>
        ExpM1Function.OfDoubles<DoubleOperations128, Vector128<double>>(Vector128.CreateScalarUnsafe(x)).ToScalar();
}

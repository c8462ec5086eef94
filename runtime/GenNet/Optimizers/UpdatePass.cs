using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>One pass over all parameters that follows a gradient in memory.</summary>
/// <remarks>
/// Only plain gradient descent is fused with the gradient, while that is still in registers. Measured on AMD Zen with 256 bits, step against
/// step: through memory <see cref="Sgd"/> takes 1.4 times as long for one sample and up to 1.1 times for 32, <see cref="Momentum"/> 0.9 to
/// 1.1 times, and <see cref="Adam"/> 0.55 to 1.1 times, because what it needs beside a tile's sums does not fit the registers.
/// </remarks>
internal static unsafe class UpdatePass
{
    /// <summary>Updates parameters in storage order, which is pinned and whole cache lines: no vector leaves a remainder.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Run<T, TUpdate>(Span<T> parameters, ReadOnlySpan<T> gradient, TUpdate update)
        where T : unmanaged
        where TUpdate : struct, IElementUpdate<T>
    {
        T* parameter = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameters));
        T* derivative = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(gradient));
        nint length = parameters.Length;
        for (nint i = 0; i < length; i += Vector<T>.Count)
        {
            Vector.Store(update.Apply(i, Vector.Load(parameter + i), Vector.Load(derivative + i)), parameter + i);
        }
    }

    /// <summary>left · right + addend, rounded once where the processor has fused multiply-add and twice where it has not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> left, T right, Vector<T> addend)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(left.As<T, float>(), new Vector<float>(Unsafe.BitCast<T, float>(right)), addend.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(left.As<T, double>(), new Vector<double>(Unsafe.BitCast<T, double>(right)), addend.As<T, double>()).As<double, T>();


    /// <summary>−1, 0 or 1 after the sign of each element; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sign<T>(Vector<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(value, Vector<T>.Zero),
            Vector<T>.One,
            Vector.ConditionalSelect(Vector.LessThan(value, Vector<T>.Zero), Vector.Create(-T.One), value));
}

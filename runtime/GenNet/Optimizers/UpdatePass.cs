using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet;

/// <summary>One pass over all parameters that follows a gradient in memory.</summary>
/// <remarks>
/// Only plain gradient descent is fused with the gradient, while that is still in registers. Measured on AMD Zen with 256 bits, step against
/// step: through memory <see cref="Sgd"/> takes 1.4 times as long for one sample and up to 1.1 times for 32, <see cref="Momentum"/> 0.9 to
/// 1.1 times, and <see cref="Adam"/> 0.55 to 1.1 times, because what it needs beside a tile's sums does not fit the registers. Nor does a step after
/// each tile of the gradient, in the first-level cache, take less time than this pass: AdamW's of 784-64-10 at batch 32, on Zen 5, within 2 %.
/// </remarks>
internal static unsafe class UpdatePass
{
    /// <summary>Fewer parameters than this, some 10 µs of work, are updated before another thread has woken up.</summary>
    private const int FewestParametersToShare = 1 << 16;

    /// <summary>
    /// Updates parameters in storage order, which is pinned and whole cache lines: no vector leaves a remainder. Threads take equal parts of many; each
    /// parameter is treated by itself, so that the bits do not depend on it.
    /// </summary>
    public static void Run<T, TUpdate>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state, TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IElementUpdate<T>
    {
        T* parameter = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameters));
        T* derivative = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(gradient));
        if (state.Team is { } team && parameters.Length >= FewestParametersToShare)
        {
            SharedUpdate<T, TUpdate>.Of(team).Run(parameter, derivative, parameters.Length, update);
        }
        else
        {
            Run(parameter, derivative, 0, parameters.Length, update);
        }
    }

    /// <summary>Updates parameters <paramref name="first"/> to <paramref name="end"/>.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Run<T, TUpdate>(T* parameters, T* gradient, nint first, nint end, TUpdate update)
        where T : unmanaged
        where TUpdate : struct, IElementUpdate<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            update.Run<WideParameterLane<T>>(parameters, gradient, first, end);
        }
        else
        {
            update.Run<ParameterLane<T>>(parameters, gradient, first, end);
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

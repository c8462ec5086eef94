using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet;

/// <summary>A gradient that several passes have summed in memory, applied at last.</summary>
internal static unsafe class GradientBuffer
{
    /// <summary>Hands a gradient in storage order to an update.</summary>
    public static void Apply<TUpdate>(float* gradient, int length, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Apply<float, Singles8, TUpdate>(gradient, length, update);
        }
        else
        {
            Apply<float, Singles4, TUpdate>(gradient, length, update);
        }
    }

    /// <inheritdoc cref="Apply{TUpdate}(float*, int, TUpdate)"/>
    public static void Apply<TUpdate>(double* gradient, int length, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Apply<double, Doubles4, TUpdate>(gradient, length, update);
        }
        else
        {
            Apply<double, Doubles2, TUpdate>(gradient, length, update);
        }
    }

    /// <summary>Storage is whole cache lines, so no vector width leaves a remainder.</summary>
    [MethodImpl(Kernel.Options)]
    private static void Apply<T, TLane, TUpdate>(T* gradient, int length, TUpdate update)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
        where TUpdate : struct, IUpdate<T>
    {
        for (nint i = 0; i < length; i += TLane.Count)
        {
            update.Apply(i, TLane.Load(in Unsafe.AsRef<T>(gradient + i)));
        }
    }
}

using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>What straight-line networks need to run several samples side by side, one sample a lane.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class SampleLanes
{
    /// <summary>Value <paramref name="index"/> of each of <paramref name="count"/> samples; 0 in the lanes left over.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="samples">The first sample's first value.</param>
    /// <param name="stride">The number of values a sample has.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="count">How many samples there are, 1 to the number of lanes.</param>
    /// <returns>One sample a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gather<T>(ref readonly T samples, int stride, int index, int count)
        where T : unmanaged
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in samples), index);
        if (count == Vector<T>.Count && stride == 1)
        {
            return Vector.LoadUnsafe(ref first);
        }

        if (typeof(T) == typeof(float) && Vector<T>.Count == 8 && Avx2.IsSupported)
        {
            ref float value = ref Unsafe.As<T, float>(ref first);
            if (count == 1)
            {
                return Vector128.CreateScalar(value).ToVector256().AsVector().As<float, T>();
            }

            if (stride == 2)
            {
                ref float pairs = ref Unsafe.As<T, float>(ref Unsafe.AsRef(in samples));
                return (count == Vector<T>.Count ? EverySecond(ref pairs, index) : EverySecond(ref pairs, index, count)).As<float, T>();
            }

            return GatherUpToEight(ref value, stride, count).As<float, T>();
        }

        return count == 1 ? Vector.WithElement(Vector<T>.Zero, 0, first) : GatherMany(ref first, stride, count);
    }

    /// <summary>
    /// Value <paramref name="index"/> of each of <paramref name="count"/> samples; the first sample's in the lanes left over, for formulas that
    /// may be no number at 0.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="samples">The first sample's first value.</param>
    /// <param name="stride">The number of values a sample has.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="count">How many samples there are, 1 to the number of lanes.</param>
    /// <returns>One sample a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GatherFilled<T>(ref readonly T samples, int stride, int index, int count)
        where T : unmanaged
    {
        Vector<T> gathered = Gather(in samples, stride, index, count);
        return KeepFirst(gathered, count, Vector.Create(gathered.ToScalar()));
    }

    /// <summary>Parameters of units side by side: of the first unit in lane 0, of the next in lane 1.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="first">The first unit's parameter.</param>
    /// <returns>One unit a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Units<T>(ref readonly T first)
        where T : unmanaged => Vector.LoadUnsafe(in first);

    /// <summary>Writes the first lanes side by side: the values of so many units.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="units">One unit a lane.</param>
    /// <param name="destination">Receives the first unit's value, and behind it the others'.</param>
    /// <param name="count">How many units there are, 1 to the number of lanes: a constant, so that one branch is left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnits<T>(Vector<T> units, ref T destination, int count)
        where T : unmanaged
    {
        if (count == Vector<T>.Count)
        {
            units.StoreUnsafe(ref destination);
        }
        else if (2 * count == Vector<T>.Count && Vector<T>.Count == Vector256<T>.Count)
        {
            units.AsVector256().GetLower().StoreUnsafe(ref destination);
        }
        else
        {
            ScatterMany(units, ref destination, 1, count);
        }
    }

    /// <summary>Writes each lane as value <paramref name="index"/> of its sample.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">One sample a lane.</param>
    /// <param name="samples">The first sample's first value.</param>
    /// <param name="stride">The number of values a sample has.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="count">How many samples there are, 1 to the number of lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Vector<T> value, ref T samples, int stride, int index, int count)
        where T : unmanaged
    {
        ref T first = ref Unsafe.Add(ref samples, index);
        if (count == Vector<T>.Count && stride == 1)
        {
            value.StoreUnsafe(ref first);
        }
        else if (count == 1)
        {
            first = value.ToScalar();
        }
        else if (stride == 1 && typeof(T) == typeof(float) && Vector<T>.Count == 8 && Avx.IsSupported)
        {
            StoreUpToEight(value.As<T, float>(), ref Unsafe.As<T, float>(ref first), count);
        }
        else
        {
            ScatterMany(value, ref first, stride, count);
        }
    }

    /// <summary><paramref name="value"/> in the first <paramref name="count"/> lanes and 0 in the others.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">What each sample's loss counts in the batch's.</param>
    /// <param name="count">How many samples there are; lanes beyond hold none.</param>
    /// <returns>A factor for each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ShareOf<T>(T value, int count)
        where T : unmanaged => KeepFirst(Vector.Create(value), count);

    /// <summary>The first <paramref name="count"/> elements, and 0 in place of the others.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">Any values.</param>
    /// <param name="count">How many to keep: all if there are not so many.</param>
    /// <returns>The kept elements and zeros.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> KeepFirst<T>(Vector<T> value, int count)
        where T : unmanaged => KeepFirst(value, count, Vector<T>.Zero);

    /// <summary>The first <paramref name="count"/> elements, and those of <paramref name="otherwise"/> in place of the others.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">Any values.</param>
    /// <param name="count">How many to keep: all if there are not so many.</param>
    /// <param name="otherwise">What stands in the other lanes.</param>
    /// <returns>Elements of both.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> KeepFirst<T>(Vector<T> value, int count, Vector<T> otherwise)
        where T : unmanaged
    {
        if (count >= Vector<T>.Count)
        {
            return value;
        }

        if (typeof(T) == typeof(float))
        {
            Vector<int> isKept = Vector.LessThan(Vector<int>.Indices, Vector.Create(count));
            return Vector.ConditionalSelect(isKept.As<int, T>(), value, otherwise);
        }
        else
        {
            Vector<long> isKept = Vector.LessThan(Vector<long>.Indices, Vector.Create((long)count));
            return Vector.ConditionalSelect(isKept.As<long, T>(), value, otherwise);
        }
    }

    /// <summary>The largest element.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">Any values.</param>
    /// <returns>The largest, or NaN if there is one.</returns>
    public static T Largest<T>(Vector<T> value)
        where T : unmanaged, INumber<T>
    {
        T largest = value[0];
        for (int i = 1; i < Vector<T>.Count; i++)
        {
            largest = T.Max(largest, value[i]);
        }

        return largest;
    }

    /// <summary><c>sum + x · times</c>, one more term of a weighted sum.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="x">One sample a lane.</param>
    /// <param name="times">The weight, the same for every sample.</param>
    /// <returns>The new sum, rounded once where the processor has fused multiply-add.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Plus(this Vector<float> sum, Vector<float> x, float times) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(times), sum);

    /// <inheritdoc cref="Plus(Vector{float}, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Plus(this Vector<double> sum, Vector<double> x, double times) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(times), sum);

    /// <summary><c>bias + x · times</c>, the beginning of a weighted sum.</summary>
    /// <param name="bias">The bias, the same for every sample.</param>
    /// <param name="x">One sample a lane.</param>
    /// <param name="times">The weight, the same for every sample.</param>
    /// <returns>The sum, rounded once where the processor has fused multiply-add.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Plus(this float bias, Vector<float> x, float times) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(times), Vector.Create(bias));

    /// <inheritdoc cref="Plus(float, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Plus(this double bias, Vector<double> x, double times) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(times), Vector.Create(bias));

    /// <summary>Where <paramref name="value"/> is above 0, <paramref name="then"/>; 0 elsewhere.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">What is compared.</param>
    /// <param name="then">What is kept.</param>
    /// <returns>Kept elements and zeros.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> WherePositive<T>(Vector<T> value, Vector<T> then)
        where T : unmanaged => Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<T>.Zero), then, Vector<T>.Zero);

    /// <summary>The first or the second of each of eight pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> EverySecond(ref float pairs, int index) =>
        EverySecond(Vector256.LoadUnsafe(ref pairs), Vector256.LoadUnsafe(ref pairs, 8), index);

    /// <summary>
    /// The same of the first <paramref name="count"/> pairs, and zeros: a fraction of what gathering them costs. The memory is pinned.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector<float> EverySecond(ref float pairs, int index, int count)
    {
        float* address = (float*)Unsafe.AsPointer(ref pairs);
        Vector256<int> length = Vector256.Create(2 * count);
        Vector256<float> isLow = Vector256.LessThan(Vector256<int>.Indices, length).AsSingle();
        Vector256<float> isHigh = Vector256.LessThan(Vector256<int>.Indices + Vector256.Create(8), length).AsSingle();
        return EverySecond(Avx.MaskLoad(address, isLow), Avx.MaskLoad(address + 8, isHigh), index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> EverySecond(Vector256<float> low, Vector256<float> high, int index)
    {
        Vector256<float> mixed = index == 0 ? Avx.Shuffle(low, high, 0b10_00_10_00) : Avx.Shuffle(low, high, 0b11_01_11_01);
        return Avx2.Permute4x64(mixed.AsDouble(), 0b11_01_10_00).AsSingle().AsVector();
    }

    /// <summary>
    /// The first <paramref name="count"/> of eight values some distance apart, and zeros. No call and no detour through memory, which
    /// would send the caller's vectors there too. The memory is pinned; what is masked is not touched.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector<float> GatherUpToEight(ref float first, int stride, int count)
    {
        float* address = (float*)Unsafe.AsPointer(ref first);
        Vector256<float> isHeld = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
        return (stride == 1
            ? Avx.MaskLoad(address, isHeld)
            : Avx2.GatherMaskVector256(
                Vector256<float>.Zero, address, Vector256<int>.Indices * stride, isHeld, sizeof(float))).AsVector();
    }

    /// <summary>Writes the first <paramref name="count"/> lanes side by side, into pinned memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void StoreUpToEight(Vector<float> value, ref float first, int count)
    {
        Vector256<float> isHeld = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
        Avx.MaskStore((float*)Unsafe.AsPointer(ref first), isHeld, value.AsVector256());
    }

    [SkipLocalsInit]
    [MethodImpl(Kernel.Options)]
    private static Vector<T> GatherMany<T>(ref T first, int stride, int count)
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        lanes.Clear();
        for (int i = 0; i < count; i++)
        {
            lanes[i] = Unsafe.Add(ref first, i * (nint)stride);
        }

        return new Vector<T>(lanes);
    }

    [SkipLocalsInit]
    [MethodImpl(Kernel.Options)]
    private static void ScatterMany<T>(Vector<T> value, ref T first, int stride, int count)
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        value.CopyTo(lanes);
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref first, i * (nint)stride) = lanes[i];
        }
    }
}

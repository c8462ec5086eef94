using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>Ends a straight-line backward pass: what the lanes have gathered becomes one number a parameter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneReduction
{
    /// <summary>Sums each vector over its lanes and hands the sums, in order, to <paramref name="update"/>.</summary>
    /// <typeparam name="TUpdate">Where the gradient goes.</typeparam>
    /// <param name="gradients">One vector a parameter.</param>
    /// <param name="count">The number of parameters.</param>
    /// <param name="update">Takes the gradient; the storage it writes to is padded with zeros to whole vectors.</param>
    [MethodImpl(Kernel.Options)]
    public static void Apply<TUpdate>(ref Vector<float> gradients, int count, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        int parameter = 0;
        if (Avx.IsSupported && Vector<float>.Count == 8)
        {
            for (; parameter + 4 < count; parameter += 8)
            {
                update.Apply(parameter, new Singles8(SumOfEight(ref Unsafe.Add(ref gradients, parameter), count - parameter)));
            }
        }

        for (; parameter < count; parameter += 4)
        {
            ref Vector<float> first = ref Unsafe.Add(ref gradients, parameter);
            int rest = count - parameter;
            update.Apply(parameter, new Singles4(Vector128.Create(
                Vector.Sum(first),
                rest > 1 ? Vector.Sum(Unsafe.Add(ref first, 1)) : 0,
                rest > 2 ? Vector.Sum(Unsafe.Add(ref first, 2)) : 0,
                rest > 3 ? Vector.Sum(Unsafe.Add(ref first, 3)) : 0)));
        }
    }

    /// <inheritdoc cref="Apply{TUpdate}(ref Vector{float}, int, TUpdate)"/>
    [MethodImpl(Kernel.Options)]
    public static void Apply<TUpdate>(ref Vector<double> gradients, int count, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        for (int parameter = 0; parameter < count; parameter += 2)
        {
            update.Apply(parameter, new Doubles2(Vector128.Create(
                Vector.Sum(Unsafe.Add(ref gradients, parameter)),
                parameter + 1 < count ? Vector.Sum(Unsafe.Add(ref gradients, parameter + 1)) : 0)));
        }
    }

    /// <summary>Sums a vector over its lanes and hands the sum to <paramref name="update"/>.</summary>
    /// <typeparam name="TUpdate">Where the gradient goes.</typeparam>
    /// <param name="gradient">The gradient of one parameter.</param>
    /// <param name="offset">The parameter, in elements; a cache line of zeros goes on behind it.</param>
    /// <param name="update">Takes the gradient.</param>
    [MethodImpl(Kernel.Options)]
    public static void Apply<TUpdate>(Vector<float> gradient, nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float> =>
        update.Apply(offset, new Singles4(Vector128.CreateScalar(Vector.Sum(gradient))));

    /// <inheritdoc cref="Apply{TUpdate}(Vector{float}, nint, TUpdate)"/>
    [MethodImpl(Kernel.Options)]
    public static void Apply<TUpdate>(Vector<double> gradient, nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double> =>
        update.Apply(offset, new Doubles2(Vector128.CreateScalar(Vector.Sum(gradient))));

    /// <summary>
    /// The sums of up to eight vectors of eight lanes, in a vector: pairs are added until each half holds eight partial sums, which
    /// takes a third of the instructions of eight separate sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SumOfEight(ref Vector<float> first, int count)
    {
        Vector256<float> ab = Avx.HorizontalAdd(At(ref first, 0), At(ref first, 1));
        Vector256<float> cd = Avx.HorizontalAdd(At(ref first, 2), At(ref first, 3));
        Vector256<float> gh = Vector256<float>.Zero;
        if (count > 6)
        {
            gh = Avx.HorizontalAdd(At(ref first, 6), count > 7 ? At(ref first, 7) : Vector256<float>.Zero);
        }

        Vector256<float> ef = Avx.HorizontalAdd(At(ref first, 4), count > 5 ? At(ref first, 5) : Vector256<float>.Zero);
        Vector256<float> abcd = Avx.HorizontalAdd(ab, cd);
        Vector256<float> efgh = Avx.HorizontalAdd(ef, gh);
        return Avx.Permute2x128(abcd, efgh, 0x20) + Avx.Permute2x128(abcd, efgh, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref Vector<float> first, int index) => Unsafe.Add(ref first, index).AsVector256();
}

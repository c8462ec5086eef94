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
    /// <summary>
    /// Sums up to eight vectors over their lanes and hands the sums to <paramref name="update"/>. It is inlined: gradients that are in
    /// registers never see memory.
    /// </summary>
    /// <typeparam name="TUpdate">Where the gradient goes.</typeparam>
    /// <param name="offset">The first parameter, in elements; a cache line of zeros goes on behind the last.</param>
    /// <param name="update">Takes the gradient.</param>
    /// <param name="first">The gradient of the first parameter, a part of it in each lane.</param>
    /// <param name="second">The gradient of the parameter behind it, or nothing; the same for those that follow.</param>
    /// <param name="third">The gradient of the third.</param>
    /// <param name="fourth">The gradient of the fourth.</param>
    /// <param name="fifth">The gradient of the fifth.</param>
    /// <param name="sixth">The gradient of the sixth.</param>
    /// <param name="seventh">The gradient of the seventh.</param>
    /// <param name="eighth">The gradient of the eighth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TUpdate>(
        nint offset,
        TUpdate update,
        Vector<float> first,
        Vector<float> second = default,
        Vector<float> third = default,
        Vector<float> fourth = default,
        Vector<float> fifth = default,
        Vector<float> sixth = default,
        Vector<float> seventh = default,
        Vector<float> eighth = default)
        where TUpdate : struct, IUpdate<float>
    {
        if (Avx.IsSupported && Vector<float>.Count == 8)
        {
            update.Apply(offset, new Singles8(SumsOfEight(
                first.AsVector256(),
                second.AsVector256(),
                third.AsVector256(),
                fourth.AsVector256(),
                fifth.AsVector256(),
                sixth.AsVector256(),
                seventh.AsVector256(),
                eighth.AsVector256())));
        }
        else
        {
            update.Apply(offset, new Singles4(Vector128.Create(
                Vector.Sum(first), Vector.Sum(second), Vector.Sum(third), Vector.Sum(fourth))));
            update.Apply(offset + 4, new Singles4(Vector128.Create(
                Vector.Sum(fifth), Vector.Sum(sixth), Vector.Sum(seventh), Vector.Sum(eighth))));
        }
    }

    /// <inheritdoc cref="Apply{TUpdate}(nint, TUpdate, Vector{float}, Vector{float}, Vector{float}, Vector{float}, Vector{float}, Vector{float}, Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TUpdate>(
        nint offset,
        TUpdate update,
        Vector<double> first,
        Vector<double> second = default,
        Vector<double> third = default,
        Vector<double> fourth = default,
        Vector<double> fifth = default,
        Vector<double> sixth = default,
        Vector<double> seventh = default,
        Vector<double> eighth = default)
        where TUpdate : struct, IUpdate<double>
    {
        if (Avx.IsSupported && Vector<double>.Count == 4)
        {
            update.Apply(offset, new Doubles4(SumsOfFour(
                first.AsVector256(), second.AsVector256(), third.AsVector256(), fourth.AsVector256())));
            update.Apply(offset + 4, new Doubles4(SumsOfFour(
                fifth.AsVector256(), sixth.AsVector256(), seventh.AsVector256(), eighth.AsVector256())));
        }
        else
        {
            update.Apply(offset, new Doubles2(Vector128.Create(Vector.Sum(first), Vector.Sum(second))));
            update.Apply(offset + 2, new Doubles2(Vector128.Create(Vector.Sum(third), Vector.Sum(fourth))));
            update.Apply(offset + 4, new Doubles2(Vector128.Create(Vector.Sum(fifth), Vector.Sum(sixth))));
            update.Apply(offset + 6, new Doubles2(Vector128.Create(Vector.Sum(seventh), Vector.Sum(eighth))));
        }
    }

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
                ref Vector<float> first = ref Unsafe.Add(ref gradients, parameter);
                int rest = count - parameter;
                update.Apply(parameter, new Singles8(SumsOfEight(
                    At(ref first, 0, rest),
                    At(ref first, 1, rest),
                    At(ref first, 2, rest),
                    At(ref first, 3, rest),
                    At(ref first, 4, rest),
                    At(ref first, 5, rest),
                    At(ref first, 6, rest),
                    At(ref first, 7, rest))));
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
        int parameter = 0;
        if (Avx.IsSupported && Vector<double>.Count == 4)
        {
            for (; parameter + 2 < count; parameter += 4)
            {
                ref Vector<double> first = ref Unsafe.Add(ref gradients, parameter);
                int rest = count - parameter;
                update.Apply(parameter, new Doubles4(SumsOfFour(
                    At(ref first, 0, rest), At(ref first, 1, rest), At(ref first, 2, rest), At(ref first, 3, rest))));
            }
        }

        for (; parameter < count; parameter += 2)
        {
            update.Apply(parameter, new Doubles2(Vector128.Create(
                Vector.Sum(Unsafe.Add(ref gradients, parameter)),
                parameter + 1 < count ? Vector.Sum(Unsafe.Add(ref gradients, parameter + 1)) : 0)));
        }
    }

    /// <summary>
    /// The sums of as many vectors as each has lanes, in a vector: pairs are added until each half holds a part of every sum, which takes
    /// a third of the instructions of separate sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SumsOfEight(
        Vector256<float> a,
        Vector256<float> b,
        Vector256<float> c,
        Vector256<float> d,
        Vector256<float> e,
        Vector256<float> f,
        Vector256<float> g,
        Vector256<float> h)
    {
        Vector256<float> abcd = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        Vector256<float> efgh = Avx.HorizontalAdd(Avx.HorizontalAdd(e, f), Avx.HorizontalAdd(g, h));
        return Avx.Permute2x128(abcd, efgh, 0x20) + Avx.Permute2x128(abcd, efgh, 0x31);
    }

    /// <inheritdoc cref="SumsOfEight"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SumsOfFour(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        Vector256<double> ab = Avx.HorizontalAdd(a, b);
        Vector256<double> cd = Avx.HorizontalAdd(c, d);
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }

    /// <summary>A gradient of <paramref name="count"/>, or zeros behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> At<T>(ref Vector<T> first, int index, int count)
        where T : unmanaged => index < count ? Unsafe.Add(ref first, index).AsVector256() : Vector256<T>.Zero;
}

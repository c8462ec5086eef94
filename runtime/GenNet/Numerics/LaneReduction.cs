using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TUpdate>(ref Vector<float> gradients, int count, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        int parameter = 0;
        for (; parameter + 4 <= count; parameter += 4)
        {
            Vector128<float> four = Vector128.Create(
                Vector.Sum(Unsafe.Add(ref gradients, parameter)),
                Vector.Sum(Unsafe.Add(ref gradients, parameter + 1)),
                Vector.Sum(Unsafe.Add(ref gradients, parameter + 2)),
                Vector.Sum(Unsafe.Add(ref gradients, parameter + 3)));
            update.Apply(parameter, new Singles4(four));
        }

        if (parameter < count)
        {
            Vector128<float> rest = Vector128<float>.Zero;
            for (int i = 0; parameter + i < count; i++)
            {
                rest = rest.WithElement(i, Vector.Sum(Unsafe.Add(ref gradients, parameter + i)));
            }

            update.Apply(parameter, new Singles4(rest));
        }
    }

    /// <inheritdoc cref="Apply{TUpdate}(ref Vector{float}, int, TUpdate)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TUpdate>(ref Vector<double> gradients, int count, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        for (int parameter = 0; parameter < count; parameter += 2)
        {
            Vector128<double> two = Vector128.Create(
                Vector.Sum(Unsafe.Add(ref gradients, parameter)),
                parameter + 1 < count ? Vector.Sum(Unsafe.Add(ref gradients, parameter + 1)) : 0);
            update.Apply(parameter, new Doubles2(two));
        }
    }
}

using System;
using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Inputs that are indices: what an <see cref="EmbeddingAttribute"/> looks rows up by. A pass takes them in the network's own type, which holds each
/// of them exactly; generated code comes here with integers. Each index is looked at before anything changes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Indices
{
    /// <summary>As <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static void Predict<T>(Network<T> network, ReadOnlySpan<int> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        network.Predict(numbers.AsSpan(0, inputs.Length), outputs);
        ArrayPool<T>.Shared.Return(numbers);
    }

    /// <summary>As <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T}, int)"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="threads">The most threads to use, 1 or more.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index, or <paramref name="threads"/> is below 1.</exception>
    public static void Predict<T>(Network<T> network, ReadOnlySpan<int> inputs, Span<T> outputs, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        network.Predict(numbers.AsSpan(0, inputs.Length), outputs, threads);
        ArrayPool<T>.Shared.Return(numbers);
    }

    /// <summary>As <see cref="Network{T}.Classify(ReadOnlySpan{T})"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is not one sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static int Classify<T>(Network<T> network, ReadOnlySpan<int> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, input, nameof(input));
        int classOf = network.Classify(numbers.AsSpan(0, input.Length));
        ArrayPool<T>.Shared.Return(numbers);
        return classOf;
    }

    /// <summary>As <see cref="Network{T}.Predict(ReadOnlySpan{T})"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <returns>The outputs, row after row.</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T[] Predict<T>(Network<T> network, ReadOnlySpan<int> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T[] outputs = network.Predict(numbers.AsSpan(0, inputs.Length));
        ArrayPool<T>.Shared.Return(numbers);
        return outputs;
    }

    /// <summary>As <see cref="Network{T}.Classify(ReadOnlySpan{T}, Span{int})"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="classes">Receives the class of each sample.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static void Classify<T>(Network<T> network, ReadOnlySpan<int> inputs, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        network.Classify(numbers.AsSpan(0, inputs.Length), classes);
        ArrayPool<T>.Shared.Return(numbers);
    }

    /// <summary>As <see cref="TrainableNetwork{T}.Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="targets">What the network should yield.</param>
    /// <param name="gradient">Receives ∂loss/∂parameter.</param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T Gradient<T>(TrainableNetwork<T> network, ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T loss = network.Gradient(numbers.AsSpan(0, inputs.Length), targets, gradient);
        ArrayPool<T>.Shared.Return(numbers);
        return loss;
    }

    /// <summary>As <see cref="TrainableNetwork{T}.Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int)"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="targets">What the network should yield.</param>
    /// <param name="gradient">Receives ∂loss/∂parameter.</param>
    /// <param name="seed">What dropout and noise are drawn from.</param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T Gradient<T>(TrainableNetwork<T> network, ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, Span<T> gradient, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T loss = network.Gradient(numbers.AsSpan(0, inputs.Length), targets, gradient, seed);
        ArrayPool<T>.Shared.Return(numbers);
        return loss;
    }

    /// <summary>As <see cref="ClassTargets.Gradient{T}"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="classes">For each sample the index of its class.</param>
    /// <param name="gradient">Receives ∂loss/∂parameter.</param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T Gradient<T>(TrainableNetwork<T> network, ReadOnlySpan<int> inputs, ReadOnlySpan<int> classes, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T loss = ClassTargets.Gradient(network, numbers.AsSpan(0, inputs.Length), classes, gradient);
        ArrayPool<T>.Shared.Return(numbers);
        return loss;
    }

    /// <summary>As <see cref="TrainableNetwork{T}.TrainStep(ReadOnlySpan{T}, ReadOnlySpan{T}, Optimizer)"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="targets">What the network should yield.</param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T TrainStep<T>(TrainableNetwork<T> network, ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T loss = network.TrainStep(numbers.AsSpan(0, inputs.Length), targets, optimizer);
        ArrayPool<T>.Shared.Return(numbers);
        return loss;
    }

    /// <summary>As <see cref="ClassTargets.TrainStep{T}"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="classes">For each sample the index of its class.</param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public static T TrainStep<T>(TrainableNetwork<T> network, ReadOnlySpan<int> inputs, ReadOnlySpan<int> classes, Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Rent<T>(network.Layout, inputs);
        T loss = ClassTargets.TrainStep(network, numbers.AsSpan(0, inputs.Length), classes, optimizer);
        ArrayPool<T>.Shared.Return(numbers);
        return loss;
    }

    /// <summary>Refuses numbers that are none of the indices that a network takes, where it takes indices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Require<T>(NetworkLayout layout, ReadOnlySpan<T> inputs, string name = "inputs")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (layout.TakesIndices && FindOther(inputs, layout.Vocabulary) is >= 0 and var position)
        {
            Refuse(layout, position, inputs[position].ToString(T.IsInteger(inputs[position]) ? "F0" : null, CultureInfo.InvariantCulture), name);
        }
    }

    /// <summary>Refuses bytes that are multiplied by a number, where a network takes indices.</summary>
    internal static void RefuseBytes(NetworkLayout layout)
    {
        if (layout.TakesIndices)
        {
            throw new NotSupportedException($"{layout.Name} takes indices, and bytes are numbers: give it integers.");
        }
    }

    /// <summary>Indices as a data set holds them.</summary>
    internal static ReadOnlyMemory<float> ToFloats(int[] indices, string name)
    {
        ArgumentNullException.ThrowIfNull(indices, name);
        float[] floats = new float[indices.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = indices[i];
            if ((double)floats[i] != indices[i])
            {
                throw new ArgumentOutOfRangeException(
                    name, indices[i], $"Index {i} of {name} is {indices[i]}, which no float holds: indices go up to {1 << 24}.");
            }
        }

        return floats;
    }

    /// <summary>The indices of samples as numbers, in memory that is borrowed.</summary>
    private static T[] Rent<T>(NetworkLayout layout, ReadOnlySpan<int> inputs, string name = "inputs")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if ((uint)inputs[i] >= (uint)layout.Vocabulary)
            {
                Refuse(layout, i, inputs[i].ToString(CultureInfo.InvariantCulture), name);
            }
        }

        T[] numbers = ArrayPool<T>.Shared.Rent(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            numbers[i] = typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(inputs[i]) : Unsafe.BitCast<double, T>(inputs[i]);
        }

        return numbers;
    }

    /// <summary>The first value that is no whole number from 0 to below a vocabulary; −1 if there is none.</summary>
    [MethodImpl(Kernel.Options)]
    private static int FindOther<T>(ReadOnlySpan<T> values, int vocabulary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = 0;
        var end = new Vector<T>(T.CreateTruncating(vocabulary));
        for (; first <= values.Length - Vector<T>.Count; first += Vector<T>.Count)
        {
            var x = new Vector<T>(values[first..]);
            Vector<T> isIndex = Vector.GreaterThanOrEqual(x, Vector<T>.Zero) & Vector.LessThan(x, end) & Vector.Equals(x, Floor(x));
            if (!Vector.EqualsAll(isIndex.As<T, byte>(), Vector<byte>.AllBitsSet))
            {
                break;
            }
        }

        for (; first < values.Length; first++)
        {
            T x = values[first];
            if (!(x >= T.Zero && x < end[0] && x == T.Floor(x)))
            {
                return first;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Floor<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Floor(x.As<T, float>()).As<float, T>()
        : Vector.Floor(x.As<T, double>()).As<double, T>();

    [DoesNotReturn]
    private static void Refuse(NetworkLayout layout, int position, string index, string name)
    {
        string place = layout.InputSize == 1
            ? $"sample {position}"
            : $"sample {position / layout.InputSize}, index {position % layout.InputSize}";
        throw new ArgumentOutOfRangeException(
            name,
            $"{name}[{position}] ({place}) is {index}, but {layout.Name} has a vocabulary of {layout.Vocabulary}: indices are whole numbers from 0 to "
            + $"{layout.Vocabulary - 1}.");
    }
}

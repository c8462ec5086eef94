using System;
using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace GenNet.Training;

/// <summary>
/// Lets a network learn from class indices: each becomes a row of targets that is 1 at the class and 0 elsewhere, in memory that is
/// borrowed for the call. Generated code calls it where the loss is a cross-entropy over classes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ClassTargets
{
    /// <summary>As <see cref="TrainableNetwork{T}.Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>, with a class for each sample.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="classes">For each sample the index of its class, from 0 to below the number of outputs.</param>
    /// <param name="gradient">Receives ∂loss/∂parameter.</param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, there is no such class, or the network has outputs for each position.</exception>
    public static T Gradient<T>(TrainableNetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> classes, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = Rent<T>(network.Layout, inputs.Length, classes, out int length);
        try
        {
            return network.Gradient(inputs, targets.AsSpan(0, length), gradient);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
        }
    }

    /// <summary>As <see cref="TrainableNetwork{T}.TrainStep(ReadOnlySpan{T}, ReadOnlySpan{T}, Optimizer)"/>, with a class for each sample.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row.</param>
    /// <param name="classes">For each sample the index of its class, from 0 to below the number of outputs.</param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, there is no such class, or the network has outputs for each position.</exception>
    public static T TrainStep<T>(TrainableNetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> classes, Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = Rent<T>(network.Layout, inputs.Length, classes, out int length);
        try
        {
            return network.TrainStep(inputs, targets.AsSpan(0, length), optimizer);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
        }
    }

    /// <summary>As with numbers, for a network that takes bytes.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row, a byte an input.</param>
    /// <param name="classes">For each sample the index of its class, from 0 to below the number of outputs.</param>
    /// <param name="gradient">Receives ∂loss/∂parameter.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, there is no such class, or the network has outputs for each position.</exception>
    public static T GradientFromBytes<T>(
        TrainableNetwork<T> network, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> classes, Span<T> gradient, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = Rent<T>(network.Layout, inputs.Length, classes, out int length);
        try
        {
            return network.GradientFromBytes(inputs, targets.AsSpan(0, length), gradient, scale);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
        }
    }

    /// <summary>As with numbers, for a network that takes bytes.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, row after row, a byte an input.</param>
    /// <param name="classes">For each sample the index of its class, from 0 to below the number of outputs.</param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, there is no such class, or the network has outputs for each position.</exception>
    public static T TrainStepFromBytes<T>(
        TrainableNetwork<T> network, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> classes, Optimizer optimizer, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = Rent<T>(network.Layout, inputs.Length, classes, out int length);
        try
        {
            return network.TrainStepFromBytes(inputs, targets.AsSpan(0, length), optimizer, scale);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
        }
    }

    /// <summary>Rows of targets for classes that exist, one for each sample.</summary>
    private static T[] Rent<T>(NetworkLayout layout, int inputsLength, ReadOnlySpan<int> classes, out int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inputsLength != (long)classes.Length * layout.InputSize)
        {
            throw new ArgumentException(
                $"classes has {Counted.Of(classes.Length, "index")}, one a sample, so inputs must have "
                + $"{Counted.Of((long)classes.Length * layout.InputSize, "value")} ({layout.InputSize} a sample), but it has {inputsLength}.",
                nameof(classes));
        }

        OutputRows.RequireOne(layout, nameof(classes));
        length = checked(classes.Length * layout.OutputSize);
        for (int sample = 0; sample < classes.Length; sample++)
        {
            if ((uint)classes[sample] >= (uint)layout.OutputSize)
            {
                throw new ArgumentException(
                    $"classes[{sample}] is {classes[sample]}, but {layout.Name} has {Counted.Of(layout.OutputSize, "class")}, 0 to {layout.OutputSize - 1}.",
                    nameof(classes));
            }
        }

        T[] targets = ArrayPool<T>.Shared.Rent(length);
        targets.AsSpan(0, length).Clear();
        for (int sample = 0; sample < classes.Length; sample++)
        {
            targets[(sample * layout.OutputSize) + classes[sample]] = T.One;
        }

        return targets;
    }
}

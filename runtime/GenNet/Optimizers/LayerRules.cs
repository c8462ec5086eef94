using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>What a layer has of its own in a step: L1, a weight decay in place of the optimizer's, a factor on the learning rate.</summary>
internal static class LayerRules
{
    /// <summary>Adds a layer's own terms to its gradient, or where decay is decoupled changes its parameters so that the optimizer's decay makes the layer's.</summary>
    public static void AddDecay<T>(Optimizer optimizer, TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.Trainable || (tensor.L1 == 0 && tensor.L2 is null))
            {
                continue;
            }

            int end = layout.EndOf(tensor);
            Span<T> parameters = network.Storage[tensor.Offset..end];
            Span<T> gradient = network.GradientStorage[tensor.Offset..end];
            double more = tensor.L2 is { } own ? own - optimizer.WeightDecay : 0;
            if (optimizer.IsWeightDecayDecoupled && more != 0)
            {
                double shrinkage = 1 - (optimizer.LearningRate * optimizer.WeightDecay);
                Scale(parameters, T.CreateTruncating((1 - (optimizer.LearningRate * tensor.L2!.Value)) / shrinkage));
                more = 0;
            }

            Add(gradient, parameters, T.CreateTruncating(tensor.L1), T.CreateTruncating(more));
        }
    }

    /// <summary>Takes of a step what a layer's factor on the learning rate leaves.</summary>
    public static void ScaleSteps<T>(TrainableNetwork<T> network, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role == TensorRole.Trainable && tensor.LearningRateFactor != 1)
            {
                int end = layout.EndOf(tensor);
                Interpolate(before[tensor.Offset..end], network.Storage[tensor.Offset..end], T.CreateTruncating(tensor.LearningRateFactor));
            }
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value *= factor;
        }
    }

    /// <summary>g ← g + λ₁ sign(θ) + λ₂ θ, where the sign of 0 is 0.</summary>
    [MethodImpl(Kernel.Options)]
    private static void Add<T>(Span<T> gradient, ReadOnlySpan<T> parameters, T l1, T l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= gradient.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var theta = new Vector<T>(parameters[i..]);
            (new Vector<T>(gradient[i..]) + (UpdatePass.Sign(theta) * l1) + (theta * l2)).CopyTo(gradient[i..]);
        }

        for (; i < gradient.Length; i++)
        {
            T theta = parameters[i];
            T sign = theta > T.Zero ? T.One : theta < T.Zero ? -T.One : theta;
            gradient[i] = gradient[i] + (sign * l1) + (theta * l2);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Interpolate<T>(ReadOnlySpan<T> before, Span<T> after, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= after.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var first = new Vector<T>(before[i..]);
            (first + ((new Vector<T>(after[i..]) - first) * factor)).CopyTo(after[i..]);
        }

        for (; i < after.Length; i++)
        {
            after[i] = before[i] + ((after[i] - before[i]) * factor);
        }
    }
}

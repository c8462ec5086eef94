using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>What every optimizer does to a gradient before it follows it: clipping, and weight decay.</summary>
internal static class GradientTerms
{
    /// <summary>PyTorch's, which keeps the division from 0.</summary>
    private const double BesideNorm = 1e-6;

    /// <summary>Values whose squares are summed before the sums are: so many that rounding stays small.</summary>
    private const int BlockLength = 4096;

    /// <summary>Changes the gradient that lies in a network's gradient buffer, and the parameters where decay is decoupled from it.</summary>
    public static void Apply<T>(Optimizer optimizer, TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> gradient = network.TrainableGradient;
        double clipValue = optimizer.ClipValue;
        if (double.IsFinite(clipValue))
        {
            Clip(gradient, T.CreateTruncating(clipValue));
        }

        double factor = 1;
        if (double.IsFinite(optimizer.ClipNorm))
        {
            factor = Math.Min(1, optimizer.ClipNorm / (Math.Sqrt(SumOfSquares<T>(gradient)) + BesideNorm));
        }

        double decay = optimizer.IsWeightDecayDecoupled ? 0 : optimizer.WeightDecay;
        if (factor != 1 || decay != 0)
        {
            Combine(gradient, T.CreateTruncating(factor), network.TrainableStorage, Optimizer.InPrecision<T>(decay, "weight decay", decay));
        }

        if (network.Layout.HasOwnDecay)
        {
            LayerRules.AddDecay(optimizer, network);
        }

        if (optimizer is { IsWeightDecayDecoupled: true, IsElementwise: false, WeightDecay: not 0 })
        {
            // Those that work on the storage do it in their own pass.
            Scale(network.TrainableStorage, ShrinkageOf<T>(optimizer));
        }
    }

    /// <summary>What a step multiplies parameters by whose decay is decoupled from the gradient, 1 − η λ.</summary>
    public static T ShrinkageOf<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Optimizer.InPrecision<T>(1 - (optimizer.LearningRate * optimizer.WeightDecay), "weight decay", optimizer.WeightDecay);

    [MethodImpl(Kernel.Options)]
    private static void Clip<T>(Span<T> gradient, T most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> upper = Vector.Create(most);
        foreach (ref Vector<T> g in MemoryMarshal.Cast<T, Vector<T>>(gradient))
        {
            g = Vector.Min(Vector.Max(g, -upper), upper);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Combine<T>(Span<T> gradient, T factor, ReadOnlySpan<T> parameters, T decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        ReadOnlySpan<Vector<T>> theta = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        for (int i = 0; i < g.Length; i++)
        {
            Vector<T> clipped = g[i] * factor;
            g[i] = decay == T.Zero ? clipped : UpdatePass.MultiplyAdd(theta[i], decay, clipped);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref Vector<T> value in MemoryMarshal.Cast<T, Vector<T>>(values))
        {
            value *= factor;
        }
    }

    /// <summary>‖g‖², in double precision, so that no square of a single overflows, and in an order that depends on the length alone.</summary>
    [MethodImpl(Kernel.Options)]
    private static double SumOfSquares<T>(ReadOnlySpan<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int first = 0; first < gradient.Length; first += BlockLength)
        {
            ReadOnlySpan<T> block = gradient.Slice(first, Math.Min(BlockLength, gradient.Length - first));
            Vector<double> low = Vector<double>.Zero;
            Vector<double> high = Vector<double>.Zero;
            if (typeof(T) == typeof(float))
            {
                foreach (Vector<float> singles in MemoryMarshal.Cast<T, Vector<float>>(block))
                {
                    Vector.Widen(singles, out Vector<double> first4, out Vector<double> last4);
                    low = Vector.MultiplyAddEstimate(first4, first4, low);
                    high = Vector.MultiplyAddEstimate(last4, last4, high);
                }
            }
            else
            {
                ReadOnlySpan<Vector<double>> doubles = MemoryMarshal.Cast<T, Vector<double>>(block);
                for (int i = 0; i + 1 < doubles.Length; i += 2)
                {
                    low = Vector.MultiplyAddEstimate(doubles[i], doubles[i], low);
                    high = Vector.MultiplyAddEstimate(doubles[i + 1], doubles[i + 1], high);
                }
            }

            sum += Vector.Sum(low + high);
        }

        return sum;
    }
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet.Benchmarks;

/// <summary>
/// The elementwise functions over 4,096 floats beside <see cref="TensorPrimitives"/> and a loop over <see cref="MathF"/>, in turns, and how
/// long one waits for its result.
/// </summary>
internal static class FunctionTimes
{
    private const int Length = 4096;
    private const int Rounds = 101;

    private static readonly float[] s_inputs = Aligned();
    private static readonly float[] s_outputs = Aligned();

    private delegate void Pass(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Prints a line a function: nanoseconds and ratios, minimum / median.</summary>
    public static void Print()
    {
        var random = new Random(1);
        foreach (ref float input in Inputs())
        {
            input = (random.NextSingle() * 16) - 8;
        }

        Console.WriteLine($"4,096 floats in [-8, 8], {Rounds} rounds in turns: nanoseconds, minimum / median");
        Compare("Sigmoid", Widest<SigmoidLoop>, TensorPrimitives.Sigmoid, (x, y) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = 1 / (1 + MathF.Exp(-x[i]));
            }
        });
        Compare("Tanh", Widest<TanhLoop>, TensorPrimitives.Tanh, (x, y) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = MathF.Tanh(x[i]);
            }
        });
        Compare(
            "Exp",
            Widest<ExpLoop>,
            TensorPrimitives.Exp,
            (x, y) =>
            {
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = MathF.Exp(x[i]);
                }
            },
            PlatformExp);
        Compare("Sin", Widest<SinLoop>, TensorPrimitives.Sin, (x, y) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = MathF.Sin(x[i]);
            }
        });
        Console.WriteLine("One after the other, each waiting for the one before: nanoseconds a function, minimum / median");
        Report("Sigmoid", Latency(SigmoidChain));
        Report("Tanh", Latency(TanhChain));
        Report("Exp", Latency(ExpChain));
    }

    private static void Compare(string name, Pass ours, Pass tensors, Pass loop, Pass? vectors = null)
    {
        Pass[] passes = vectors is null ? [ours, tensors, loop] : [ours, tensors, loop, vectors];
        double[][] times = [.. passes.Select(_ => new double[Rounds])];

        // The first rounds are for the caches and the JIT.
        for (int round = -10; round < Rounds; round++)
        {
            for (int i = 0; i < passes.Length; i++)
            {
                int repetitions = i == 2 ? 2 : 16;
                long start = Stopwatch.GetTimestamp();
                for (int repetition = 0; repetition < repetitions; repetition++)
                {
                    passes[i](Inputs(), Outputs());
                }

                times[i][Math.Max(round, 0)] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repetitions;
            }
        }

        Report($"{name}, GenNet", times[0]);
        Report($"{name}, TensorPrimitives", times[1], times[0]);
        Report($"{name}, MathF", times[2], times[0]);
        if (vectors is not null)
        {
            Report($"{name}, Vector512 or 256", times[3], times[0]);
        }
    }

    private static void Report(string name, double[] times, double[]? ours = null)
    {
        double ratio = ours is null ? 0 : times.Min() / ours.Min();
        double medianRatio = ours is null ? 0 : Median(times) / Median(ours);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28}{times.Min(),10:F1} / {Median(times),-10:F1}{(ours is null ? "" : $"{ratio,6:F1} x / {medianRatio:F1} x")}"));
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    /// <summary>The widest vector the machine has, as tiled networks choose it.</summary>
    private static void Widest<TLoop>(ReadOnlySpan<float> inputs, Span<float> outputs)
        where TLoop : struct, ILoop
    {
        ref float x = ref MemoryMarshal.GetReference(inputs);
        ref float y = ref MemoryMarshal.GetReference(outputs);
        if (Vector512.IsHardwareAccelerated)
        {
            TLoop.Run<Singles16>(ref x, ref y, inputs.Length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TLoop.Run<Singles8>(ref x, ref y, inputs.Length);
        }
        else
        {
            TLoop.Run<Singles4>(ref x, ref y, inputs.Length);
        }
    }

    /// <summary>The base class library's exponential over the same vectors.</summary>
    [MethodImpl(Kernel.Options)]
    private static void PlatformExp(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        ref float x = ref MemoryMarshal.GetReference(inputs);
        ref float y = ref MemoryMarshal.GetReference(outputs);
        if (Vector512.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < (nuint)inputs.Length; i += (nuint)Vector512<float>.Count)
            {
                Vector512.Exp(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }
        }
        else
        {
            for (nuint i = 0; i < (nuint)inputs.Length; i += (nuint)Vector256<float>.Count)
            {
                Vector256.Exp(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }
        }
    }

    private static double[] Latency(Func<Vector<float>, int, Vector<float>> chain)
    {
        const int Times = 10_000;
        double[] times = new double[Rounds];
        var value = Vector<float>.Zero;
        for (int round = -10; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            value = chain(value, Times);
            times[Math.Max(round, 0)] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Times;
        }

        if (!Vector.EqualsAll(value, value))
        {
            throw new InvalidOperationException("The chain ended in NaN.");
        }

        return times;
    }

    [MethodImpl(Kernel.Options)]
    private static Vector<float> SigmoidChain(Vector<float> x, int times)
    {
        for (int i = 0; i < times; i++)
        {
            x = VectorMath.Sigmoid(x);
        }

        return x;
    }

    [MethodImpl(Kernel.Options)]
    private static Vector<float> TanhChain(Vector<float> x, int times)
    {
        for (int i = 0; i < times; i++)
        {
            x = VectorMath.Tanh(x);
        }

        return x;
    }

    // The minimum of two values costs little beside an exponential and keeps it from overflowing.
    [MethodImpl(Kernel.Options)]
    private static Vector<float> ExpChain(Vector<float> x, int times)
    {
        for (int i = 0; i < times; i++)
        {
            x = VectorMath.Exp(Vector.MinNative(x, Vector<float>.One));
        }

        return x;
    }

    private static Span<float> Inputs() => Lines(s_inputs);

    private static Span<float> Outputs() => Lines(s_outputs);

    private static float[] Aligned() => GC.AllocateArray<float>(Length + 16, pinned: true);

    /// <summary>The part that begins with a cache line, as a network's buffers do.</summary>
    private static unsafe Span<float> Lines(float[] pinned)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        return pinned.AsSpan((int)((64 - (address % 64)) % 64) / sizeof(float), Length);
    }
}

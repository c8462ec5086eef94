using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet.Comparison;

/// <summary>Predictions of one sample and of many, in nanoseconds a call.</summary>
internal static class Prediction
{
    /// <summary>One sample after the other.</summary>
    public static void EachOf(Network<float> network, string parameters, float[] inputs, int inputSize, int outputSize, int blocks)
    {
        network.CopyParametersFrom(Data.Floats(parameters));
        float[] outputs = new float[outputSize];
        network.Predict(inputs.AsSpan(0, inputSize), outputs);
        Report.Check(outputs);
        Report.Measure(times => Each(network, inputs, outputs, inputSize, times), blocks);
    }

    /// <summary>So many calls; what they need lies in locals, as in the loops of the peers.</summary>
    [MethodImpl(Kernel.Options)]
    private static float Each(Network<float> network, ReadOnlySpan<float> inputs, Span<float> outputs, int inputSize, long times)
    {
        float sum = 0;
        int first = 0;
        for (; times > 0; times--)
        {
            network.Predict(inputs.Slice(first, inputSize), outputs);
            sum += outputs[^1];
            first += inputSize;
            first = first == inputs.Length ? 0 : first;
        }

        return sum;
    }

    /// <summary>Many samples in one call.</summary>
    public static void ManyOf(
        Network<float> network, string parameters, float[] inputs, int inputSize, int outputSize, int threads, int blocks)
    {
        network.CopyParametersFrom(Data.Floats(parameters));
        int samples = inputs.Length / inputSize;
        float[] outputs = new float[samples * outputSize];
        network.Predict(inputs, outputs, threads);
        Report.Check(outputs.AsSpan(0, outputSize));
        Report.Measure(
            times =>
            {
                float sum = 0;
                for (long i = 0; i < times; i++)
                {
                    if (threads == 1)
                    {
                        network.Predict(inputs, outputs);
                    }
                    else
                    {
                        network.Predict(inputs, outputs, threads);
                    }

                    sum += outputs[(int)(i % samples)];
                }

                return sum;
            },
            blocks);
    }

    /// <summary>σ of an array: GenNet's own, or the platform's.</summary>
    public static void Sigmoid(bool isPlatform, int blocks)
    {
        float[] inputs = Data.Floats("noise").AsSpan(0, 4096).ToArray();
        float[] outputs = new float[inputs.Length];
        Apply(isPlatform, inputs, outputs);
        Report.Check(outputs.AsSpan(0, 10));
        Report.Measure(
            times =>
            {
                float sum = 0;
                for (long i = 0; i < times; i++)
                {
                    Apply(isPlatform, inputs, outputs);
                    sum += outputs[(int)(i % outputs.Length)];
                }

                return sum;
            },
            blocks);
    }

    private static void Apply(bool isPlatform, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (isPlatform)
        {
            TensorPrimitives.Sigmoid(inputs, outputs);
            return;
        }

        // The widest vector, as the generated kernels choose it.
        ref readonly float x = ref MemoryMarshal.GetReference(inputs);
        ref float y = ref MemoryMarshal.GetReference(outputs);
        if (Vector512.IsHardwareAccelerated)
        {
            Sigmoid<Singles16>(in x, ref y, inputs.Length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Sigmoid<Singles8>(in x, ref y, inputs.Length);
        }
        else
        {
            Sigmoid<Singles4>(in x, ref y, inputs.Length);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Sigmoid<TLane>(ref readonly float x, ref float y, int count)
        where TLane : struct, ILane<TLane, float>
    {
        for (nint i = 0; i < count; i += TLane.Count)
        {
            TLane.Store(VectorMath.Sigmoid(TLane.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i))), ref Unsafe.Add(ref y, i));
        }
    }
}

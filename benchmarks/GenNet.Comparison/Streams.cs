using System;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet.Comparison;

/// <summary>Streams of numbers, one step at a time, in nanoseconds a step.</summary>
internal static class Streams
{
    private const int Inputs = 4096;
    private const int CheckedSteps = 64;

    public static void OfLstm20(int blocks)
    {
        var network = new Lstm20();
        Measure(network, "lstm20", new Lstm20Stream(network, network.CreateState()), blocks);
    }

    public static void OfLstm40(int blocks)
    {
        var network = new Lstm40();
        Measure(network, "lstm40", new Lstm40Stream(network, network.CreateState()), blocks);
    }

    public static void OfGru16(int blocks)
    {
        var network = new Gru16();
        Measure(network, "gru16", new Gru16Stream(network, network.CreateState()), blocks);
    }

    public static void OfConvolution15(int blocks)
    {
        var network = new Convolution15();
        Measure(network, "conv15", new Convolution15Stream(network, network.CreateState()), blocks, width: 16);
    }

    private static void Measure<TStream>(Network<float> network, string parameters, TStream stream, int blocks, int width = 1)
        where TStream : struct, IStream
    {
        network.CopyParametersFrom(Data.Floats(parameters));
        float[] inputs = Data.Floats("noise").AsSpan(0, Inputs).ToArray();
        float[] output = new float[width];
        for (int step = 0; step < CheckedSteps; step++)
        {
            stream.Step(inputs.AsSpan(step * width, width), output);
        }

        Report.Check(output);
        Report.Measure(times => Steps(stream, inputs, output, times), blocks);
    }

    [MethodImpl(Kernel.Options)]
    private static float Steps<TStream>(TStream stream, ReadOnlySpan<float> inputs, Span<float> output, long times)
        where TStream : struct, IStream
    {
        float sum = 0;
        for (long i = 0; i < times; i++)
        {
            stream.Step(inputs.Slice(((int)i * output.Length) & (Inputs - 1), output.Length), output);
            sum += output[0];
        }

        return sum;
    }

    private readonly struct Lstm20Stream(Lstm20 network, StreamState<float> state) : IStream
    {
        public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
    }

    private readonly struct Lstm40Stream(Lstm40 network, StreamState<float> state) : IStream
    {
        public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
    }

    private readonly struct Gru16Stream(Gru16 network, StreamState<float> state) : IStream
    {
        public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
    }

    private readonly struct Convolution15Stream(Convolution15 network, StreamState<float> state) : IStream
    {
        public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
    }
}

using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.GradientChecking;
using GenNet.Runtime.Tests.Networks;
using GenNet.Tests;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>
/// Whatever memory spans share: a method either refuses them, and has written nothing, or does what it does with spans of their own, to the bit.
/// </summary>
public sealed class OverlapTests
{
    private const int Inputs = 3;
    private const int Outputs = 2;
    private const int SamplesPerPass = 4;

    /// <summary>The parameters of a linear layer of these sizes.</summary>
    private const int Parameters = (Inputs + 1) * Outputs;

    private static readonly int s_draws = TestScope.Count(quick: 400, full: 20_000);

    public enum Method
    {
        Predict,
        PredictOnThreads,
        PredictBytes,
        Gradient,
        GradientOfBytes,
        GradientOfClasses,
        GradientOfBytesAndClasses,
    }

    public static TheoryData<Method> Methods() => [.. Enum.GetValues<Method>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Singles_are_right_or_refused(Method method) => Draw<float>(method);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Doubles_are_right_or_refused(Method method) => Draw<double>(method);

    [Fact]
    public void Several_samples_are_refused_where_they_overlap_by_a_single_byte()
    {
        var network = new LinearNetwork<float>(Inputs, Outputs);
        float[] memory = new float[20];
        Span<byte> bytes = MemoryMarshal.AsBytes(memory.AsSpan());
        for (int place = 0; place <= 80 - (2 * Inputs); place++)
        {
            byte[] before = [.. bytes];
            byte[] inputs = [.. bytes.Slice(place, 2 * Inputs)];
            bool overlaps = place < 40 + (4 * 2 * Outputs) && place + (2 * Inputs) > 40;
            int position = place;
            void Predict() => network.PredictBytes(MemoryMarshal.AsBytes(memory.AsSpan()).Slice(position, 2 * Inputs), memory.AsSpan(10, 2 * Outputs), 1);
            if (overlaps)
            {
                var exception = Assert.Throws<ArgumentException>("outputs", Predict);
                Assert.StartsWith("outputs overlaps inputs: give several samples an output span of their own.", exception.Message);
                Assert.Equal(before, bytes.ToArray());
            }
            else
            {
                Predict();
                float[] expected = new float[2 * Outputs];
                network.PredictBytes(inputs, expected, 1);
                Assert.Equal(expected, memory.AsSpan(10, 2 * Outputs).ToArray());
            }
        }
    }

    [Fact]
    public void Softmax_of_dual_numbers_may_take_any_place()
    {
        Dual[] values = [.. Enumerable.Range(0, 9).Select(i => new Dual(i * 0.7, i % 2))];
        Dual[] expected = new Dual[5];
        Dual.Softmax(values.AsSpan(2, 5), expected);
        for (int place = 0; place <= 4; place++)
        {
            Dual[] memory = [.. values];
            Dual.Softmax(memory.AsSpan(2, 5), memory.AsSpan(place, 5));
            Assert.Equal(expected, memory[place..(place + 5)]);
        }
    }

    private static void Draw<T>(Method method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random((int)method);
        int right = 0;
        for (int draw = 0; draw < s_draws; draw++)
        {
            int samples = random.Next(1, (3 * SamplesPerPass) + 1);
            int size = Unsafe.SizeOf<T>();
            bool takesBytes = method is Method.PredictBytes or Method.GradientOfBytes or Method.GradientOfBytesAndClasses;
            bool takesClasses = method is Method.GradientOfClasses or Method.GradientOfBytesAndClasses;
            bool predicts = method is Method.Predict or Method.PredictOnThreads or Method.PredictBytes;
            int inputLength = samples * Inputs * (takesBytes ? 1 : size);
            int targetLength = samples * (takesClasses ? sizeof(int) : Outputs * size);
            int resultLength = (predicts ? samples * Outputs : Parameters) * size;

            // Near each other: overlapping exactly, by some, by one element or one byte, or not at all. All but bytes begin where one of them can.
            byte[] memory = new byte[inputLength + targetLength + resultLength + (8 * size)];
            int Place(int length, int grain) => random.Next((memory.Length - length) / grain) * grain;
            int inputPlace = Place(inputLength, takesBytes ? 1 : random.Next(4) == 0 ? 1 : size);
            int resultPlace = random.Next(4) == 0 && inputPlace + resultLength <= memory.Length ? inputPlace : Place(resultLength, random.Next(4) == 0 ? 1 : size);
            int targetPlace = Place(targetLength, takesClasses ? sizeof(int) : size);
            Fill<T>(random, memory.AsSpan(inputPlace, inputLength), takesBytes);
            if (takesClasses)
            {
                for (int sample = 0; sample < samples; sample++)
                {
                    int index = random.Next(Outputs);
                    MemoryMarshal.Write(memory.AsSpan(targetPlace + (sample * sizeof(int))), in index);
                }
            }

            // What lies over the inputs may be no number that tells anything, and nothing depends on it.
            var network = new LinearNetwork<T>(Inputs, Outputs, samplesPerPass: SamplesPerPass);
            byte[] inputs = memory[inputPlace..(inputPlace + inputLength)];
            byte[] targets = memory[targetPlace..(targetPlace + targetLength)];
            byte[] expected = new byte[resultLength];
            Call<T>(network, method, inputs, targets, expected);
            byte[] before = [.. memory];
            try
            {
                Call<T>(
                    network,
                    method,
                    memory.AsSpan(inputPlace, inputLength),
                    memory.AsSpan(targetPlace, targetLength),
                    memory.AsSpan(resultPlace, resultLength));
            }
            catch (ArgumentException exception)
            {
                Assert.Equal("outputs", exception.ParamName);
                Assert.Equal(before, memory);
                continue;
            }

            right++;
            Assert.Equal(expected, memory[resultPlace..(resultPlace + resultLength)]);
        }

        Assert.InRange(right, s_draws / 10, s_draws);
    }

    private static void Call<T>(LinearNetwork<T> network, Method method, Span<byte> inputs, Span<byte> targets, Span<byte> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> numbers = MemoryMarshal.Cast<byte, T>(inputs);
        Span<T> values = MemoryMarshal.Cast<byte, T>(targets);
        Span<int> classes = MemoryMarshal.Cast<byte, int>(targets);
        Span<T> results = MemoryMarshal.Cast<byte, T>(result);
        T scale = T.CreateChecked(0.25);
        switch (method)
        {
            case Method.Predict:
                network.Predict(numbers, results);
                break;
            case Method.PredictOnThreads:
                network.Predict(numbers, results, threads: 2);
                break;
            case Method.PredictBytes:
                network.PredictBytes(inputs, results, scale);
                break;
            case Method.Gradient:
                network.Gradient(numbers, values, results);
                break;
            case Method.GradientOfBytes:
                network.GradientFromBytes(inputs, values, results, scale);
                break;
            case Method.GradientOfClasses:
                ClassTargets.Gradient(network, numbers, classes, results);
                break;
            default:
                ClassTargets.GradientFromBytes(network, inputs, classes, results, scale);
                break;
        }
    }

    private static void Fill<T>(Random random, Span<byte> memory, bool withBytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (withBytes)
        {
            random.NextBytes(memory);
            return;
        }

        foreach (ref T value in MemoryMarshal.Cast<byte, T>(memory))
        {
            value = T.CreateChecked(random.Next(-8, 9));
        }
    }
}

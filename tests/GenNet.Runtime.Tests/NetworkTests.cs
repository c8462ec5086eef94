using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>What the runtime adds to a network, seen through one of plain loops.</summary>
public sealed class NetworkTests
{
    [Fact]
    public void Parameters_are_copied_in_and_out_in_mathematical_order()
    {
        var network = new LinearNetwork<double>(inputs: 2, outputs: 3);
        double[] parameters = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        network.CopyParametersFrom(parameters);
        double[] outputs = new double[3];
        network.Predict([10, 100], outputs);
        Assert.Equal([417, 528, 639], outputs);
        Assert.Equal(parameters, network.ToParameters());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Predict_on_threads_gives_the_bits_of_one_thread(int threads)
    {
        var network = new LinearNetwork<float>(inputs: 5, outputs: 3, samplesPerPass: 7);
        float[] inputs = Numbers(5 * 101, 1);
        float[] expected = new float[3 * 101];
        float[] actual = new float[3 * 101];
        network.Predict(inputs, expected);
        network.Predict(inputs, actual, threads);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(12)]
    [InlineData(30)]
    public void No_pass_has_less_than_a_tile_but_the_only_one(int samplesPerPass)
    {
        var passes = new List<int>();
        var network = new LinearNetwork<float>(2, 3, samplesPerPass: samplesPerPass) { OnForward = passes.Add };
        for (int samples = 2; samples < 5 * samplesPerPass; samples++)
        {
            passes.Clear();
            network.Predict(Numbers(2 * samples, 1), new float[3 * samples]);
            Assert.Equal(samples, passes.Sum());
            Assert.All(passes, pass => Assert.InRange(pass, Math.Min(6, samples), samplesPerPass));

            // What begins with a pass for a thread begins with one where all are on one thread.
            var starts = new HashSet<int>(passes.Select((_, i) => passes.Take(i).Sum()));
            Assert.All(Enumerable.Range(0, NetworkLayout.PassesOf(samples, samplesPerPass)), part => Assert.Contains(part * samplesPerPass, starts));
        }
    }

    [Fact]
    public void Other_numbers_than_float_and_double_are_refused_before_anything_is_computed()
    {
        Assert.Contains(
            "Linear computes in System.Half, but networks compute in float or double",
            Assert.Throws<NotSupportedException>(() => new LinearNetwork<Half>(1, 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new LinearNetwork<NFloat>(1, 1));
        Assert.Throws<NotSupportedException>(() => new StoredNetwork<Half>(new LinearNetwork<float>(1, 1).Layout, seed: 1));
    }

    [Fact]
    public void Classify_names_the_largest_output()
    {
        var network = new LinearNetwork<float>(inputs: 1, outputs: 4);
        network.CopyParametersFrom([0, 0, 0, 0, 3, 9, 4, 9]);
        Assert.Equal(1, network.Classify([1]));
    }

    [Fact]
    public void ClassifyEach_names_what_Classify_does()
    {
        var network = new LinearNetwork<float>(inputs: 3, outputs: 4, scoring: Scoring.Largest, samplesPerPass: 12);
        float[] inputs = Numbers(3 * 50, 2);
        int[] classes = new int[50];
        network.Classify(inputs, classes);
        Assert.Equal(classes, network.ClassifyEach(inputs));
        Assert.True(classes.Distinct().Count() > 1);
    }

    [Fact]
    public void Classify_takes_more_outputs_than_a_stack_holds()
    {
        var network = new LinearNetwork<double>(inputs: 1, outputs: 5000);
        double[] parameters = new double[10_000];
        parameters[5000 + 4321] = 1;
        network.CopyParametersFrom(parameters);
        Assert.Equal(4321, network.Classify([1]));
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Several_passes_give_the_gradient_of_one(Reduction reduction)
    {
        var inOnePass = new LinearNetwork<double>(inputs: 4, outputs: 3, reduction);
        var inPasses = new LinearNetwork<double>(inputs: 4, outputs: 3, reduction, samplesPerPass: 5);
        double[] inputs = Array.ConvertAll(Numbers(4 * 23, 2), value => (double)value);
        double[] targets = Array.ConvertAll(Numbers(3 * 23, 3), value => (double)value);
        double[] one = new double[15];
        double[] several = new double[15];
        double oneLoss = inOnePass.Gradient(inputs, targets, one);
        double severalLoss = inPasses.Gradient(inputs, targets, several);
        Assert.Equal(oneLoss, severalLoss, 1e-12);
        for (int i = 0; i < one.Length; i++)
        {
            Assert.Equal(one[i], several[i], 1e-12);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5)]
    public void A_step_of_gradient_descent_follows_the_gradient(int samplesPerPass)
    {
        var network = new LinearNetwork<double>(inputs: 4, outputs: 3, samplesPerPass: samplesPerPass);
        double[] inputs = Array.ConvertAll(Numbers(4 * 23, 2), value => (double)value);
        double[] targets = Array.ConvertAll(Numbers(3 * 23, 3), value => (double)value);
        double[] before = network.ToParameters();
        double[] gradient = new double[15];
        double loss = network.Gradient(inputs, targets, gradient);
        Assert.Equal(before, network.ToParameters());
        Assert.Equal(loss, network.TrainStep(inputs, targets, new Sgd(0.25)));
        double[] after = network.ToParameters();
        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i] - (0.25 * gradient[i]), after[i], 1e-14);
        }
    }

    [Fact]
    public void Training_leaves_the_padding_zero()
    {
        var network = new LinearNetwork<float>(inputs: 4, outputs: 3);
        network.TrainStep(Numbers(4, 2), Numbers(3, 3), new Sgd(0.25));
        int stride = network.Layout.Tensors[0].PanelWidth;
        for (int row = 0; row < 5; row++)
        {
            Assert.All(
                network.Storage.Slice((row * stride) + 3, stride - 3).ToArray(),
                padding => Assert.Equal(0, BitConverter.SingleToInt32Bits(padding)));
        }
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)random.NextDouble() - 0.5f;
        }

        return numbers;
    }
}

using System;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>Lengths that do not fit are refused with the numbers.</summary>
public sealed class BatchShapeTests
{
    private readonly LinearNetwork<float> _network = new(inputs: 3, outputs: 2);

    [Fact]
    public void Inputs_that_are_no_whole_number_of_samples_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => _network.Predict(new float[7], new float[4]));
        Assert.StartsWith(
            "inputs has 7 values, which is no whole number of samples: Linear takes 3 values a sample.", exception.Message);
    }

    [Fact]
    public void Outputs_of_another_number_of_samples_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>("outputs", () => _network.Predict(new float[6], new float[5]));
        Assert.StartsWith(
            "inputs has 2 samples, so outputs must have 4 values (2 a sample), but it has 5.", exception.Message);
    }

    [Fact]
    public void Targets_of_another_number_of_samples_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>(
            "targets", () => _network.TrainStep(new float[3], new float[3], new Sgd(1)));
        Assert.StartsWith(
            "inputs has 1 sample, so targets must have 2 values (2 a sample), but it has 3.", exception.Message);
    }

    [Fact]
    public void Training_on_no_samples_is_refused_and_predicting_none_is_fine()
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => _network.TrainStep([], [], new Sgd(1)));
        Assert.StartsWith("inputs is empty: Linear needs at least one sample to learn from.", exception.Message);
        Assert.Throws<ArgumentException>("inputs", () => _network.Gradient([], [], new float[8]));
        _network.Predict([], []);
        _network.Predict([], [], threads: 4);
    }

    [Fact]
    public void Outputs_over_the_inputs_of_later_samples_are_refused()
    {
        float[] memory = new float[20];
        var exception = Assert.Throws<ArgumentException>(
            "outputs", () => _network.Predict(memory.AsSpan(0, 9), memory.AsSpan(8, 6)));
        Assert.StartsWith("outputs overlaps inputs: give several samples an output span of their own.", exception.Message);
        Assert.Throws<ArgumentException>("outputs", () => _network.Predict(memory.AsSpan(0, 9), memory.AsSpan(8, 6), 2));
        _network.Predict(memory.AsSpan(0, 9), memory.AsSpan(9, 6));
    }

    [Fact]
    public void Parameters_of_another_count_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>("destination", () => _network.CopyParametersTo(new float[7]));
        Assert.StartsWith("Linear has 8 parameters, but destination has 7 values.", exception.Message);
        Assert.Throws<ArgumentException>("source", () => _network.CopyParametersFrom(new float[9]));
        Assert.Throws<ArgumentException>("gradient", () => _network.Gradient(new float[3], new float[2], new float[9]));
    }

    [Fact]
    public void Classify_takes_one_sample()
    {
        var exception = Assert.Throws<ArgumentException>("input", () => _network.Classify(new float[6]));
        Assert.StartsWith("Classify takes one sample of 3 values, but input has 6.", exception.Message);
    }

    [Fact]
    public void Methods_that_count_samples_by_the_inputs_alone_say_what_does_not_fit()
    {
        string part = "inputs has 7 values, which is no whole number of samples: Linear takes 3 values a sample.";
        Assert.StartsWith(part, Assert.Throws<ArgumentException>("inputs", () => _network.Predict(new float[7])).Message);
        Assert.StartsWith(part, Assert.Throws<ArgumentException>("inputs", () => _network.Classify(new float[7], new int[2])).Message);
        Assert.StartsWith(
            "inputs has 2 samples of 3 values, but classes has room for 3: give it 2.",
            Assert.Throws<ArgumentException>("classes", () => _network.Classify(new float[6], new int[3])).Message);
        Assert.Empty(_network.Predict([]));
        _network.Classify([], []);
        Assert.StartsWith(part, Assert.Throws<ArgumentException>("inputs", () => _network.ClassifyEach(new float[7])).Message);
        Assert.Empty(_network.ClassifyEach([]));
    }

    [Fact]
    public void Predict_on_no_threads_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => _network.Predict(new float[3], new float[2], 0));

    [Fact]
    public void Samples_are_counted_without_a_division_as_with_one()
    {
        var random = new Random(12);
        for (int i = 0; i < 20_000; i++)
        {
            // Sizes and lengths of every magnitude, and lengths on both sides of a whole number of samples.
            int size = Math.Max(1, (int)(random.NextInt64(1L << 31) >> random.Next(31)));
            int drawn = (int)(random.NextInt64(1L << 31) >> random.Next(31));
            int whole = drawn / size * size;
            NetworkLayout layout = Layouts.Network("Counted", size, outputs: 1, layers: [], tensors: [], storageLength: 0);
            foreach (int length in new[] { drawn, whole, Math.Max(whole - 1, 0), (int)Math.Min((long)whole + size, int.MaxValue), int.MaxValue, 0, size })
            {
                Assert.True(length / size == layout.WholeSamples(length), $"{length} / {size} is not {layout.WholeSamples(length)}");
            }
        }
    }
}

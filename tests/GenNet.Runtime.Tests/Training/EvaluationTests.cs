using System;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Loss and accuracy over a data set.</summary>
public sealed class EvaluationTests
{
    [Theory]
    [InlineData(new float[] { 1, 3, 2 }, 1)]
    [InlineData(new float[] { 3, 3, 2 }, 0)]
    [InlineData(new float[] { -2, -1, -1 }, 1)]
    [InlineData(new[] { float.NaN, 1, 2 }, 2)]
    [InlineData(new[] { 5, float.NaN, 2 }, 0)]
    [InlineData(new[] { 1, 5, float.NaN }, 1)]
    [InlineData(new[] { float.NaN, float.NaN }, 0)]
    [InlineData(new[] { float.NaN, float.NegativeInfinity }, 1)]
    [InlineData(new[] { 1, float.PositiveInfinity }, 1)]
    [InlineData(new float[] { 7 }, 0)]
    public void The_largest_is_the_first_of_equals_and_never_NaN_unless_all_are(float[] values, int index)
    {
        Assert.Equal(index, Evaluation.IndexOfLargest<float>(values));
        Assert.Equal(index, Evaluation.IndexOfLargest<double>(Array.ConvertAll(values, value => (double)value)));
    }

    [Theory]
    [InlineData(Reduction.Mean, 1000)]
    [InlineData(Reduction.Mean, 2)]
    [InlineData(Reduction.Sum, 1000)]
    [InlineData(Reduction.Sum, 3)]
    public void Several_outputs_are_compared_by_their_largest(Reduction reduction, int samplesPerPass)
    {
        // The outputs are (x, 1 − x): right for samples 0 and 1, wrong for sample 2, right for 3.
        var dataset = new Dataset(
            [[0.25f], [1f], [0.75f], [0f]],
            [[0, 1], [1, 0], [0, 1], [0, 1]]);
        double[] losses = [0.0625, 0, 0.5625, 0];
        double sum = 0.625;
        Assert.Equal(sum, losses[0] + losses[1] + losses[2] + losses[3]);

        var single = new LinearNetwork<float>(1, 2, reduction, samplesPerPass);
        single.CopyParametersFrom([1, -1, 0, 1]);
        var twin = new LinearNetwork<double>(1, 2, reduction, samplesPerPass);
        twin.CopyParametersFrom([1, -1, 0, 1]);
        var expected = new Evaluation(reduction == Reduction.Mean ? sum / 4 : sum, 0.75);
        Assert.Equal(expected, single.Evaluate(dataset));
        Assert.Equal(expected, twin.Evaluate(dataset));
    }

    [Fact]
    public void One_output_is_right_within_a_half()
    {
        var network = new LinearNetwork<double>(1, 1);
        network.CopyParametersFrom([1, 0]);
        var dataset = new Dataset([[0.49f], [0.5f], [0.51f], [float.NaN]], [[0], [0], [1], [1]]);
        Evaluation evaluation = network.Evaluate(dataset);
        Assert.Equal(0.5, evaluation.Accuracy);
        Assert.True(double.IsNaN(evaluation.Loss));
    }

    [Fact]
    public void More_samples_than_a_pass_ever_takes_are_all_counted()
    {
        var network = new LinearNetwork<double>(1, 1, samplesPerPass: int.MaxValue);
        network.CopyParametersFrom([0, 0]);
        float[] targets = new float[5000];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = i % 2;
        }

        Assert.Equal(new Evaluation(0.25, 0.5), network.Evaluate(new Dataset(new float[5000], targets, 1, 1)));
    }

    [Fact]
    public void A_data_set_of_other_sizes_is_refused()
    {
        var network = new LinearNetwork<float>(2, 1);
        var exception = Assert.Throws<ArgumentException>("dataset", () => network.Evaluate(new Dataset([[1, 2, 3]], [[1]])));
        Assert.StartsWith(
            "dataset has samples of 3 inputs and 1 targets, but Linear takes 2 inputs and yields 1 outputs.", exception.Message);
        exception = Assert.Throws<ArgumentException>("dataset", () => network.Evaluate(new Dataset([[1, 2]], [[1]]).Take(0)));
        Assert.StartsWith("dataset is empty: Linear needs at least one sample.", exception.Message);
        Assert.Throws<ArgumentNullException>("dataset", () => network.Evaluate(null!));
    }
}

using System;
using GenNet.Runtime.Tests.Networks;
using GenNet.Training;
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
        Assert.Equal(index, ClassReading.IndexOfLargest<float>(values));
        Assert.Equal(index, ClassReading.IndexOfLargest<double>(Array.ConvertAll(values, value => (double)value)));
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
    public void One_output_is_yes_above_the_threshold_in_Classify_and_in_Evaluate()
    {
        var network = new LinearNetwork<double>(1, 1);
        network.CopyParametersFrom([1, 0]);
        float[][] inputs = [[0.49f], [0.5f], [0.51f], [float.NaN]];
        Evaluation evaluation = network.Evaluate(new Dataset(inputs, [[0], [0], [1], [1]]));
        Assert.Equal(0.75, evaluation.Accuracy);
        Assert.True(double.IsNaN(evaluation.Loss));
        Assert.Equal([0, 0, 1, 0], Array.ConvertAll(inputs, input => network.Classify([input[0]])));
    }

    [Fact]
    public void Outputs_that_are_NaN_are_never_right()
    {
        foreach (Scoring scoring in new[] { Scoring.Largest, Scoring.Labels, Scoring.Nearest, Scoring.Logits })
        {
            foreach (int outputs in new[] { 1, 2, 3 })
            {
                var network = new LinearNetwork<float>(1, outputs, scoring: scoring);
                float[] zeros = new float[20];
                float[] labels = new float[20 * outputs];
                for (int i = 0; i < 20; i++)
                {
                    labels[(i * outputs) + (i % outputs)] = i % 2;
                }

                network.CopyParametersFrom([.. new float[outputs], .. new float[outputs]]);
                Assert.InRange(network.Evaluate(new Dataset(zeros, labels, 1, outputs)).Accuracy, 0.1, 1);
                float[] parameters = new float[2 * outputs];
                Array.Fill(parameters, float.NaN);
                network.CopyParametersFrom(parameters);
                Assert.Equal(0, network.Evaluate(new Dataset(zeros, labels, 1, outputs)).Accuracy);
            }
        }
    }

    [Theory]
    [InlineData(Scoring.Nearest, 0.5, true, true)]
    [InlineData(Scoring.Nearest, 0, false, true)]
    [InlineData(Scoring.Logits, 0, true, true)]
    [InlineData(Scoring.None, 0.5, false, false)]
    public void Targets_that_are_no_labels_make_a_regression(Scoring scoring, double threshold, bool zeroOne, bool minusOneOne)
    {
        var network = new LinearNetwork<float>(1, 1, scoring: scoring, threshold: threshold);
        bool HasAccuracy(params float[] targets) =>
            network.Evaluate(new Dataset(new float[targets.Length], targets, 1, 1)).HasAccuracy;
        Assert.Equal(zeroOne, HasAccuracy(0, 1, 1, 0));
        Assert.Equal(minusOneOne, HasAccuracy(1, -1, 1, -1));
        Assert.Equal(zeroOne, HasAccuracy(0, 0));
        Assert.False(HasAccuracy(0, 1, 0.5f));
        Assert.False(HasAccuracy(0, 1, -1));
        Assert.False(HasAccuracy(0, 1, float.NaN));
        Assert.False(HasAccuracy(0, 1, 2));
        Assert.False(HasAccuracy(0.25f, 0.75f));
    }

    [Fact]
    public void A_number_that_is_no_class_is_not_classified()
    {
        var network = new LinearNetwork<float>(1, 1, scoring: Scoring.None);
        Assert.Equal(
            "Linear yields a number and no class: Loss.HalfSquaredError is the loss of a regression. Read the number with Predict.",
            Assert.Throws<InvalidOperationException>(() => network.Classify([1])).Message);
        Assert.InRange(new LinearNetwork<float>(1, 2, scoring: Scoring.None).Classify([1]), 0, 1);
    }

    [Fact]
    public void Labels_are_counted_one_by_one_unless_each_sample_has_one_class()
    {
        // The outputs are the inputs.
        var network = new LinearNetwork<float>(2, 2);
        network.CopyParametersFrom([1, 0, 0, 1, 0, 0]);
        float[][] inputs = [[0.4f, 0.3f], [0.9f, 0.6f]];
        Assert.Equal(0.5, network.Evaluate(new Dataset(inputs, [[1, 0], [0, 1]])).Accuracy);
        Assert.Equal(0.75, network.Evaluate(new Dataset(inputs, [[1, 0], [1, 1]])).Accuracy);
    }

    /// <summary>Ten sigmoids with binary cross-entropy are declared like this: each output by itself is yes above ½.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    public void One_class_each_is_what_Classify_names_even_where_outputs_are_labels(float no, double threshold)
    {
        // The outputs are the inputs. Of ten labels of a sample, nine are no and easily right.
        const int Classes = 10;
        const int Samples = 50;
        var network = new LinearNetwork<float>(Classes, Classes, scoring: Scoring.Labels, threshold: threshold);
        float[] parameters = new float[network.Layout.ParameterCount];
        for (int i = 0; i < Classes; i++)
        {
            parameters[(i * Classes) + i] = 1;
        }

        network.CopyParametersFrom(parameters);
        float[] inputs = new float[Samples * Classes];
        float[] targets = new float[Samples * Classes];
        Array.Fill(targets, no);
        int right = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            // The largest output is the right one in three samples of five, in one of them below the threshold.
            Span<float> input = inputs.AsSpan(sample * Classes, Classes);
            int hot = sample % Classes;
            input.Fill((float)threshold - 0.2f);
            input[hot] = (float)threshold + (sample % 5 is 0 or 1 ? 0.1f : -0.1f);
            input[(hot + 3) % Classes] = (float)threshold + (sample % 5 is 3 or 4 ? 0.3f : -0.15f);
            targets[(sample * Classes) + hot] = 1;
            right += network.Classify(input) == hot ? 1 : 0;
        }

        Assert.Equal(Samples * 3 / 5, right);
        Assert.Equal((double)right / Samples, network.Evaluate(new Dataset(inputs, targets, Classes, Classes)).Accuracy);

        // One sample with two labels, and they are labels: of its decisions all are right but those two.
        float[] several = [.. targets];
        several[5] = 1;
        Assert.Equal(LabelsRight(several), network.Evaluate(new Dataset(inputs, several, Classes, Classes)).Accuracy);
        Assert.NotEqual((double)right / Samples, LabelsRight(several));

        // One sample with none.
        float[] none = [.. targets];
        none[0] = no;
        Assert.Equal(LabelsRight(none), network.Evaluate(new Dataset(inputs, none, Classes, Classes)).Accuracy);

        // One target that is neither yes nor no.
        float[] smoothed = [.. targets];
        smoothed[0] = 0.9f;
        Assert.Equal(LabelsRight(smoothed), network.Evaluate(new Dataset(inputs, smoothed, Classes, Classes)).Accuracy);

        double LabelsRight(float[] labels)
        {
            int labelsRight = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                labelsRight += inputs[i] > threshold == labels[i] > threshold ? 1 : 0;
            }

            return (double)labelsRight / labels.Length;
        }
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
            "dataset has samples of 3 inputs and 1 target, but Linear takes 2 inputs and yields 1 output.", exception.Message);
        exception = Assert.Throws<ArgumentException>("dataset", () => network.Evaluate(new Dataset([[1, 2]], [[1]]).Take(0)));
        Assert.StartsWith("dataset is empty: Linear needs at least one sample.", exception.Message);
        Assert.Throws<ArgumentNullException>("dataset", () => network.Evaluate(null!));
    }
}

using System;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Evaluating;

/// <summary>What a report says of outputs that are few enough to count by hand, and how it prints.</summary>
public sealed class ReportTests
{
    [Fact]
    public void A_classification_prints_as_a_table()
    {
        // Of a: one right, one taken for b. Of b: right. Of c: taken for a.
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(3, Scoring.Largest);
        var dataset = new Dataset([[0.5f, 0.25f, 0.25f], [0.25f, 0.75f, 0], [0, 1, 0], [0.5f, 0.25f, 0.25f]], [0, 0, 1, 2]);
        ClassificationReport report = network.EvaluateClasses(dataset, new EvaluationOptions { Names = ["ant", "bee", "cat"] });
        Assert.Equal(0.5, report.Accuracy);
        Assert.Equal((0, 1, 1), report.ConfusionMatrix!.Worst());
        Assert.Equal(
            """
            Linear on 4 samples: loss 0.2969, accuracy 50.00 %
            log loss 0.8664, ROC AUC 0.8194, calibration error 0.1875

                              precision  recall      F1  ROC AUC  support
            ant                  0.5000  0.5000  0.5000   0.6250        2
            bee                  0.5000  1.0000  0.6667   1.0000        1
            cat                  0.0000  0.0000  0.0000   0.8333        1

            micro average        0.5000  0.5000  0.5000                 4
            macro average        0.3333  0.5000  0.3889   0.8194        4
            weighted average     0.3750  0.5000  0.4167   0.7708        4

            is \ said  ant  bee  cat
            ant          1    1    ·   50.0 %
            bee          ·    1    ·  100.0 %
            cat          1    ·    ·    0.0 %

            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Fact]
    public void A_regression_prints_as_a_line_or_a_table()
    {
        LinearNetwork<float> one = ReportGoldenTests.Identity<float>(1, Scoring.Nearest);
        Assert.Equal(
            "Linear on 4 samples: loss 0.5, MAE 0.5, RMSE 1, R² -0.4545\n",
            one.Report(new Dataset([[2f], [2], [5], [4]], [[2f], [2], [3], [4]])).ToString());
        LinearNetwork<float> two = ReportGoldenTests.Identity<float>(2, Scoring.None);
        Assert.Equal(
            """
            Linear on 2 samples: loss 0.25, MAE 0.25, RMSE 0.3536, R² 0.5000

                    MAE    RMSE      R²
            width   0.5  0.7071  0.0000
            height    0       0  1.0000

            """.ReplaceLineEndings("\n"),
            two.EvaluateRegression(
                new Dataset([[3f, 1], [4, 1]], [[3f, 1], [3, 1]]), new EvaluationOptions { Names = ["width", "height"] }).ToString());
    }

    [Fact]
    public void What_fits_the_loss_and_the_targets_is_reported()
    {
        var numbers = new Dataset([[1f], [2]], [[1.5f], [2]]);
        LinearNetwork<float> network = ReportGoldenTests.Identity<float>(1, Scoring.Nearest);
        Assert.IsType<RegressionReport>(network.Report(numbers));
        Assert.IsType<ClassificationReport>(network.Report(new Dataset([[1f], [0]], [[1f], [0]])));
        Assert.IsType<RegressionReport>(ReportGoldenTests.Identity<float>(1, Scoring.None).Report(new Dataset([[1f], [0]], [[1f], [0]])));
        Assert.Equal(
            "Linear decides nothing on this data set: its targets are numbers, not labels that are 0 and 1. Take EvaluateRegression.",
            Assert.Throws<InvalidOperationException>(() => network.EvaluateClasses(numbers)).Message);
        Assert.Equal(
            "Linear decides nothing on this data set: Loss.HalfSquaredError is the loss of a regression. Take EvaluateRegression.",
            Assert.Throws<InvalidOperationException>(() => ReportGoldenTests.Identity<float>(1, Scoring.None).EvaluateClasses(numbers)).Message);
    }

    [Fact]
    public void Outputs_that_are_NaN_are_in_no_column_and_never_right()
    {
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(2, Scoring.Largest);
        ClassificationReport report = network.EvaluateClasses(new Dataset([[0.75f, 0.25f], [float.NaN, 0.5f]], [0, 1]));
        Assert.Equal(0.5, report.Accuracy);
        Assert.Equal(1, report.ConfusionMatrix![0, 0]);
        Assert.Equal(0, report.ConfusionMatrix[1, 0] + report.ConfusionMatrix[1, 1]);
        Assert.Equal(0.5, report.TopAccuracy(2));
        Assert.True(double.IsNaN(report.LogLoss) && double.IsNaN(report.CalibrationError) && double.IsNaN(report.RocAuc));
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_have_no_log_loss()
    {
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(2, Scoring.Largest);
        float[][] logarithms = [[MathF.Log(0.75f), MathF.Log(0.25f)], [MathF.Log(0.5f), MathF.Log(0.5f)]];
        Assert.True(double.IsNaN(network.EvaluateClasses(new Dataset([[3f, 1], [0, 1]], [0, 1])).LogLoss));
        Assert.Equal(1, network.EvaluateClasses(new Dataset([[3f, 1], [0, 2]], [0, 1])).RocAuc);
        Assert.Equal(
            (-Math.Log(0.75) - Math.Log(0.5)) / 2, network.EvaluateClasses(new Dataset(logarithms, [0, 1])).LogLoss, 1e-6);
    }

    [Fact]
    public void Class_weights_count_as_samples_that_come_several_times()
    {
        var random = new Random(5);
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(3, Scoring.Largest);
        float[][] outputs = [.. Enumerable.Range(0, 30).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];
        int[] labels = [.. outputs.Select((_, i) => i % 3)];
        int[] repeated = [.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(i, labels[i] + 1))];
        var dataset = new Dataset(outputs, labels);
        ClassificationReport weighted = network.EvaluateClasses(dataset, new EvaluationOptions { ClassWeights = [1, 2, 3] });
        ClassificationReport several = network.EvaluateClasses(dataset.Select(repeated));
        Assert.Equal(several.Accuracy, weighted.Accuracy, 1e-12);
        Assert.Equal(several.RocAuc, weighted.RocAuc, 1e-12);
        Assert.Equal(several.MacroAverage.F1, weighted.MacroAverage.F1, 1e-12);
        Assert.Equal(several.Loss * 2, weighted.Loss, 1e-12);
        Assert.Equal(several.ConfusionMatrix!.ToString(), weighted.ConfusionMatrix!.ToString());
    }

    [Fact]
    public void A_sample_of_weight_zero_may_hold_anything()
    {
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(2, Scoring.Largest);
        var options = new EvaluationOptions { SampleWeights = [1, 0, 1] };
        ClassificationReport report = network.EvaluateClasses(new Dataset([[0.75f, 0.25f], [float.NaN, float.NaN], [0.25f, 0.75f]], [0, 1, 1]), options);
        Assert.Equal(1, report.Accuracy);
        Assert.Equal(1, report.RocAuc);
        Assert.True(double.IsFinite(report.Loss));
    }

    [Fact]
    public void Weights_and_names_that_do_not_fit_are_refused_with_the_numbers()
    {
        LinearNetwork<double> network = ReportGoldenTests.Identity<double>(2, Scoring.Largest);
        var dataset = new Dataset([[0.75f, 0.25f]], [0], classes: 2);
        Assert.StartsWith(
            "Names has 3 names, but there are 2 classes. Give one name for each.",
            Assert.Throws<ArgumentException>(() => network.Report(dataset, new EvaluationOptions { Names = ["a", "b", "c"] })).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "SampleWeights has 2 weights, but the data set has 1 sample.",
            Assert.Throws<ArgumentException>(() => network.Report(dataset, new EvaluationOptions { SampleWeights = [1, 2] })).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "SampleWeights are 0 for every sample, so that there is nothing to report. Give those that count a weight above 0.",
            Assert.Throws<ArgumentException>(() => network.EvaluateClasses(dataset, new EvaluationOptions { SampleWeights = [0] })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EvaluationOptions { ClassWeights = [-1] });
        ClassificationReport report = network.EvaluateClasses(dataset);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.TopAccuracy(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => report.ConfusionMatrix![0, 2]);
    }
}

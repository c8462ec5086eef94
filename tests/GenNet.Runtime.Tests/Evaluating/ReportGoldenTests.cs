using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Evaluating;

/// <summary>Every metric is that of scikit-learn 1.2, with weights and without (<c>Training/Goldens/make_metric_goldens.py</c>).</summary>
public sealed class ReportGoldenTests
{
    private const double Tolerance = 1e-12;

    private static readonly Lazy<JsonElement[]> s_cases = new(Read);

    public static TheoryData<string> Names => [.. s_cases.Value.Select(golden => golden.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_agrees(string name) => Compare<double>(name, Tolerance);

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees(string name) => Compare<float>(name, 1e-6);

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement golden = s_cases.Value.Single(element => element.GetProperty("name").GetString() == name);
        string kind = golden.GetProperty("kind").GetString()!;
        float[][] outputs = golden.GetProperty("outputs").Deserialize<float[][]>()!;
        Dataset dataset = golden.TryGetProperty("labels", out JsonElement labels)
            ? new Dataset(outputs, labels.Deserialize<int[]>()!)
            : new Dataset(outputs, golden.GetProperty("targets").Deserialize<float[][]>()!);
        var network = Identity<T>(outputs[0].Length, kind switch
        {
            "classes" => Scoring.Largest,
            "numbers" => Scoring.None,
            _ => Scoring.Labels,
        });
        var options = new EvaluationOptions { SampleWeights = golden.GetProperty("weights").Deserialize<double[]?>() };
        if (kind == "numbers")
        {
            var report = Assert.IsType<RegressionReport>(network.Report(dataset, options));
            Same(golden, "mae", report.MeanAbsoluteError, tolerance);
            Same(golden, "rmse", report.RootMeanSquaredError, tolerance);
            Same(golden, "r2", report.RSquared, tolerance);
            Same(golden, "maes", report.Outputs.Select(output => output.MeanAbsoluteError), tolerance);
            Same(golden, "rmses", report.Outputs.Select(output => output.RootMeanSquaredError), tolerance);
            Same(golden, "r2s", report.Outputs.Select(output => output.RSquared), tolerance);
            return;
        }

        var classes = Assert.IsType<ClassificationReport>(network.Report(dataset, options));
        Same(golden, "accuracy", classes.Accuracy, tolerance);
        Same(golden, "exact", classes.ExactMatch, tolerance);
        Same(golden, "logLoss", classes.LogLoss, tolerance);
        Same(golden, "rocAuc", classes.RocAuc, tolerance);
        Same(golden, "rocAucs", classes.Classes.Select(scores => scores.RocAuc), tolerance);
        Same(golden, "calibration", classes.CalibrationError, tolerance);
        double[][] scores = golden.GetProperty("classes").Deserialize<double[][]>()!;
        for (int i = 0; i < scores.Length; i++)
        {
            ClassScores actual = classes.Classes[i];
            Same(scores[i], [actual.Precision, actual.Recall, actual.F1, actual.Support], tolerance);
        }

        foreach ((string average, ClassScores actual) in new[]
        {
            ("micro", classes.MicroAverage), ("macro", classes.MacroAverage), ("weighted", classes.WeightedAverage),
        })
        {
            Same(golden.GetProperty(average).Deserialize<double[]>()!, [actual.Precision, actual.Recall, actual.F1], tolerance);
        }

        if (golden.TryGetProperty("top", out JsonElement top))
        {
            Same(top.Deserialize<double[]>()!, [classes.TopAccuracy(1), classes.TopAccuracy(2)], tolerance);
            Assert.Equal(1, classes.TopAccuracy(100), tolerance);
        }

        if (golden.TryGetProperty("matrix", out JsonElement matrix))
        {
            double[][] rows = matrix.Deserialize<double[][]>()!;
            for (int i = 0; i < rows.Length; i++)
            {
                Same(rows[i], [.. Enumerable.Range(0, rows.Length).Select(j => classes.ConfusionMatrix![i, j])], tolerance);
            }
        }
        else
        {
            Assert.True(classes.AreLabels);
            Assert.Null(classes.ConfusionMatrix);
        }
    }

    /// <summary>A network whose outputs are its inputs.</summary>
    internal static LinearNetwork<T> Identity<T>(int size, Scoring scoring)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new LinearNetwork<T>(size, size, scoring: scoring, samplesPerPass: 7);
        var parameters = new T[(size * size) + size];
        for (int i = 0; i < size; i++)
        {
            parameters[(i * size) + i] = T.One;
        }

        network.CopyParametersFrom(parameters);
        return network;
    }

    private static void Same(JsonElement golden, string name, double actual, double tolerance) =>
        Same([golden.GetProperty(name).GetDouble()], [actual], tolerance);

    private static void Same(JsonElement golden, string name, System.Collections.Generic.IEnumerable<double> actual, double tolerance) =>
        Same(golden.GetProperty(name).Deserialize<double[]>()!, [.. actual], tolerance);

    private static void Same(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static JsonElement[] Read()
    {
        using Stream stream = typeof(ReportGoldenTests).Assembly.GetManifestResourceStream("Goldens/Metrics.json")!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }
}

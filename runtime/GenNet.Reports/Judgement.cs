using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace GenNet;

/// <summary>How a network does on a data set: what is taken for what, or how far its numbers are from the targets.</summary>
internal sealed class Judgement
{
    /// <summary>More dots than this in a chart hide each other.</summary>
    private const int MostDots = 1000;

    /// <summary>A chart has a colour for each of so many.</summary>
    private const int MostOutputs = 4;

    private const int MostClasses = 50;

    private Judgement(EvaluationReport report, Chart? residuals)
    {
        Residuals = residuals;
        Confusion = report is ClassificationReport { ConfusionMatrix: { ClassCount: <= MostClasses } matrix } ? matrix : null;
        (Heads, Rows) = report switch
        {
            ClassificationReport { Classes.Count: <= MostClasses } ofClasses =>
            (
                ["class", "precision", "recall", "F1", "samples"],
                [
                    .. ofClasses.Classes.Append(ofClasses.MacroAverage).Select(scores => (string[])
                    [
                        scores.Name, Written.Number(scores.Precision), Written.Number(scores.Recall), Written.Number(scores.F1), Written.Number(scores.Support),
                    ]),
                ]),
            RegressionReport regression =>
            (
                ["mean absolute error", "root mean squared error", "R²"],
                [[Written.Number(regression.MeanAbsoluteError), Written.Number(regression.RootMeanSquaredError), Written.Number(regression.RSquared)]]),
            _ => ((string[])[], (string[][])[]),
        };
    }

    public required Evaluation Evaluation { get; init; }

    /// <summary>What is measured beside loss and accuracy: the heads of a table.</summary>
    public string[] Heads { get; }

    /// <summary>The rows of that table.</summary>
    public string[][] Rows { get; }

    /// <summary>What samples of each class are taken for; null where there are no classes, or too many.</summary>
    public ConfusionMatrix? Confusion { get; }

    /// <summary>What was predicted over what is true; null where there are classes.</summary>
    public Chart? Residuals { get; }

    public static Judgement Of<T>(Network<T> network, Dataset dataset, IReadOnlyList<string> names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Evaluation evaluation = network.Evaluate(dataset);
        EvaluationReport report = network.Report(dataset, new EvaluationOptions { Names = names.Count > 0 ? names : null });
        Chart? residuals = report is RegressionReport regression && dataset.TargetSize == network.Layout.TargetSize ? Dots(network, dataset, regression.Outputs) : null;
        return new Judgement(report, residuals) { Evaluation = evaluation };
    }

    /// <summary>A dot for each sample and each of the first outputs, or of many samples for an even selection; of GaussianNll, for the means.</summary>
    private static Chart Dots<T>(Network<T> network, Dataset dataset, IReadOnlyList<OutputErrors> judged)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputSize = network.Layout.OutputSize;
        int targetSize = network.Layout.TargetSize;
        T[] outputs = network.Predict(Array.ConvertAll(dataset.Inputs.ToArray(), T.CreateTruncating));
        ReadOnlySpan<float> targets = dataset.Targets.Span;
        int shown = Math.Min(targetSize, MostOutputs);
        int step = (int)Math.Max(1, (long)dataset.Count * shown / MostDots);
        List<Series> series = [];
        for (int output = 0; output < shown; output++)
        {
            List<(double X, double Y)> points = [];
            for (int i = 0; i < dataset.Count; i += step)
            {
                points.Add((targets[(i * targetSize) + output], double.CreateTruncating(outputs[(i * outputSize) + output])));
            }

            series.Add(new Series(judged[output].Name, points, IsJoined: false));
        }

        return new Chart { Title = "Predicted over true", XName = "true", Series = series, HasDiagonal = true };
    }
}

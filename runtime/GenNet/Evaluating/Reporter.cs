using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Makes reports.</summary>
internal static class Reporter
{
    /// <summary>What the loss and the targets ask for.</summary>
    public static EvaluationReport Report<T>(Network<T> network, Dataset dataset, EvaluationOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scoring decided = Decide(network, dataset);
        return decided == Scoring.None
            ? ReportNumbers(network, dataset, options ?? new EvaluationOptions())
            : ReportClasses(network, dataset, options ?? new EvaluationOptions(), decided);
    }

    public static ClassificationReport Classes<T>(Network<T> network, Dataset dataset, EvaluationOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scoring decided = Decide(network, dataset);
        return decided != Scoring.None
            ? ReportClasses(network, dataset, options ?? new EvaluationOptions(), decided)
            : throw new InvalidOperationException(
                $"{network.Layout.Name} decides nothing on this data set: {WhyNumbers(network.Layout)}. Take EvaluateRegression.");
    }

    public static RegressionReport Regression<T>(Network<T> network, Dataset dataset, EvaluationOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Decide(network, dataset);
        return ReportNumbers(network, dataset, options ?? new EvaluationOptions());
    }

    private static Scoring Decide<T>(Network<T> network, Dataset dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        return ClassReading.Decide(network.Layout, dataset);
    }

    private static string WhyNumbers(NetworkLayout layout) => layout.Scoring == Scoring.None
        ? $"Loss.{layout.Loss} is the loss of a regression"
        : "its targets are numbers, not labels that are 0 and 1";

    private static ClassificationReport ReportClasses<T>(Network<T> network, Dataset dataset, EvaluationOptions options, Scoring decided)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var counter = new ClassificationCounter<T>(network.Layout, decided, dataset.Count);
        double loss = Evaluator.Run(network, dataset, Weighting(network, dataset, options), counter);
        return counter.Report(dataset, loss, options);
    }

    private static RegressionReport ReportNumbers<T>(Network<T> network, Dataset dataset, EvaluationOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] names = options.NamesFor(network.Layout.TargetSize, "output", dataset);
        var counter = new RegressionCounter<T>(network.Layout);
        double loss = Evaluator.Run(network, dataset, Weighting(network, dataset, options), counter);
        return new RegressionReport(network.Layout.Name, dataset.Count, loss, counter.Errors(names));
    }

    private static SampleWeighting? Weighting<T>(Network<T> network, Dataset dataset, EvaluationOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SampleWeighting.OfReport(network.Layout, dataset, options);
}

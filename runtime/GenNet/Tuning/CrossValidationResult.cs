using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Training;

namespace GenNet;

/// <summary>What a cross-validation found: the results of its parts, their means, and how far the parts are from them.</summary>
public sealed class CrossValidationResult
{
    internal CrossValidationResult(IReadOnlyList<FoldResult> folds)
    {
        Folds = folds;
        Loss = MeanAndDeviation.Of(folds.Select(fold => fold.Report.Loss));
        Accuracy = MeanAndDeviation.Of(folds.Select(fold => fold.Report is ClassificationReport classes ? classes.Accuracy : double.NaN));
        RSquared = MeanAndDeviation.Of(folds.Select(fold => fold.Report is RegressionReport numbers ? numbers.RSquared : double.NaN));
        MeanAbsoluteError = MeanAndDeviation.Of(folds.Select(fold => fold.Report is RegressionReport numbers ? numbers.MeanAbsoluteError : double.NaN));
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>The loss on what was not trained on.</summary>
    public MeanAndDeviation Loss { get; }

    /// <summary>The accuracy on what was not trained on; NaN for a regression.</summary>
    public MeanAndDeviation Accuracy { get; }

    /// <summary>R² on what was not trained on; NaN where there are classes.</summary>
    public MeanAndDeviation RSquared { get; }

    /// <summary>The mean absolute error on what was not trained on; NaN where there are classes.</summary>
    public MeanAndDeviation MeanAbsoluteError { get; }

    /// <summary>A table with a row for each part, and one for the means.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public override string ToString()
    {
        bool hasClasses = !double.IsNaN(Accuracy.Mean);
        var table = new TextTable(hasClasses
            ? ["fold", "samples", "loss", "accuracy", "macro F1"]
            : ["fold", "samples", "loss", "MAE", "R²"]);
        foreach (FoldResult fold in Folds)
        {
            (string first, string second) = fold.Report switch
            {
                ClassificationReport classes => (Percent(classes.Accuracy), classes.MacroAverage.F1.ToString("F4", CultureInfo.InvariantCulture)),
                RegressionReport numbers => (Printed.Loss(numbers.MeanAbsoluteError), numbers.RSquared.ToString("F4", CultureInfo.InvariantCulture)),
                _ => (string.Empty, string.Empty),
            };
            table.Add(
                fold.Fold.ToString(CultureInfo.InvariantCulture),
                fold.Report.SampleCount.ToString(CultureInfo.InvariantCulture),
                Printed.Loss(fold.Report.Loss),
                first,
                second);
        }

        table.Skip();
        table.Add(
            "mean",
            string.Empty,
            Printed.Loss(Loss.Mean),
            hasClasses ? Percent(Accuracy.Mean) : Printed.Loss(MeanAbsoluteError.Mean),
            hasClasses ? string.Empty : RSquared.Mean.ToString("F4", CultureInfo.InvariantCulture));
        table.Add(
            "deviation",
            string.Empty,
            Printed.Loss(Loss.Deviation),
            hasClasses ? Percent(Accuracy.Deviation) : Printed.Loss(MeanAbsoluteError.Deviation),
            hasClasses ? string.Empty : RSquared.Deviation.ToString("F4", CultureInfo.InvariantCulture));
        return table.ToString();
    }

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}

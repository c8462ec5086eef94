using System.Collections.Generic;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// How far the outputs of a regression are from their targets. With weights each sample counts by its own, as in scikit-learn, whose numbers these are:
/// means of all outputs' errors.
/// </summary>
public sealed class RegressionReport : EvaluationReport
{
    internal RegressionReport(string network, int samples, double loss, OutputErrors[] outputs)
        : base(network, samples, loss)
    {
        Outputs = outputs;
        foreach (OutputErrors output in outputs)
        {
            MeanAbsoluteError += output.MeanAbsoluteError / outputs.Length;
            RootMeanSquaredError += output.RootMeanSquaredError / outputs.Length;
            RSquared += output.RSquared / outputs.Length;
        }
    }

    /// <summary>The errors of each output; of <see cref="GenNet.Loss.GaussianNll"/> those of the means.</summary>
    public IReadOnlyList<OutputErrors> Outputs { get; }

    /// <summary>The mean of |a − t|.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The root of the mean of (a − t)², of each output, and of these the mean.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>The share of the targets' variance that is explained: 1 is perfect, 0 what their mean would do, and less is worse than that.</summary>
    public double RSquared { get; }

    /// <summary>A line with the loss and the errors, and where there are several outputs a table with a row for each.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public override string ToString()
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{NetworkName} on {Counted.Of(SampleCount, "sample")}: loss {Printed.Loss(Loss)}, MAE {MeanAbsoluteError:G4}, ")
            + string.Create(CultureInfo.InvariantCulture, $"RMSE {RootMeanSquaredError:G4}, R² {RSquared:F4}\n");
        if (Outputs.Count == 1)
        {
            return line;
        }

        var table = new TextTable(["", "MAE", "RMSE", "R²"]);
        foreach (OutputErrors output in Outputs)
        {
            table.Add(
                output.Name,
                output.MeanAbsoluteError.ToString("G4", CultureInfo.InvariantCulture),
                output.RootMeanSquaredError.ToString("G4", CultureInfo.InvariantCulture),
                output.RSquared.ToString("F4", CultureInfo.InvariantCulture));
        }

        return $"{line}\n{table}";
    }
}

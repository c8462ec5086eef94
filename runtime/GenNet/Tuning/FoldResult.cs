using System.Globalization;

namespace GenNet;

/// <summary>What one part of a cross-validation said.</summary>
public sealed class FoldResult
{
    internal FoldResult(int fold, Network network, TrainingHistory history, EvaluationReport report)
    {
        Fold = fold;
        Network = network;
        History = history;
        Report = report;
    }

    /// <summary>The number of the part, from 0.</summary>
    public int Fold { get; }

    /// <summary>The network that was trained on the other parts.</summary>
    public Network Network { get; }

    /// <summary>Its training.</summary>
    public TrainingHistory History { get; }

    /// <summary>How it does on this part.</summary>
    public EvaluationReport Report { get; }

    /// <summary>The part in words: <c>fold 0: loss 0.1234, accuracy 96.67 %</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        string result = Report switch
        {
            ClassificationReport classes => new Evaluation(Report.Loss, classes.Accuracy).ToString(),
            RegressionReport numbers => string.Create(
                CultureInfo.InvariantCulture, $"{new Evaluation(Report.Loss, double.NaN)}, MAE {numbers.MeanAbsoluteError:G4}, R² {numbers.RSquared:F4}"),
            _ => new Evaluation(Report.Loss, double.NaN).ToString(),
        };
        return string.Create(CultureInfo.InvariantCulture, $"fold {Fold}: {result}");
    }
}

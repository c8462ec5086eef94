using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// How well a network tells classes apart, or gives labels: accuracy, precision, recall, F1, the area under the receiver operating characteristic, log loss
/// and calibration. With weights each sample counts by its own, as in scikit-learn, whose numbers these are.
/// </summary>
public sealed class ClassificationReport : EvaluationReport
{
    /// <summary>More classes than this print as averages alone, and have no table of who is taken for whom.</summary>
    private const int MostPrinted = 40;

    private readonly double[] _ranks;
    private readonly double _weight;

    internal ClassificationReport(
        string network,
        int samples,
        double loss,
        bool areLabels,
        double accuracy,
        double exactMatch,
        ClassScores[] classes,
        ClassScores[] averages,
        double rocAuc,
        double logLoss,
        double calibrationError,
        double[] ranks,
        double weight,
        ConfusionMatrix? confusionMatrix)
        : base(network, samples, loss)
    {
        AreLabels = areLabels;
        Accuracy = accuracy;
        ExactMatch = exactMatch;
        Classes = classes;
        (MicroAverage, MacroAverage, WeightedAverage) = (averages[0], averages[1], averages[2]);
        RocAuc = rocAuc;
        LogLoss = logLoss;
        CalibrationError = calibrationError;
        ConfusionMatrix = confusionMatrix;
        _ranks = ranks;
        _weight = weight;
    }

    /// <summary>Whether a sample may have several labels, each of which is given or not; otherwise it has one class of several.</summary>
    public bool AreLabels { get; }

    /// <summary>The share of decisions that are right: one about each sample's class, or one about each of its labels.</summary>
    public double Accuracy { get; }

    /// <summary>The share of samples of which everything is right: all labels, or the class.</summary>
    public double ExactMatch { get; }

    /// <summary>The scores of each class, or each label, in the order of the outputs.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>Precision and recall of all decisions together; where each sample has one class, all three numbers are the accuracy.</summary>
    public ClassScores MicroAverage { get; }

    /// <summary>The mean of the classes' scores: every class counts the same.</summary>
    public ClassScores MacroAverage { get; }

    /// <summary>The mean of the classes' scores, each class by the samples that it has.</summary>
    public ClassScores WeightedAverage { get; }

    /// <summary>
    /// The area under the receiver operating characteristic: of two classes that of the second, of more the mean of those that each have against all
    /// others. NaN where no class has one, where outputs are NaN, and where there are more than 2²⁶ of them, which are not kept.
    /// </summary>
    public double RocAuc { get; }

    /// <summary>
    /// −Σ w ln p / Σ w, with p the probability that the network gives to what is right, kept from 0 by the precision's ε (1.2·10⁻⁷ or 2.2·10⁻¹⁶). NaN where
    /// outputs are no probabilities: from 0 to 1, and 1 together where a sample has one class of several, or the logarithms of such.
    /// </summary>
    public double LogLoss { get; }

    /// <summary>
    /// How far the network's confidence in what it says is from how often it is right: the mean of |accuracy − confidence| over 15 equal intervals of
    /// confidence, each by its samples (Guo et al., <i>On calibration of modern neural networks</i>, 2017). NaN where outputs are no probabilities.
    /// </summary>
    public double CalibrationError { get; }

    /// <summary>
    /// What samples of each class are taken for; null where a sample may have several labels, and for more than 1,024 classes.
    /// </summary>
    public ConfusionMatrix? ConfusionMatrix { get; }

    /// <summary>
    /// The share of samples whose class is among those with the <paramref name="k"/> largest outputs, the lower class coming first where they are equal.
    /// </summary>
    /// <param name="k">How many, 1 or more.</param>
    /// <returns>The share, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">A sample may have several labels.</exception>
    public double TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (AreLabels)
        {
            throw new InvalidOperationException($"{NetworkName} gives labels, of which a sample may have several: none of them is the first.");
        }

        double among = 0;
        for (int rank = 0; rank < Math.Min(k, _ranks.Length); rank++)
        {
            among += _ranks[rank];
        }

        return among / _weight;
    }

    /// <summary>
    /// A line with the loss and the accuracy, a table with a row for each class, and what each is taken for: the parts that there are.
    /// </summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{NetworkName} on {Counted.Of(SampleCount, "sample")}: ");
        text.Append(new Evaluation(Loss, Accuracy));
        Append(", every label right {0:F2} %", AreLabels ? 100 * ExactMatch : double.NaN);
        Append(", top 5 {0:F2} %", !AreLabels && Classes.Count >= 10 ? 100 * TopAccuracy(5) : double.NaN);
        text.Append('\n');
        int numbers = text.Length;
        Append(", log loss {0:F4}", LogLoss);
        Append(", ROC AUC {0:F4}", RocAuc);
        Append(", calibration error {0:F4}", CalibrationError);
        if (text.Length > numbers)
        {
            text.Remove(numbers, 2).Append('\n');
        }

        text.Append('\n');
        text.Append(ScoreTable());
        if (ConfusionMatrix is { ClassCount: <= MostPrinted } matrix)
        {
            text.Append('\n').Append(matrix);
        }

        return text.ToString();

        void Append(string format, double value)
        {
            if (!double.IsNaN(value))
            {
                text.AppendFormat(CultureInfo.InvariantCulture, format, value);
            }
        }
    }

    /// <summary>A row for each class, where they are few, and the averages.</summary>
    private TextTable ScoreTable()
    {
        bool hasAuc = !double.IsNaN(RocAuc);
        var table = new TextTable(["", "precision", "recall", "F1", .. hasAuc ? (string[])["ROC AUC", "support"] : ["support"]]);
        if (Classes.Count <= MostPrinted)
        {
            foreach (ClassScores scores in Classes)
            {
                Add(scores);
            }

            table.Skip();
        }

        Add(MicroAverage);
        Add(MacroAverage);
        Add(WeightedAverage);
        return table;

        void Add(ClassScores scores) => table.Add(
        [
            scores.Name,
            Four(scores.Precision),
            Four(scores.Recall),
            Four(scores.F1),
            .. hasAuc ? (string[])[double.IsNaN(scores.RocAuc) ? "" : Four(scores.RocAuc)] : [],
            scores.Support.ToString("0.##", CultureInfo.InvariantCulture),
        ]);

        static string Four(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace GenNet;

/// <summary>How well one class is told from the others, or one label is given, or what that is on average.</summary>
/// <param name="Name">What the class is called; of an average, which it is.</param>
/// <param name="Precision">Of what is taken for the class, the share that is of it; 0 where nothing is taken for it.</param>
/// <param name="Recall">Of what is of the class, the share that is taken for it; 0 where nothing is of it.</param>
/// <param name="F1">2 · precision · recall / (precision + recall); 0 where both are 0. Of an average, the average of the classes'.</param>
/// <param name="RocAuc">
/// The chance that a sample of the class has the larger output for it than one that is not, ties counting half: the area under the receiver operating
/// characteristic. NaN where there are only samples of the class or none, or where outputs are not compared (<see cref="ClassificationReport.RocAuc"/>).
/// </param>
/// <param name="Support">The samples of the class, each by its weight.</param>
public readonly record struct ClassScores(string Name, double Precision, double Recall, double F1, double RocAuc, double Support)
{
    /// <summary>The scores in words: <c>7: precision 0.9801, recall 0.9720, F1 0.9760, ROC AUC 0.9996, support 1028</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        string auc = double.IsNaN(RocAuc) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", ROC AUC {RocAuc:F4}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{Name}: precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}{auc}, support {Support:0.####}");
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet;

/// <summary>
/// What <c>CheckGradients</c> found: the generated gradient beside dual numbers and central differences, tensor by tensor. Print it.
/// </summary>
public sealed class GradientReport
{
    internal GradientReport(
        string network, int samples, double loss, double exactLoss, bool isLossCorrect, IEnumerable<GradientTensor> tensors)
    {
        Network = network;
        Samples = samples;
        Loss = loss;
        LossOverDualNumbers = exactLoss;
        IsLossCorrect = isLossCorrect;
        Tensors = Array.AsReadOnly(tensors.ToArray());
    }

    /// <summary>The network's class.</summary>
    public string Network { get; }

    /// <summary>The number of samples in the batch.</summary>
    public int Samples { get; }

    /// <summary>The batch's loss as the generated code computes it.</summary>
    public double Loss { get; }

    /// <summary>The batch's loss as the declared formulas give it in double precision.</summary>
    public double LossOverDualNumbers { get; }

    /// <summary>Whether both losses agree but for rounding.</summary>
    public bool IsLossCorrect { get; }

    /// <summary>What was found in each layer's weights and biases, in parameter order.</summary>
    public IReadOnlyList<GradientTensor> Tensors { get; }

    /// <summary>Whether the loss and every gradient that was checked are correct.</summary>
    public bool IsCorrect => IsLossCorrect && Tensors.All(tensor => tensor.Verdict != GradientVerdict.Wrong);

    /// <summary>The report as a table, a line for each tensor.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public override string ToString()
    {
        string[] headings = ["parameters", "checked", "worst", "backward", "dual numbers", "differences", "verdict"];
        List<string[]> rows = [headings, .. Tensors.Select(Row)];
        int[] widths = [.. headings.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Gradients of {Network} over {Counted.Of(Samples, "sample")}, ");
        text.Append(CultureInfo.InvariantCulture, $"loss {Number(Loss)}, over dual numbers {Number(LossOverDualNumbers)}");
        text.Append(IsLossCorrect ? "\n\n" : ": WRONG\n\n");
        foreach (string[] row in rows)
        {
            // Names on the left of their column, numbers on the right.
            string[] cells =
            [
                row[0].PadRight(widths[0]), row[1].PadLeft(widths[1]), row[2].PadRight(widths[2]),
                row[3].PadLeft(widths[3]), row[4].PadLeft(widths[4]), row[5].PadLeft(widths[5]), row[6],
            ];
            text.Append(string.Join("  ", cells)).Append('\n');
        }

        int wrong = Tensors.Sum(tensor => tensor.Wrong);
        int all = Tensors.Sum(tensor => tensor.Checked);
        text.Append('\n').Append(wrong == 0
            ? string.Create(CultureInfo.InvariantCulture, $"All {all:N0} gradients that were checked are correct.")
            : string.Create(CultureInfo.InvariantCulture, $"{wrong:N0} of the {all:N0} gradients that were checked {(wrong == 1 ? "is" : "are")} wrong."));
        return text.Append('\n').ToString();
    }

    private static string[] Row(GradientTensor tensor) =>
    [
        tensor.Name,
        tensor.Checked == tensor.Parameters
            ? Count(tensor.Checked)
            : $"{Count(tensor.Checked)} of {Count(tensor.Parameters)}",
        tensor.WorstParameter,
        Number(tensor.Backward),
        Number(tensor.DualNumbers),
        Number(tensor.CentralDifference),
        (tensor.Wrong > 0 ? $"WRONG ({Count(tensor.Wrong)})" : "correct")
            + (tensor.AtKink > 0 ? $", {Count(tensor.AtKink)} at a kink" : string.Empty),
    ];

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.000000e+00", CultureInfo.InvariantCulture);
}

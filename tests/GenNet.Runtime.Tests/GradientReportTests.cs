using System.Globalization;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>How the report of a gradient check prints.</summary>
public sealed class GradientReportTests
{
    [Fact]
    public void PrintsAsATable()
    {
        var report = new GradientReport(
            "Digits",
            samples: 5,
            loss: 2.30412345,
            exactLoss: 2.3041233,
            isLossCorrect: true,
            [
                new("layer 1, weights", 50176, 1000, 12, 0, "w1_300_12", 0.0123, 0.0123, 0.0124, GradientVerdict.CorrectWithKinks),
                new("layer 1, biases", 64, 64, 0, 0, "b1_2", -1.5e-9, -1.5e-9, 0, GradientVerdict.Correct),
                new("layer 2, weights", 640, 640, 1, 2, "w2_63_9", 1, -1, double.NaN, GradientVerdict.Wrong),
            ]);

        Assert.False(report.IsCorrect);
        Assert.Equal(
            """
            Gradients of Digits over 5 samples, loss 2.304123e+00, over dual numbers 2.304123e+00

            parameters                checked  worst           backward   dual numbers   differences  verdict
            layer 1, weights  1,000 of 50,176  w1_300_12   1.230000e-02   1.230000e-02  1.240000e-02  correct, 12 at a kink
            layer 1, biases                64  b1_2       -1.500000e-09  -1.500000e-09  0.000000e+00  correct
            layer 2, weights              640  w2_63_9     1.000000e+00  -1.000000e+00           NaN  WRONG (2), 1 at a kink

            2 of the 1,704 gradients that were checked are wrong.

            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Fact]
    public void PrintsTheSameInEveryCulture()
    {
        var report = new GradientReport(
            "Net", 1, 1234.5, 1, false, [new("layer 1, weights", 1500, 1500, 0, 0, "w1_0_0", 0.5, 0.5, 0.5, GradientVerdict.Correct)]);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CommaCulture();

            Assert.Equal(
                """
                Gradients of Net over 1 sample, loss 1.234500e+03, over dual numbers 1.000000e+00: WRONG

                parameters        checked  worst       backward  dual numbers   differences  verdict
                layer 1, weights    1,500  w1_0_0  5.000000e-01  5.000000e-01  5.000000e-01  correct

                All 1,500 gradients that were checked are correct.

                """.ReplaceLineEndings("\n"),
                report.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.False(report.IsCorrect);
    }

    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }
}

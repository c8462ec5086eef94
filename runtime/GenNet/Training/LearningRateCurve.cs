using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GenNet;

/// <summary>What losses came of which learning rates, and which one is worth trying. Printed, it is a curve.</summary>
public sealed class LearningRateCurve
{
    private const int Columns = 60;
    private const int Rows = 12;

    private readonly double[] _rates;
    private readonly double[] _losses;
    private readonly double[] _smoothed;

    internal LearningRateCurve(double[] rates, double[] losses, double[] smoothed)
    {
        _rates = rates;
        _losses = losses;
        _smoothed = smoothed;
        int lowest = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            lowest = smoothed[i] < smoothed[lowest] ? i : lowest;
        }

        // The steepest way down over some steps, because batches differ, and behind the first ones, whose average is of few losses; the rates are equally far apart
        // on the scale of the curve.
        int steepest = 0;
        double slope = 0;
        int reach = Math.Max(1, rates.Length / 12);
        for (int i = Math.Max(reach, rates.Length / 10); i < lowest && i + reach < rates.Length; i++)
        {
            double change = smoothed[i + reach] - smoothed[i - reach];
            (steepest, slope) = change < slope ? (i, change) : (steepest, slope);
        }

        Lowest = rates.Length == 0 ? double.NaN : rates[lowest];
        Suggested = slope < 0 ? rates[steepest] : double.NaN;
    }

    /// <summary>The learning rates that were tried, from small to large, until training diverged.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>The loss of the batch that each was tried on, before the step.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The losses averaged over the last steps, which the suggestion goes by.</summary>
    public IReadOnlyList<double> Smoothed => _smoothed;

    /// <summary>The rate at which the loss falls fastest: a good one to begin with. NaN where it never falls.</summary>
    public double Suggested { get; }

    /// <summary>The rate at which the loss is lowest; training with it is about to diverge. A tenth of it is another good one to begin with.</summary>
    public double Lowest { get; }

    /// <summary>The curve in letters, with rates from left to right on a logarithmic scale and losses from the bottom up.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public override string ToString()
    {
        if (_rates.Length < 2)
        {
            return "no curve: training diverged at the first learning rate\n";
        }

        (double low, double high) = Range();
        char[][] plot = new char[Rows][];
        for (int row = 0; row < Rows; row++)
        {
            plot[row] = new string(' ', Columns).ToCharArray();
        }

        for (int i = 0; i < _rates.Length; i++)
        {
            Mark(i, '•');
        }

        if (!double.IsNaN(Suggested))
        {
            Mark(Array.IndexOf(_rates, Suggested), 'O');
        }

        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
        {
            string label = row == 0 ? Number(high) : row == Rows - 1 ? Number(low) : string.Empty;
            text.Append(label.PadLeft(9)).Append(" │").Append(new string(plot[row]).TrimEnd()).Append('\n');
        }

        string last = Number(_rates[^1]);
        text.Append(new string(' ', 10)).Append('└').Append('─', Columns).Append('\n')
            .Append(new string(' ', 11)).Append(Number(_rates[0]).PadRight(Columns - last.Length)).Append(last).Append('\n');
        return text.Append(
            double.IsNaN(Suggested)
                ? "The loss never falls: begin with smaller learning rates, or look at the data.\n"
                : $"Suggested learning rate: {Number(Suggested)} (O); the loss is lowest at {Number(Lowest)}.\n").ToString();

        void Mark(int i, char letter) =>
            plot[(int)Math.Round((Rows - 1) * (high - Math.Min(_smoothed[i], high)) / (high - low))][ColumnOf(i)] = letter;
    }

    /// <summary>The curve as a picture of 640 × 400, to be written to a file.</summary>
    /// <returns>An SVG document.</returns>
    public string ToSvg()
    {
        const double Left = 70;
        const double Top = 20;
        const double Width = 540;
        const double Height = 320;
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 400\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<title>Loss by learning rate</title>\n<rect width=\"640\" height=\"400\" fill=\"white\"/>\n");
        Line(Left, Top, Left, Top + Height, "black");
        Line(Left, Top + Height, Left + Width, Top + Height, "black");
        if (_rates.Length >= 2)
        {
            (double low, double high) = Range();
            double X(double rate) => Left + (Width * Math.Log(rate / _rates[0]) / Math.Log(_rates[^1] / _rates[0]));
            double Y(double loss) => Top + (Height * (high - Math.Min(loss, high)) / (high - low));
            for (int power = (int)Math.Ceiling(Math.Log10(_rates[0])); power <= Math.Log10(_rates[^1]); power++)
            {
                double x = X(Math.Pow(10, power));
                Line(x, Top, x, Top + Height, "#ddd");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">1e{power}</text>\n");
            }

            for (int tick = 0; tick <= 4; tick++)
            {
                double loss = low + ((high - low) * tick / 4);
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(loss) + 4:0.#}\" text-anchor=\"end\">{Number(loss)}</text>\n");
            }

            svg.Append("<polyline fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"2\" points=\"");
            for (int i = 0; i < _rates.Length; i++)
            {
                svg.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? " " : string.Empty)}{X(_rates[i]):0.#},{Y(_smoothed[i]):0.#}");
            }

            svg.Append("\"/>\n");
            if (!double.IsNaN(Suggested))
            {
                int at = Array.IndexOf(_rates, Suggested);
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle cx=\"{X(Suggested):0.#}\" cy=\"{Y(_smoothed[at]):0.#}\" r=\"5\" fill=\"#d1242f\"><title>{Number(Suggested)}</title></circle>\n");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (Width / 2)}\" y=\"390\" text-anchor=\"middle\">learning rate</text>\n");
        svg.Append("<text x=\"16\" y=\"180\" text-anchor=\"middle\" transform=\"rotate(-90 16 180)\">loss</text>\n</svg>\n");
        return svg.ToString();

        void Line(double x1, double y1, double x2, double y2, string color) => svg.Append(
            CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{color}\"/>\n");
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private int ColumnOf(int i) => (int)((long)i * (Columns - 1) / (_rates.Length - 1));

    /// <summary>The losses that are worth showing: what shoots up at the end would press all else to the ground.</summary>
    private (double Low, double High) Range()
    {
        double low = double.PositiveInfinity;
        foreach (double loss in _smoothed)
        {
            low = Math.Min(low, loss);
        }

        double high = Math.Max(_smoothed[0], low) + (0.25 * (_smoothed[0] - low));
        return high > low ? (low, high) : (low, low + Math.Max(Math.Abs(low), 1e-30));
    }
}

using System;
using System.Numerics;

namespace GenNet;

/// <content>How far along a direction a step goes.</content>
internal sealed partial class LbfgsSearch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostTrials = 25;
    private const double SufficientDecrease = 1e-4;
    private const double SlopeLeft = 0.9;

    /// <summary>
    /// Nocedal and Wright's algorithms 3.5 and 3.6 with cubic interpolation, as minFunc and PyTorch have them: brackets a length that meets the
    /// strong Wolfe conditions, then narrows the bracket. Parameters and gradient are those of the length that is returned.
    /// </summary>
    private (double Loss, double Length, int Evaluations) SearchLine(in BatchObjective<T> objective, double loss, double slope, double length)
    {
        _network.TrainableStorage.CopyTo(_start);
        Gradient.CopyTo(_gradients[0]);
        var start = new Point(0, loss, slope, 0);
        Point low = start;
        int trials = 0;
        if (!TryMeet(in objective, in start, length, ref low, out Point high, ref trials))
        {
            if (high.Loss < low.Loss)
            {
                (low, high) = (high, low);
            }

            Narrow(in objective, in start, ref low, high, ref trials);
        }

        MoveTo(low.Length);
        _gradients[low.Slot].CopyTo(Gradient);

        // One more than the trials that count: the first is that of the length that was asked for.
        return (low.Loss, low.Length, trials + 1);
    }

    /// <summary>
    /// Goes farther until a length meets the conditions, which is then the low end, or until one that does lies between the low end and the high one.
    /// </summary>
    private bool TryMeet(in BatchObjective<T> objective, in Point start, double length, ref Point low, out Point high, ref int trials)
    {
        // Three gradients are kept at most: those of two points, and that of the trial, which takes the place of the one that is given up.
        Point trial = Try(in objective, length, 1);
        while (trials < MostTrials)
        {
            if (IsTooHigh(in trial, in start) || (trials > 1 && trial.Loss >= low.Loss))
            {
                break;
            }

            if (IsFlat(in trial, in start))
            {
                low = trial;
                high = default;
                return true;
            }

            if (trial.Slope >= 0)
            {
                break;
            }

            double next = Interpolate(low, trial, trial.Length + (0.01 * (trial.Length - low.Length)), trial.Length * 10);
            int free = low.Slot;
            low = trial;
            trial = Try(in objective, next, free);
            trials++;
        }

        high = trial;
        return false;
    }

    /// <summary>Narrows the bracket until its low end meets the conditions, or has come close to the high one.</summary>
    private void Narrow(in BatchObjective<T> objective, in Point start, ref Point low, Point high, ref int trials)
    {
        double extent = Largest(Direction);
        bool isSlow = false;
        while (trials < MostTrials)
        {
            double from = Math.Min(low.Length, high.Length);
            double to = Math.Max(low.Length, high.Length);
            if ((to - from) * extent < _settings.ToleranceChange)
            {
                return;
            }

            double length = Interpolate(low.Length <= high.Length ? low : high, low.Length <= high.Length ? high : low, from, to);
            Point trial = Try(in objective, KeepFromEnds(length, from, to, ref isSlow), 3 - low.Slot - high.Slot);
            trials++;
            if (IsTooHigh(in trial, in start) || trial.Loss >= low.Loss)
            {
                (low, high) = trial.Loss < low.Loss ? (trial, low) : (low, trial);
                continue;
            }

            bool isDone = IsFlat(in trial, in start);
            if (!isDone && trial.Slope * (high.Length - low.Length) >= 0)
            {
                high = low;
            }

            low = trial;
            if (isDone)
            {
                return;
            }
        }
    }

    /// <summary>Close to an end of a bracket, the second time in a row, the trial moves a tenth of the bracket away from it.</summary>
    private static double KeepFromEnds(double length, double from, double to, ref bool isSlow)
    {
        double margin = 0.1 * (to - from);
        if (!(Math.Min(to - length, length - from) < margin))
        {
            isSlow = false;
            return length;
        }

        if (!isSlow && !(length >= to || length <= from))
        {
            isSlow = true;
            return length;
        }

        isSlow = false;
        return Math.Abs(length - to) < Math.Abs(length - from) ? to - margin : from + margin;
    }

    /// <summary>Whether the loss has not fallen as far as the slope at the beginning promised, which is the first of the Wolfe conditions.</summary>
    private static bool IsTooHigh(in Point trial, in Point start) => trial.Loss > start.Loss + (SufficientDecrease * trial.Length * start.Slope);

    /// <summary>Whether little is left of the slope at the beginning, which is the second of them.</summary>
    private static bool IsFlat(in Point trial, in Point start) => Math.Abs(trial.Slope) <= -SlopeLeft * start.Slope;

    /// <summary>Loss and slope at a length, with the gradient in a slot. What is no number is as high as can be.</summary>
    private Point Try(in BatchObjective<T> objective, double length, int slot)
    {
        MoveTo(length);
        double loss = WithDecay(objective.Evaluate(isTrial: true));
        Gradient.CopyTo(_gradients[slot]);
        return new Point(length, double.IsFinite(loss) ? loss : double.PositiveInfinity, Dot(Gradient, Direction), slot);
    }

    private void MoveTo(double length)
    {
        _start.CopyTo(_network.TrainableStorage);
        Add(_network.TrainableStorage, Direction, T.CreateTruncating(length));
    }

    /// <summary>The least value of the cubic through two points with their slopes, the first with the smaller length, within bounds.</summary>
    private static double Interpolate(in Point first, in Point second, double from, double to)
    {
        double d1 = first.Slope + second.Slope - (3 * (first.Loss - second.Loss) / (first.Length - second.Length));
        double square = (d1 * d1) - (first.Slope * second.Slope);
        double d2 = Math.Sqrt(square);
        double least = second.Length - ((second.Length - first.Length) * ((second.Slope + d2 - d1) / (second.Slope - first.Slope + (2 * d2))));

        // No number where the cubic has no least value, or where a loss was infinite.
        return double.IsNaN(least) ? (from + to) / 2 : Math.Min(Math.Max(least, from), to);
    }

    /// <summary>A place on the line: how far from its beginning, and the loss, its slope along the line, and where its gradient is kept.</summary>
    private readonly record struct Point(double Length, double Loss, double Slope, int Slot);
}

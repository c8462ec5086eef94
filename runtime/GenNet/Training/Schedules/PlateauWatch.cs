using System;

namespace GenNet.Training;

/// <summary>What a <see cref="PlateauRule"/> has seen in one training, and what it has taken.</summary>
internal sealed class PlateauWatch(PlateauRule rule)
{
    /// <summary>The product of all reductions: 1 at first.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>The lowest loss so far.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>The epochs without improvement that count.</summary>
    public int Waited { get; set; }

    /// <summary>The epochs that still do not count.</summary>
    public int Cooling { get; set; }

    /// <summary>Takes note of an epoch's loss.</summary>
    public void Observe(double loss)
    {
        if (double.IsPositiveInfinity(Best) ? double.IsFinite(loss) : loss < Best - (rule.MinimumChange * Math.Abs(Best)))
        {
            Best = loss;
            Waited = 0;
        }
        else
        {
            Waited++;
        }

        if (Cooling > 0)
        {
            Cooling--;
            Waited = 0;
        }

        if (Waited > rule.Patience)
        {
            Factor = Math.Max(Factor * rule.Factor, rule.Smallest);
            Cooling = rule.Cooldown;
            Waited = 0;
        }
    }
}

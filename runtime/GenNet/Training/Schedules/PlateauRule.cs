using System;
using System.Globalization;

namespace GenNet.Training;

/// <summary>When to take some of the learning rate because the loss does not get better: the settings, without what has been seen.</summary>
internal sealed class PlateauRule
{
    public PlateauRule(double factor, int patience, double minimumChange, int cooldown, double smallest)
    {
        Factor = factor is > 0 and < 1
            ? factor
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"{nameof(factor)} is above 0 and below 1, not {Printed.Exactly(factor)}.");
        Patience = RequireCount(patience, nameof(patience));
        MinimumChange = RequireShare(minimumChange, nameof(minimumChange));
        Cooldown = RequireCount(cooldown, nameof(cooldown));
        Smallest = RequireShare(smallest, nameof(smallest));
    }

    public double Factor { get; }

    public int Patience { get; }

    public double MinimumChange { get; }

    public int Cooldown { get; }

    public double Smallest { get; }

    /// <summary>The rule in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"times {Printed.Exactly(Factor)} after more than {Counted.Of(Patience, "epoch")} without improvement");

    private static int RequireCount(int value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is 0 or more, not {value}."));

    private static double RequireShare(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 or more and below 1, not {Printed.Exactly(value)}.");
}

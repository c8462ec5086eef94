using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>How a comparison of <see cref="Dual"/> numbers ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DualCondition
{
    internal DualCondition(bool holds, ulong branches)
    {
        Holds = holds;
        Branches = branches;
    }

    /// <summary>Whether it holds.</summary>
    public bool Holds { get; }

    /// <summary>The fingerprint of the comparisons it is made of.</summary>
    [CLSCompliant(false)]
    public ulong Branches { get; }

    /// <summary>Whether both hold.</summary>
    public static DualCondition operator &(DualCondition first, DualCondition second) =>
        new(first.Holds & second.Holds, Dual.Mix(first.Branches, second.Branches));

    /// <summary>Whether one holds.</summary>
    public static DualCondition operator |(DualCondition first, DualCondition second) =>
        new(first.Holds | second.Holds, Dual.Mix(first.Branches, second.Branches));

    /// <summary>Whether it does not hold.</summary>
    public static DualCondition operator !(DualCondition condition) => new(!condition.Holds, condition.Branches);
}

using System;

namespace GenNet;

/// <summary>
/// What a network may cost. The compiler refuses one that costs more (GN0110) and says which layers have which share, so that no change to a
/// declaration makes it outgrow the device that it is for.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most bytes that its parameters may have: four each in single precision, eight in double. No limit unless said.</summary>
    public long Bytes { get; set; } = long.MaxValue;

    /// <summary>The most multiply-adds of one sample's way from inputs to outputs. No limit unless said.</summary>
    public long MultiplyAdds { get; set; } = long.MaxValue;

    /// <summary>
    /// The most allocations of a prediction or of a step of training after a thread's first. No network needs any, so that 0 is kept by all of them; it
    /// is there to be said. No limit unless said.
    /// </summary>
    public int Allocations { get; set; } = int.MaxValue;
}

using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Compares outputs with targets, pass by pass.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal abstract class OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes note of some samples.</summary>
    /// <param name="outputs">samples × OutputSize values.</param>
    /// <param name="targets">samples × TargetSize values.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weight">What each of them counts.</param>
    public abstract void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight);
}

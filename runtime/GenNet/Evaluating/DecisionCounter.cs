using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Counts the decisions that are right.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="layout">The network.</param>
/// <param name="decided">How its outputs are compared with the targets.</param>
internal sealed class DecisionCounter<T>(NetworkLayout layout, Scoring decided) : OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double _right;
    private double _all;

    /// <summary>The share of decisions that are right; NaN where nothing is decided.</summary>
    public double Accuracy => decided == Scoring.None ? double.NaN : _right / _all;

    /// <inheritdoc/>
    public override void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight)
    {
        _right += weight * ClassReading.CountRight(decided, layout, outputs, targets, samples);
        _all += weight * ((double)samples * ClassReading.DecisionsPerSample(decided, layout));
    }
}

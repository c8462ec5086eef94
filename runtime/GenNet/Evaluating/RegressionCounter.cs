using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Sums the errors of a regression's outputs.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="layout">The network.</param>
internal sealed class RegressionCounter<T>(NetworkLayout layout) : OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _absolute = new double[layout.TargetSize];
    private readonly double[] _squares = new double[layout.TargetSize];
    private readonly double[] _means = new double[layout.TargetSize];
    private readonly double[] _spread = new double[layout.TargetSize];
    private double _weight;

    /// <inheritdoc/>
    public override void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            _weight += weight;
            for (int i = 0; i < layout.TargetSize; i++)
            {
                double target = double.CreateTruncating(targets[(sample * layout.TargetSize) + i]);
                double error = double.CreateTruncating(outputs[(sample * layout.OutputSize) + i]) - target;
                _absolute[i] += weight * Math.Abs(error);
                _squares[i] += weight * error * error;

                // Welford's way to a variance, in one pass and without a difference of large sums.
                double before = target - _means[i];
                _means[i] += weight * before / _weight;
                _spread[i] += weight * before * (target - _means[i]);
            }
        }
    }

    /// <summary>The errors of each output.</summary>
    public OutputErrors[] Errors(string[] names)
    {
        var errors = new OutputErrors[names.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            double explained = _spread[i] > 0 ? 1 - (_squares[i] / _spread[i])
                : _squares[i] == 0 ? 1
                : double.IsNaN(_squares[i]) ? double.NaN
                : 0;
            errors[i] = new OutputErrors(names[i], _absolute[i] / _weight, Math.Sqrt(_squares[i] / _weight), explained);
        }

        return errors;
    }
}

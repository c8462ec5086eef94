using System;

namespace GenNet.Training;

/// <summary>Compares how sure a network is of what it says with how often it is right.</summary>
internal sealed class Calibration
{
    private const int Intervals = 15;

    private readonly double[] _weights = new double[Intervals];
    private readonly double[] _confidence = new double[Intervals];
    private readonly double[] _right = new double[Intervals];

    /// <summary>Takes note of a decision.</summary>
    public void Add(double confidence, bool isRight, double weight)
    {
        // The intervals are closed above: 1 belongs to the last, 1/15 to the first.
        int interval = Math.Clamp((int)Math.Ceiling(confidence * Intervals) - 1, 0, Intervals - 1);
        _weights[interval] += weight;
        _confidence[interval] += weight * confidence;
        _right[interval] += isRight ? weight : 0;
    }

    /// <summary>The mean of |accuracy − confidence| of the intervals, each by what is in it.</summary>
    public double Error
    {
        get
        {
            double error = 0;
            double all = 0;
            for (int i = 0; i < Intervals; i++)
            {
                error += Math.Abs(_right[i] - _confidence[i]);
                all += _weights[i];
            }

            return error / all;
        }
    }
}

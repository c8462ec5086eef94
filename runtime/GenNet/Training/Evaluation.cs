using System;
using System.Numerics;

namespace GenNet;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The loss over the whole data set: the mean over its samples, or their sum, as the network declares.</param>
/// <param name="Accuracy">
/// The share of samples classified correctly, 0 to 1. A network of several outputs is correct where the index of its largest output
/// is that of the largest target; a network of one output is correct where that output is less than ½ from the target.
/// </param>
public readonly record struct Evaluation(double Loss, double Accuracy)
{
    /// <summary>The index of the largest value, the first of them where several are; NaN counts as smaller than everything.</summary>
    internal static int IndexOfLargest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best] || (T.IsNaN(values[best]) && !T.IsNaN(values[i])))
            {
                best = i;
            }
        }

        return best;
    }
}

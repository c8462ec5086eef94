using System;

namespace GenNet.Training;

/// <summary>The area under the receiver operating characteristic.</summary>
internal static class RocCurve
{
    /// <summary>
    /// Σ over pairs of one that is and one that is not of the weights' products where the first has the larger score, half of them where the scores are
    /// equal, divided by the sum over all pairs; NaN where there is no pair, or a score is NaN.
    /// </summary>
    /// <param name="scores">A score for each; sorted by this.</param>
    /// <param name="members">As many numbers: +w where it is, −w where it is not, with w what it counts. Sorted likewise.</param>
    public static double Area(Span<double> scores, Span<double> members)
    {
        scores.Sort(members);
        double below = 0;
        double positive = 0;
        double area = 0;
        for (int first = 0; first < scores.Length;)
        {
            // NaN comes first.
            if (double.IsNaN(scores[first]))
            {
                return double.NaN;
            }

            double equalAndNot = 0;
            double equalAndIs = 0;
            int end = first;
            for (; end < scores.Length && scores[end] == scores[first]; end++)
            {
                equalAndIs += Math.Max(members[end], 0);
                equalAndNot += Math.Max(-members[end], 0);
            }

            area += equalAndIs * (below + (equalAndNot / 2));
            below += equalAndNot;
            positive += equalAndIs;
            first = end;
        }

        return area / (positive * below);
    }
}

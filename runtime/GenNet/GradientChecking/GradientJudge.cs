using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.GradientChecking;

/// <summary>Says of gradients whether they are right, by what dual numbers and differences say of them.</summary>
internal static class GradientJudge
{
    /// <summary>What dual numbers and central differences may differ by, as a share of a tensor's largest gradient.</summary>
    private const double DifferenceTolerance = 1e-6;

    /// <summary>How many times what one rounding of every number does to a gradient the backward pass may be off.</summary>
    private const double RoundingAllowance = 16;

    /// <summary>
    /// How much of what rounding may cost the largest gradient of a layer it may leave where gradients of that layer cancel: those of biases that a
    /// normalization takes away again are 0, and what is computed is what rounding left of terms as large as those of the weights.
    /// </summary>
    private const double CancellationShare = 0.01;

    /// <summary>The share of what is allowed up to which a deviation is not worth telling.</summary>
    private const double Negligible = 0.01;

    /// <summary>What the evidence says of the tensors of a layer.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="suspects">The tensors.</param>
    /// <param name="evidence">What was found of the parameters of each.</param>
    /// <param name="gradient">What the backward pass says of all parameters of the network.</param>
    /// <param name="epsilon">The rounding of a number near 1.</param>
    public static IReadOnlyList<GradientTensor> Judge<T>(
        IReadOnlyList<Suspect> suspects, IReadOnlyList<Evidence[]> evidence, ReadOnlySpan<T> gradient, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (Evidence[] ofTensor in evidence)
        {
            foreach (Evidence found in ofTensor)
            {
                largest = Math.Max(largest, Math.Abs(found.Dual));
            }
        }

        var judged = new GradientTensor[suspects.Count];
        for (int i = 0; i < judged.Length; i++)
        {
            judged[i] = Judge(suspects[i], evidence[i], largest, gradient, epsilon);
        }

        return judged;
    }

    /// <summary>What a loss may differ by from that over dual numbers, and over numbers that were rounded once more.</summary>
    public static double LossTolerance(double magnitude, double shaking, double epsilon) =>
        (RelativeTolerance(epsilon) * magnitude) + (RoundingAllowance * Math.Abs(shaking)) + epsilon;

    private static GradientTensor Judge<T>(Suspect suspect, Evidence[] evidence, double largestOfLayer, ReadOnlySpan<T> gradient, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = 0;
        double noise = 0;
        foreach (Evidence found in evidence)
        {
            scale = Math.Max(scale, Math.Abs(found.Dual));
            if (!found.CrossesKink)
            {
                noise = Math.Max(noise, Math.Abs(found.Shaken - found.Dual));
            }
        }

        // Where outputs are right to the last bit, gradients are made of what rounding left, and no relative bound would hold.
        double relative = RelativeTolerance(epsilon) * Math.Max(scale, CancellationShare * largestOfLayer);
        double tolerance = relative + (RoundingAllowance * noise) + epsilon;
        int kinks = 0;
        int wrong = 0;
        Finding? worst = null;
        var all = new List<CheckedParameter>(evidence.Length);
        foreach (Evidence found in evidence)
        {
            double backward = double.CreateChecked(gradient[suspect.First + found.Parameter]);
            double excess = ExcessOf(found, backward, tolerance, scale);
            kinks += found.CrossesKink ? 1 : 0;

            // Written so that a NaN is wrong.
            bool isWrong = !(excess <= 1);
            if (isWrong)
            {
                wrong++;
                excess = double.IsNaN(excess) ? double.PositiveInfinity : excess;
            }

            all.Add(new CheckedParameter(found.Parameter, backward, found.Dual, found.CentralDifference, excess, found.CrossesKink));

            // Far below what is allowed one rounding error is as good as another, and the largest gradient says more.
            excess = Math.Max(excess, Negligible);
            var finding = new Finding(found, backward, excess);
            worst = worst is null || finding.IsWorseThan(worst) ? finding : worst;
        }

        return new GradientTensor(
            suspect.Tensor.Name,
            suspect.Stored.Length,
            evidence.Length,
            kinks,
            wrong,
            suspect.NameOf(worst!.Evidence.Parameter),
            worst.Backward,
            worst.Evidence.Dual,
            worst.Evidence.CentralDifference,
            wrong > 0 ? GradientVerdict.Wrong : kinks > 0 ? GradientVerdict.CorrectWithKinks : GradientVerdict.Correct)
        {
            All = all,
        };
    }

    /// <summary>How far a gradient is off, as a multiple of what is allowed: from the dual numbers, and these from the central difference.</summary>
    private static double ExcessOf(Evidence found, double backward, double tolerance, double scale)
    {
        if (found.CrossesKink)
        {
            // At a kink every slope between those of both sides is a subgradient.
            return Math.Max(found.Least - backward, backward - found.Most) / tolerance;
        }

        double differenceTolerance = (DifferenceTolerance * scale) + found.Truncation + found.Rounding;
        return Math.Max(
            Math.Abs(backward - found.Dual) / tolerance,
            Multiple(Math.Abs(found.CentralDifference - found.Dual), differenceTolerance));
    }

    /// <summary>Where the loss is exactly 0 whatever a parameter is, a difference has neither truncation nor rounding, and nothing is within nothing.</summary>
    private static double Multiple(double deviation, double allowed) => deviation == 0 ? 0 : deviation / allowed;

    /// <summary>What rounding may cost a well-conditioned gradient, as a share of a tensor's largest one.</summary>
    private static double RelativeTolerance(double epsilon) => epsilon > 1e-10 ? 1e-4 : 1e-9;

    /// <summary>A parameter and how far beyond what is allowed it is: above 1 is wrong.</summary>
    private sealed class Finding(Evidence evidence, double backward, double excess)
    {
        public Evidence Evidence { get; } = evidence;

        public double Backward { get; } = backward;

        public double Excess { get; } = excess;

        /// <summary>Whether this is to be told rather than another: it is farther off, or as far and larger.</summary>
        public bool IsWorseThan(Finding other) =>
            Excess > other.Excess || (Excess == other.Excess && Math.Abs(Evidence.Dual) > Math.Abs(other.Evidence.Dual));
    }
}

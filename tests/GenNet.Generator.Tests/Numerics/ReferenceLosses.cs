using System;
using System.Collections.Generic;
using System.Linq;
using static GenNet.Generator.Tests.Numerics.ReferenceActivations;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The losses of one sample and their gradients, each written out by hand: the definition that generated code is held against.
/// </summary>
internal static class ReferenceLosses
{
    /// <summary>The loss from z and a of the last layer.</summary>
    public static double Value(NetworkDescription network, double[] z, double[] a, double[] t)
    {
        double c = network.LossNumber;
        double n = t.Length;
        double[] p = Probabilities(network, z, a);
        double[] logP = LogProbabilities(network, z);
        double[] u = ClassTargets(network, t);
        double Sum(Func<int, double> term) => Enumerable.Range(0, t.Length).Sum(term);
        return network.Loss switch
        {
            Loss.HalfSquaredError => Sum(i => (a[i] - t[i]) * (a[i] - t[i])) / 2,
            Loss.SquaredError => Sum(i => (a[i] - t[i]) * (a[i] - t[i])),
            Loss.MeanSquaredError => Sum(i => (a[i] - t[i]) * (a[i] - t[i])) / n,
            Loss.BinaryCrossEntropy => Sum(i => ((network.Weights?[i] ?? 1) * t[i] * Softplus(-z[i])) + ((1 - t[i]) * Softplus(z[i]))),
            Loss.CrossEntropy => -Sum(i => u[i] * logP[i]),
            Loss.MeanAbsoluteError => Sum(i => Math.Abs(a[i] - t[i])) / n,
            Loss.Huber => Sum(i => Math.Abs(a[i] - t[i]) <= c
                ? (a[i] - t[i]) * (a[i] - t[i]) / 2
                : c * (Math.Abs(a[i] - t[i]) - (c / 2))) / n,
            Loss.LogCosh => Sum(i => LogCosh(a[i] - t[i])) / n,
            Loss.Pinball => Sum(i => Math.Max(c * (t[i] - a[i]), (1 - c) * (a[i] - t[i]))) / n,
            Loss.Hinge => Sum(i => Math.Max(0, 1 - (t[i] * a[i]))) / n,
            Loss.SquaredHinge => Sum(i => Math.Pow(Math.Max(0, 1 - (t[i] * a[i])), 2)) / n,
            Loss.KLDivergence => Sum(i => (t[i] > 0 ? t[i] * Math.Log(t[i]) : 0) - (t[i] * logP[i])),
            Loss.PoissonNll => Sum(i => a[i] - (t[i] * z[i])) / n,
            Loss.GaussianNll => Sum(i =>
            {
                double v = Math.Max(a[t.Length + i], c);
                return (Math.Log(v) + ((a[i] - t[i]) * (a[i] - t[i]) / v)) / 2;
            }) / n,
            Loss.FocalLoss when network.LastActivation == Activation.Sigmoid => Sum(i =>
                (t[i] * Math.Pow(Sigmoid(-z[i]), c) * Softplus(-z[i])) + ((1 - t[i]) * Math.Pow(Sigmoid(z[i]), c) * Softplus(z[i]))),
            Loss.FocalLoss => -Sum(i => t[i] * Math.Pow(1 - p[i], c) * logP[i]),
            _ => throw new InvalidOperationException($"The reference has no formula for {network.Loss}."),
        };
    }

    /// <summary>∂L/∂z of the last layer for the losses that belong to their activation; null for others.</summary>
    public static double[]? DeltaThroughActivation(NetworkDescription network, double[] z, double[] a, double[] t)
    {
        double c = network.LossNumber;
        double[] p = Probabilities(network, z, a);
        double[] logP = LogProbabilities(network, z);
        double[] u = ClassTargets(network, t);
        double[] Each(Func<int, double> delta) => [.. Enumerable.Range(0, t.Length).Select(delta)];
        switch (network.Loss)
        {
            case Loss.BinaryCrossEntropy:
                return Each(i => ((1 - t[i]) * Sigmoid(z[i])) - ((network.Weights?[i] ?? 1) * t[i] * Sigmoid(-z[i])));
            case Loss.CrossEntropy:
                return Each(i => (p[i] * u.Sum()) - u[i]);
            case Loss.KLDivergence:
                return Each(i => (p[i] * t.Sum()) - t[i]);
            case Loss.PoissonNll:
                return Each(i => (Math.Exp(z[i]) - t[i]) / t.Length);
            case Loss.FocalLoss when network.LastActivation == Activation.Sigmoid:
                return Each(i =>
                {
                    double q = Sigmoid(z[i]);
                    double ofOne = Math.Pow(1 - q, c) * ((c * q * -Softplus(-z[i])) - (1 - q));
                    double ofZero = Math.Pow(q, c) * ((c * (1 - q) * Softplus(z[i])) + q);
                    return (t[i] * ofOne) + ((1 - t[i]) * ofZero);
                });
            case Loss.FocalLoss:
                double[] g = Each(k => t[k] * ((c * p[k] * Math.Pow(1 - p[k], c - 1) * logP[k]) - Math.Pow(1 - p[k], c)));
                return Each(i => g[i] - (p[i] * g.Sum()));
            default:
                return null;
        }
    }

    /// <summary>∂L/∂a for the losses of outputs alone.</summary>
    public static double[] GradientByOutput(NetworkDescription network, double[] a, double[] t)
    {
        double c = network.LossNumber;
        double n = t.Length;
        if (network.Loss == Loss.GaussianNll)
        {
            // By the means, and by the variances, of which one below the least learns as if it were the least.
            IEnumerable<double> Each(Func<double, double, double> derivative) =>
                Enumerable.Range(0, t.Length).Select(i => derivative(a[i] - t[i], Math.Max(a[t.Length + i], c)) / n);
            return [.. Each((e, v) => e / v), .. Each((e, v) => ((1 / v) - (e * e / (v * v))) / 2)];
        }

        return [.. Enumerable.Range(0, t.Length).Select(i =>
        {
            double e = a[i] - t[i];
            double margin = 1 - (t[i] * a[i]);
            return network.Loss switch
            {
                Loss.HalfSquaredError => e,
                Loss.SquaredError => 2 * e,
                Loss.MeanSquaredError => 2 * e / n,
                Loss.MeanAbsoluteError => Sign(e) / n,
                Loss.Huber => (Math.Abs(e) <= c ? e : c * Sign(e)) / n,
                Loss.LogCosh => Math.Tanh(e) / n,
                Loss.Pinball => (e < 0 ? -c : 1 - c) / n,
                Loss.Hinge => (margin > 0 ? -t[i] : 0) / n,
                Loss.SquaredHinge => (margin > 0 ? -2 * t[i] * margin : 0) / n,
                _ => throw new InvalidOperationException($"The reference has no formula for {network.Loss}."),
            };
        })];
    }

    /// <summary>How far the outputs are from where the loss is not smooth.</summary>
    public static double DistanceToKink(NetworkDescription network, double[] a, double[] t) =>
        Enumerable.Range(0, t.Length).Min(i => network.Loss switch
        {
            Loss.MeanAbsoluteError or Loss.Pinball => Math.Abs(a[i] - t[i]),
            Loss.Huber => Math.Abs(Math.Abs(a[i] - t[i]) - network.LossNumber),
            Loss.Hinge or Loss.SquaredHinge => Math.Abs(1 - (t[i] * a[i])),
            _ => double.PositiveInfinity,
        });

    /// <summary>ln softmax(z), from z − max z: max z + ln Σ exp(z − max z) would round to what a large z leaves of it.</summary>
    public static double[] LogSoftmax(double[] z)
    {
        double largest = z.Max();
        double logSum = Math.Log(z.Sum(value => Math.Exp(value - largest)));
        return Array.ConvertAll(z, value => Math.Max(value - largest, -double.MaxValue) - logSum);
    }

    private static double[] LogProbabilities(NetworkDescription network, double[] z) =>
        TestedFunctions.IsCoupled(network.LastActivation) ? LogSoftmax(z) : z;

    private static double[] Probabilities(NetworkDescription network, double[] z, double[] a) =>
        network.LastActivation == Activation.LogSoftmax ? Array.ConvertAll(LogSoftmax(z), Math.Exp) : a;

    private static double[] ClassTargets(NetworkDescription network, double[] t) =>
    [
        .. t.Select((target, i) =>
            (network.Weights?[i] ?? 1) * (((1 - network.LabelSmoothing) * target) + (network.LabelSmoothing / t.Length))),
    ];

    /// <summary>−1, 0 or 1, and NaN of NaN, which Math.Sign refuses.</summary>
    private static double Sign(double x) => double.IsNaN(x) ? x : Math.Sign(x);

    /// <summary>Beyond 20 the smaller exponential of the cosine is less than the last digit of the larger, which may be beyond all numbers.</summary>
    private static double LogCosh(double x) => Math.Abs(x) > 20 ? Math.Abs(x) - Math.Log(2) : Math.Log(Math.Cosh(x));
}

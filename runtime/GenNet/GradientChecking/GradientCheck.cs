using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace GenNet.GradientChecking;

/// <summary>Compares the gradient of a generated backward pass with dual numbers and with central differences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientCheck
{
    /// <summary>How far z may move for a central difference: far enough for its rounding, near enough for its truncation.</summary>
    private const double Step = 1.0 / (1 << 17);

    /// <summary>What dual numbers and central differences may differ by, as a share of a tensor's largest gradient.</summary>
    private const double DifferenceTolerance = 1e-6;

    /// <summary>What the rounding of a loss near 1 leaves in a central difference of this step, generously.</summary>
    private const double DifferenceRounding = 1e-9;

    /// <summary>How many times what one rounding of every number does to a gradient the backward pass may be off.</summary>
    private const double RoundingAllowance = 16;

    /// <summary>The share of what is allowed up to which a deviation is not worth telling.</summary>
    private const double Negligible = 0.01;

    /// <summary>A tensor of weights, where biases and slopes are what <see cref="DualNetwork{TFormulas}"/> calls them.</summary>
    private const int Weights = 0;

    /// <summary>What a generated <c>CheckGradients</c> calls.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <typeparam name="TFormulas">Its formulas.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> values.</param>
    /// <param name="targets">Samples × <c>OutputSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    /// <returns>What was found.</returns>
    public static GradientReport Run<T, TFormulas>(
        TrainableNetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormulas : INetworkFormulas
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(parametersPerTensor, 1);
        NetworkLayout layout = network.Layout;
        T[] gradient = new T[layout.ParameterCount];
        T loss = network.Gradient(inputs, targets, gradient);
        T[] parameters = new T[layout.ParameterCount];
        network.CopyParametersTo(parameters);

        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        Evidence[][] evidence = EvidenceOf<TFormulas>(
            layout, Widen<T>(parameters), Widen<T>(inputs), Widen<T>(targets), parametersPerTensor, epsilon, out BatchLoss exact);
        var checks = new List<GradientTensor>();
        int next = 0;
        int tensor = 0;
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            int weights = layer.Inputs * layer.Outputs;
            checks.Add(Judge<T>(
                $"layer {i + 1}, weights",
                index => string.Create(CultureInfo.InvariantCulture, $"w{i + 1}_{index / layer.Outputs}_{index % layer.Outputs}"),
                gradient.AsSpan(next, weights),
                evidence[tensor++],
                epsilon));
            next += weights;
            if (layer.HasBias)
            {
                checks.Add(Judge<T>(
                    $"layer {i + 1}, biases",
                    index => string.Create(CultureInfo.InvariantCulture, $"b{i + 1}_{index}"),
                    gradient.AsSpan(next, layer.Outputs),
                    evidence[tensor++],
                    epsilon));
                next += layer.Outputs;
            }

            if (layer.SlopeOffset is not null)
            {
                checks.Add(Judge<T>(
                    $"layer {i + 1}, slope",
                    _ => string.Create(CultureInfo.InvariantCulture, $"p{i + 1}"),
                    gradient.AsSpan(next, 1),
                    evidence[tensor++],
                    epsilon));
                next++;
            }
        }

        double computed = double.CreateChecked(loss);
        double lossTolerance =
            (RelativeTolerance(epsilon) * exact.Magnitude) + (RoundingAllowance * Math.Abs(exact.Shaken - exact.Value)) + epsilon;
        return new GradientReport(
            layout.Name,
            inputs.Length / layout.InputSize,
            computed,
            exact.Value,
            Math.Abs(computed - exact.Value) <= lossTolerance,
            checks);
    }

    /// <summary>The parameters of a tensor that are checked, spread evenly.</summary>
    private static int Choose(int position, int chosen, int count) => (int)((long)position * count / chosen);

    private static Evidence[][] EvidenceOf<TFormulas>(
        NetworkLayout layout,
        double[] parameters,
        double[] inputs,
        double[] targets,
        int parametersPerTensor,
        double epsilon,
        out BatchLoss loss)
        where TFormulas : INetworkFormulas
    {
        int samples = inputs.Length / layout.InputSize;
        double share = layout.Reduction == Reduction.Mean ? 1.0 / samples : 1;
        var network = new DualNetwork<TFormulas>(layout, parameters);
        var shaken = new DualNetwork<TFormulas>(layout, Shake(parameters, epsilon));
        double[] shakenInputs = Shake(inputs, epsilon);
        double[] shakenTargets = Shake(targets, epsilon);
        var tensors = new List<(int Layer, int Kind, int Parameters, Evidence[] Evidence)>();
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            Add(i, Weights, layer.Inputs * layer.Outputs);
            if (layer.HasBias)
            {
                Add(i, DualNetwork<TFormulas>.Bias, layer.Outputs);
            }

            if (layer.SlopeOffset is not null)
            {
                Add(i, DualNetwork<TFormulas>.Slope, 1);
            }
        }

        void Add(int layer, int kind, int count) =>
            tensors.Add((layer, kind, count, new Evidence[Math.Min(count, parametersPerTensor)]));

        loss = default;
        for (int s = 0; s < samples; s++)
        {
            network.Read(inputs.AsSpan(s * layout.InputSize, layout.InputSize), targets.AsSpan(s * layout.TargetSize, layout.TargetSize));
            shaken.Read(
                shakenInputs.AsSpan(s * layout.InputSize, layout.InputSize), shakenTargets.AsSpan(s * layout.TargetSize, layout.TargetSize));
            loss.Value += share * network.Loss.Value;
            loss.Shaken += share * shaken.Loss.Value;
            loss.Magnitude += share * Math.Abs(network.Loss.Value);
            foreach ((int index, int kind, int count, Evidence[] evidence) in tensors)
            {
                LayerLayout layer = layout.Layers[index];
                for (int position = 0; position < evidence.Length; position++)
                {
                    int chosen = Choose(position, evidence.Length, count);
                    int input = kind == Weights ? chosen / layer.Outputs : kind;
                    int unit = kind == Weights ? chosen % layer.Outputs : chosen;
                    double factor = Math.Max(1, network.LargestFactor(index, input));
                    double step = Step / factor;
                    evidence[position].Parameter = chosen;
                    evidence[position].Add(
                        share,
                        step,
                        network.LossAt(index, input, unit, 0),
                        network.LossAt(index, input, unit, -step),
                        network.LossAt(index, input, unit, step),
                        shaken.LossAt(index, input, unit, 0),
                        DifferenceRounding * factor * Math.Abs(network.Loss.Value));
                }
            }
        }

        return [.. tensors.ConvertAll(tensor => tensor.Evidence)];
    }

    private static GradientTensor Judge<T>(
        string name, Func<int, string> parameterName, ReadOnlySpan<T> gradient, Evidence[] evidence, double epsilon)
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
        double tolerance = (RelativeTolerance(epsilon) * scale) + (RoundingAllowance * noise) + epsilon;
        int kinks = 0;
        int wrong = 0;
        Finding? worst = null;
        foreach (Evidence found in evidence)
        {
            double backward = double.CreateChecked(gradient[found.Parameter]);
            double excess;
            if (found.CrossesKink)
            {
                // At a kink every slope between those of both sides is a subgradient.
                kinks++;
                excess = Math.Max(found.Least - backward, backward - found.Most) / tolerance;
            }
            else
            {
                double differenceTolerance = (DifferenceTolerance * scale) + found.Truncation + found.Rounding;
                excess = Math.Max(
                    Math.Abs(backward - found.Dual) / tolerance,
                    Math.Abs(found.CentralDifference - found.Dual) / differenceTolerance);
            }

            // Written so that a NaN is wrong.
            bool isWrong = !(excess <= 1);
            if (isWrong)
            {
                wrong++;
                excess = double.IsNaN(excess) ? double.PositiveInfinity : excess;
            }

            // Far below what is allowed one rounding error is as good as another, and the largest gradient says more.
            excess = Math.Max(excess, Negligible);
            if (worst is null
                || excess > worst.Excess
                || (excess == worst.Excess && Math.Abs(found.Dual) > Math.Abs(worst.Evidence.Dual)))
            {
                worst = new Finding(found, backward, excess);
            }
        }

        return new GradientTensor(
            name,
            gradient.Length,
            evidence.Length,
            kinks,
            wrong,
            parameterName(worst!.Evidence.Parameter),
            worst.Backward,
            worst.Evidence.Dual,
            worst.Evidence.CentralDifference,
            wrong > 0 ? GradientVerdict.Wrong : kinks > 0 ? GradientVerdict.CorrectWithKinks : GradientVerdict.Correct);
    }

    /// <summary>What rounding may cost a well-conditioned gradient, as a share of a tensor's largest one.</summary>
    private static double RelativeTolerance(double epsilon) => epsilon > 1e-10 ? 1e-4 : 1e-9;

    /// <summary>
    /// Numbers that differ as if each had been rounded once more, up or down by turns that follow no pattern: what the gradient makes of
    /// this is what rounding alone does to it.
    /// </summary>
    private static double[] Shake(double[] values, double epsilon)
    {
        double[] shaken = new double[values.Length];
        uint turn = 1;
        for (int i = 0; i < values.Length; i++)
        {
            turn = unchecked((turn * 1664525) + 1013904223);
            shaken[i] = values[i] * ((turn >> 31) == 0 ? 1 + epsilon : 1 - epsilon);
        }

        return shaken;
    }

    private static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] widened = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            widened[i] = double.CreateChecked(values[i]);
        }

        return widened;
    }

    /// <summary>The loss of the batch over dual numbers.</summary>
    private struct BatchLoss
    {
        public double Value;
        public double Shaken;
        public double Magnitude;
    }

    /// <summary>What dual numbers and differences say of one parameter, summed over the samples.</summary>
    private struct Evidence
    {
        public int Parameter;
        public double Dual;
        public double CentralDifference;
        public double Shaken;
        public double Truncation;
        public double Rounding;
        public double Least;
        public double Most;
        public bool CrossesKink;

        public void Add(double share, double step, Dual here, Dual below, Dual above, Dual shaken, double rounding)
        {
            Dual += share * here.Tangent;
            CentralDifference += share * ((above.Value - below.Value) / (2 * step));
            Shaken += share * shaken.Tangent;

            // The second derivative's part in how the slope changes is three times what truncation leaves.
            Truncation += share * Math.Abs(((above.Tangent + below.Tangent) / 2) - here.Tangent);
            Rounding += share * rounding;
            CrossesKink |= here.Branches != below.Branches || here.Branches != above.Branches || here.Branches != shaken.Branches;
            Least += share * Math.Min(Math.Min(here.Tangent, shaken.Tangent), Math.Min(below.Tangent, above.Tangent));
            Most += share * Math.Max(Math.Max(here.Tangent, shaken.Tangent), Math.Max(below.Tangent, above.Tangent));
        }
    }

    /// <summary>A parameter and how far beyond what is allowed it is: above 1 is wrong.</summary>
    private sealed class Finding(Evidence evidence, double backward, double excess)
    {
        public Evidence Evidence { get; } = evidence;

        public double Backward { get; } = backward;

        public double Excess { get; } = excess;
    }
}

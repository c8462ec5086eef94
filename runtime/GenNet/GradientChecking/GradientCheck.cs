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

    /// <summary>
    /// How much of what rounding may cost the largest gradient of a layer it may leave where gradients of that layer cancel: those of biases that a
    /// normalization takes away again are 0, and what is computed is what rounding left of terms as large as those of the weights.
    /// </summary>
    private const double CancellationShare = 0.01;

    /// <summary>The share of what is allowed up to which a deviation is not worth telling.</summary>
    private const double Negligible = 0.01;

    /// <summary>What a generated <c>CheckGradients</c> calls.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="declared">The same network over dual numbers, as it was declared.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> values.</param>
    /// <param name="targets">Samples × <c>OutputSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    /// <returns>What was found.</returns>
    public static GradientReport Run<T>(
        TrainableNetwork<T> network, CheckedNetwork declared, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentOutOfRangeException.ThrowIfLessThan(parametersPerTensor, 1);
        NetworkLayout layout = network.Layout;
        T[] gradient = new T[layout.ParameterCount];
        T loss = network.Gradient(inputs, targets, gradient);
        T[] parameters = new T[layout.ParameterCount];
        network.CopyParametersTo(parameters);

        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        List<Suspect> suspects = SuspectsOf(declared, layout, parametersPerTensor);
        BatchLoss exact = Collect(
            suspects, declared, layout, Widen<T>(parameters), Widen<T>(inputs), Widen<T>(targets), epsilon);
        double[] largestOfLayers = LargestOfLayers(suspects, declared.Layers.Length);
        IEnumerable<GradientTensor> checks = suspects.ConvertAll(suspect => Judge(suspect, largestOfLayers[suspect.Layer], gradient, epsilon));
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

    /// <summary>As <see cref="Run{T}(TrainableNetwork{T}, CheckedNetwork, ReadOnlySpan{T}, ReadOnlySpan{T}, int)"/>, of samples that are indices.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="declared">The same network over dual numbers, as it was declared.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> indices.</param>
    /// <param name="targets">Samples × <c>OutputSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    /// <returns>What was found.</returns>
    public static GradientReport Run<T>(
        TrainableNetwork<T> network, CheckedNetwork declared, ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[inputs.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateChecked(inputs[i]);
        }

        return Run(network, declared, numbers, targets, parametersPerTensor);
    }

    /// <summary>The parameters of a tensor that are checked, spread evenly.</summary>
    private static int Choose(int position, int chosen, int count) => (int)((long)position * count / chosen);

    /// <summary>The tensors in parameter order, with room for what is found of each.</summary>
    private static List<Suspect> SuspectsOf(CheckedNetwork declared, NetworkLayout layout, int parametersPerTensor)
    {
        var suspects = new List<Suspect>();
        int first = 0;
        int next = 0;
        for (int layer = 0; layer < declared.Layers.Length; layer++)
        {
            foreach (CheckedTensor tensor in declared.Layers[layer].Tensors)
            {
                while (layout.Tensors[next].Role == TensorRole.State)
                {
                    next++;
                }

                TensorLayout stored = layout.Tensors[next++];
                if (stored.Role == TensorRole.Frozen)
                {
                    // Nobody computes its gradient.
                    first += stored.Length;
                    continue;
                }

                suspects.Add(new Suspect(layer, tensor, stored, first, new Evidence[Math.Min(stored.Length, parametersPerTensor)]));
                first += stored.Length;
            }
        }

        return suspects;
    }

    private static BatchLoss Collect(
        List<Suspect> suspects,
        CheckedNetwork declared,
        NetworkLayout layout,
        double[] parameters,
        double[] inputs,
        double[] targets,
        double epsilon)
    {
        int samples = inputs.Length / layout.InputSize;
        double share = layout.Reduction == Reduction.Mean ? 1.0 / samples : 1;

        // Samples that depend on each other are taken together.
        int together = declared.CouplesSamples ? samples : 1;
        var exact = new CheckedPass(declared, layout, parameters, together);
        var shaken = new CheckedPass(declared, layout, Shake(parameters, epsilon), together);

        // An index is no number that rounding could change.
        double[] shakenInputs = layout.TakesIndices ? inputs : Shake(inputs, epsilon);
        double[] shakenTargets = Shake(targets, epsilon);
        BatchLoss loss = default;
        for (int s = 0; s < samples; s += together)
        {
            Range inputsOf = (s * layout.InputSize)..((s + together) * layout.InputSize);
            Range targetsOf = (s * layout.TargetSize)..((s + together) * layout.TargetSize);
            exact.Read(inputs.AsSpan(inputsOf), targets.AsSpan(targetsOf));
            shaken.Read(shakenInputs.AsSpan(inputsOf), shakenTargets.AsSpan(targetsOf));
            loss.Value += share * exact.Loss.Value;
            loss.Shaken += share * shaken.Loss.Value;
            loss.Magnitude += share * Math.Abs(exact.Loss.Value);
            foreach (Suspect suspect in suspects)
            {
                Evidence[] evidence = suspect.Evidence;
                double factor = Math.Max(1, exact.LargestFactor(suspect.Tensor));
                double step = Step / factor;
                for (int position = 0; position < evidence.Length; position++)
                {
                    int chosen = Choose(position, evidence.Length, suspect.Stored.Length);
                    int? unit = suspect.Tensor.IsOfAllUnits ? null : chosen % suspect.Stored.Columns;
                    evidence[position].Parameter = chosen;
                    evidence[position].Add(
                        share,
                        step,
                        LossAt(exact, 0),
                        LossAt(exact, -step),
                        LossAt(exact, step),
                        LossAt(shaken, 0),
                        DifferenceRounding * factor * Math.Abs(exact.Loss.Value));

                    Dual LossAt(CheckedPass pass, double offset) => pass.LossAt(suspect.Layer, unit, suspect.First + chosen, offset);
                }
            }
        }

        return loss;
    }

    /// <summary>The largest gradient among the parameters of each layer.</summary>
    private static double[] LargestOfLayers(List<Suspect> suspects, int layers)
    {
        double[] largest = new double[layers];
        foreach (Suspect suspect in suspects)
        {
            foreach (Evidence found in suspect.Evidence)
            {
                largest[suspect.Layer] = Math.Max(largest[suspect.Layer], Math.Abs(found.Dual));
            }
        }

        return largest;
    }

    private static GradientTensor Judge<T>(Suspect suspect, double largestOfLayer, ReadOnlySpan<T> gradient, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Evidence[] evidence = suspect.Evidence;
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
            Math.Abs(found.CentralDifference - found.Dual) / differenceTolerance);
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

    /// <summary>A tensor of parameters, the first of which is <paramref name="First"/> among all, and what was found of those that are checked.</summary>
    private sealed record Suspect(int Layer, CheckedTensor Tensor, TensorLayout Stored, int First, Evidence[] Evidence)
    {
        /// <summary>A parameter as generated code calls it: by its place in every dimension, but for one that is alone in its layer.</summary>
        public string NameOf(int parameter)
        {
            if (Tensor.IsOfAllUnits && Stored.Length == 1)
            {
                return Tensor.Symbol;
            }

            string indices = string.Empty;
            for (int dimension = Stored.Shape.Length - 1; dimension >= 0; dimension--)
            {
                (parameter, int index) = Math.DivRem(parameter, Stored.Shape[dimension]);
                indices = string.Create(CultureInfo.InvariantCulture, $"_{index}{indices}");
            }

            return Tensor.Symbol + indices;
        }
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

        /// <summary>Whether this is to be told rather than another: it is farther off, or as far and larger.</summary>
        public bool IsWorseThan(Finding other) =>
            Excess > other.Excess || (Excess == other.Excess && Math.Abs(Evidence.Dual) > Math.Abs(other.Evidence.Dual));
    }
}

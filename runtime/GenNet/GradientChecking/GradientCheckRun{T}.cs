using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.GradientChecking;

/// <summary>
/// A gradient check, layer by layer: who waits for it is told behind each parameter how far it is, and no more than the evidence of one layer is held.
/// </summary>
internal sealed class GradientCheckRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How far z may move for a central difference: far enough for its rounding, near enough for its truncation.</summary>
    private const double Step = 1.0 / (1 << 17);

    /// <summary>What the rounding of a loss near 1 leaves in a central difference of this step, generously.</summary>
    private const double DifferenceRounding = 1e-9;

    private readonly CheckedNetwork _declared;
    private readonly NetworkLayout _layout;
    private readonly T[] _gradient;
    private readonly double[] _inputs;
    private readonly double[] _shakenInputs;
    private readonly double[] _targets;
    private readonly double[] _shakenTargets;
    private readonly double _epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
    private readonly double _share;

    /// <summary>How many samples are taken at once: those that depend on each other.</summary>
    private readonly int _together;

    private readonly CheckedPass _exact;
    private readonly CheckedPass _shaken;

    /// <summary>Whether rounding decides where a value of the samples that were read jumps to.</summary>
    private bool _isAtJump;

    /// <summary>Computes the gradient, and the loss over dual numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="declared">The same network over dual numbers, as it was declared.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> values.</param>
    /// <param name="targets">Samples × <c>TargetSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    public GradientCheckRun(
        TrainableNetwork<T> network, CheckedNetwork declared, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
    {
        _declared = declared;
        _layout = network.Layout;
        _gradient = new T[_layout.ParameterCount];
        Loss = double.CreateChecked(network.Gradient(inputs, targets, _gradient));
        T[] stored = new T[_layout.ParameterCount];
        network.CopyParametersTo(stored);
        double[] parameters = Widen(stored);
        Suspects = SuspectsOf(declared, _layout, parametersPerTensor);
        Samples = inputs.Length / _layout.InputSize;
        _share = _layout.Reduction == Reduction.Mean ? 1.0 / Samples : 1;
        _together = declared.CouplesSamples ? Samples : 1;
        _inputs = Widen(inputs);
        _targets = Widen(targets);

        // An index is no number that rounding could change.
        _shakenInputs = _layout.TakesIndices ? _inputs : Shake(_inputs, _epsilon);
        _shakenTargets = Shake(_targets, _epsilon);
        _exact = new CheckedPass(declared, _layout, parameters, _together);
        _shaken = new CheckedPass(declared, _layout, Shake(parameters, _epsilon), _together);
        AddLosses(out double exact, out double shaken, out double magnitude);
        LossOverDualNumbers = exact;
        IsLossCorrect = Math.Abs(Loss - exact) <= GradientJudge.LossTolerance(magnitude, shaken - exact, _epsilon);
    }

    /// <summary>The layers of the network over dual numbers.</summary>
    public int Layers => _declared.Layers.Length;

    /// <summary>The tensors that have a gradient, in parameter order.</summary>
    public IReadOnlyList<Suspect> Suspects { get; }

    /// <summary>The number of samples in the batch.</summary>
    public int Samples { get; }

    /// <summary>How often a parameter is looked at: once for each sample, or once for all where they depend on each other.</summary>
    public int Looks => Samples / _together;

    /// <summary>The batch's loss as the generated code computes it.</summary>
    public double Loss { get; }

    /// <summary>The batch's loss as the declared formulas give it in double precision.</summary>
    public double LossOverDualNumbers { get; }

    /// <summary>Whether both losses agree but for rounding.</summary>
    public bool IsLossCorrect { get; }

    /// <summary>Checks the tensors of a layer.</summary>
    /// <param name="layer">The layer, 0 for the first.</param>
    /// <param name="onLook">
    /// Is told behind each look at a parameter which of <see cref="Suspects"/> it belongs to. What it throws ends the check of the layer.
    /// </param>
    /// <returns>What was found; nothing for a layer whose parameters have no gradient.</returns>
    public IReadOnlyList<GradientTensor> Check(int layer, Action<int>? onLook = null)
    {
        var suspects = new List<Suspect>();
        var evidence = new List<Evidence[]>();
        int first = 0;
        for (int i = 0; i < Suspects.Count; i++)
        {
            if (Suspects[i].Layer == layer)
            {
                first = suspects.Count == 0 ? i : first;
                suspects.Add(Suspects[i]);
                evidence.Add(new Evidence[Suspects[i].Count]);
            }
        }

        for (int sample = 0; sample < Samples && suspects.Count > 0; sample += _together)
        {
            Read(sample);
            for (int i = 0; i < suspects.Count; i++)
            {
                double factor = Math.Max(1, _exact.LargestFactor(suspects[i].Tensor));
                for (int position = 0; position < suspects[i].Count; position++)
                {
                    Look(suspects[i], position, factor, ref evidence[i][position]);
                    onLook?.Invoke(first + i);
                }
            }
        }

        return GradientJudge.Judge<T>(suspects, evidence, _gradient, _epsilon);
    }

    /// <summary>Looks at one parameter and forgets what it saw, for who wants to know how long that takes.</summary>
    /// <param name="suspect">Which of <see cref="Suspects"/> it belongs to.</param>
    /// <param name="position">Which of those that are checked it is.</param>
    public void Try(int suspect, int position)
    {
        Evidence evidence = default;
        Look(Suspects[suspect], position, 1, ref evidence);
    }

    /// <summary>The tensors in parameter order.</summary>
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

                TensorLayout stored = layout.Tensors[next];

                // Nobody computes the gradient of what is frozen.
                if (stored.Role != TensorRole.Frozen)
                {
                    suspects.Add(new Suspect(layer, tensor, next, stored, first, Math.Min(stored.Length, parametersPerTensor)));
                }

                first += stored.Length;
                next++;
            }
        }

        return suspects;
    }

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

    private static double[] Widen(ReadOnlySpan<T> values)
    {
        double[] widened = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            widened[i] = double.CreateChecked(values[i]);
        }

        return widened;
    }

    private void AddLosses(out double exact, out double shaken, out double magnitude)
    {
        exact = 0;
        shaken = 0;
        magnitude = 0;
        for (int sample = 0; sample < Samples; sample += _together)
        {
            Read(sample);
            exact += _share * _exact.Loss.Value;
            shaken += _share * _shaken.Loss.Value;
            magnitude += _share * Math.Abs(_exact.Loss.Value);
        }
    }

    private void Read(int sample)
    {
        Range inputs = (sample * _layout.InputSize)..((sample + _together) * _layout.InputSize);
        Range targets = (sample * _layout.TargetSize)..((sample + _together) * _layout.TargetSize);
        _exact.Read(_inputs.AsSpan(inputs), _targets.AsSpan(targets));
        _shaken.Read(_shakenInputs.AsSpan(inputs), _shakenTargets.AsSpan(targets));
        _isAtJump = _exact.JumpsTo(_shaken, Math.Sqrt(_epsilon));
    }

    /// <summary>Adds what dual numbers and differences say of a parameter and the samples that were read.</summary>
    /// <param name="suspect">The tensor.</param>
    /// <param name="position">Which of its parameters that are checked it is.</param>
    /// <param name="factor">The largest magnitude that parameters of the tensor are multiplied by.</param>
    /// <param name="evidence">What was found before.</param>
    private void Look(Suspect suspect, int position, double factor, ref Evidence evidence)
    {
        int chosen = suspect.Chosen(position);
        int? unit = suspect.Tensor.IsOfAllUnits ? null : chosen % suspect.Stored.Columns;
        double step = Step / factor;
        evidence.Parameter = chosen;
        evidence.CrossesKink |= _isAtJump;
        evidence.Add(
            _share,
            step,
            LossAt(_exact, 0),
            LossAt(_exact, -step),
            LossAt(_exact, step),
            LossAt(_shaken, 0),
            DifferenceRounding * factor * Math.Abs(_exact.Loss.Value));

        Dual LossAt(CheckedPass pass, double offset) => pass.LossAt(suspect.Layer, unit, suspect.First + chosen, offset);
    }
}

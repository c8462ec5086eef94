using System;
using System.Collections.Generic;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A random network with one to three recurrent layers of any size, and what may stand around them.</summary>
internal sealed class RecurrentDeclaration
{
    private readonly Random _random;
    private readonly List<string> _attributes = [];

    public RecurrentDeclaration(int seed)
    {
        _random = new Random(seed);
        Name = $"Recurrent{seed}";
        int steps = _random.Next(4) == 0 ? _random.Next(1, 3) : _random.Next(1, 21);
        int features = _random.Next(1, 20);
        _attributes.Add($"[Input({steps}, {features})]");
        InputSize = steps * features;
        if (_random.Next(3) == 0)
        {
            features = _random.Next(1, 20);
            _attributes.Add($"[Layer({features}, Tanh)]");
        }

        int layers = _random.Next(1, 4);
        bool hasSteps = true;
        for (int i = 0; i < layers; i++)
        {
            hasSteps = i < layers - 1 || _random.Next(2) == 0;
            features = AddLayer(hasSteps);
        }

        int rows = hasSteps ? steps : 1;
        if (_random.Next(3) == 0)
        {
            OutputSize = rows * features;
            return;
        }

        if (_random.Next(3) == 0)
        {
            _attributes.Add("[LayerNorm(Epsilon = 0.01)]");
        }

        int outputs = _random.Next(1, 7);
        _attributes.Add($"[Layer({outputs}, {(_random.Next(2) == 0 ? "Linear" : "Sigmoid")})]");
        OutputSize = rows * outputs;
    }

    /// <summary>The name of its class, without the precision.</summary>
    public string Name { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    public string Source(string precision) =>
        "using GenNet;\nusing static GenNet.Activation;\n"
        + $"[Network(Loss = Loss.MeanSquaredError, Precision = Precision.{precision}, CheckGradients = {(precision == "Double" ? "true" : "false")})]\n"
        + $"{string.Join("\n", _attributes)}\npublic sealed partial class {Name}{precision};\n";

    private int AddLayer(bool hasSteps)
    {
        int units = _random.Next(3) switch
        {
            0 => _random.Next(1, 5),
            1 => _random.Next(5, 20),
            _ => _random.Next(20, 66),
        };
        bool isBidirectional = _random.Next(3) == 0;
        string kind = new[] { "Rnn", "Gru", "Lstm" }[_random.Next(3)];
        _attributes.Add(
            $"[{kind}({units}{(hasSteps ? ", Sequences = true" : string.Empty)}{(isBidirectional ? ", Bidirectional = true" : string.Empty)}"
            + $"{(_random.Next(4) == 0 ? ", Bias = false" : string.Empty)}{(_random.Next(6) == 0 ? ", Frozen = true" : string.Empty)})]");
        return isBidirectional ? 2 * units : units;
    }
}

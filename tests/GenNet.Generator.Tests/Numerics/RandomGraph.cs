using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// A random network of every kind of layer: chains, residual connections, joined branches, branches over branches. Values that nobody took are
/// joined before the end, so that every layer learns.
/// </summary>
internal sealed class RandomGraph
{
    private static readonly string[] s_activations =
        ["Linear", "Tanh", "Sigmoid", "GELU", "SiLU", "Softplus", "PReLU", "ELU", "ReLU", "Sine"];

    private readonly Random _random;
    private readonly List<string> _attributes = [];
    private readonly List<(string Name, int[] Shape)> _values = [];
    private readonly HashSet<string> _taken = [];

    public RandomGraph(int seed)
    {
        _random = new Random(seed);
        Name = $"Graph{seed}";
        int[] shape = _random.Next(3) switch
        {
            0 => [_random.Next(1, 20)],
            1 => [_random.Next(1, 6), _random.Next(1, 20)],
            _ => [_random.Next(1, 4), _random.Next(1, 4), _random.Next(1, 10)],
        };
        InputSize = Count(shape);
        _attributes.Add($"[Input({string.Join(", ", shape)})]");
        int depth = _random.Next(2, 9);
        for (int i = 0; i < depth; i++)
        {
            shape = AddLayer(shape);
        }

        shape = JoinWhatNobodyTook(shape);
        (string loss, OutputSize) = AddEnd(shape);
        Loss = loss;
    }

    /// <summary>The name of its class, without the precision.</summary>
    public string Name { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    public string Loss { get; }

    /// <summary>Whether each sample's targets are a distribution over the outputs of each row.</summary>
    public bool IsOfClasses => Loss == "CrossEntropy";

    /// <summary>The declaration.</summary>
    public string Source(string precision) =>
        $"[Network(Loss = Loss.{Loss}, Precision = Precision.{precision}, CheckGradients = {(precision == "Double" ? "true" : "false")})]\n"
        + $"{string.Join("\n", _attributes)}\npublic sealed partial class {Name}{precision};\n";

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private string Activation => s_activations[_random.Next(s_activations.Length)];

    private int[] AddLayer(int[] current)
    {
        string from = string.Empty;
        if (_values.Count > 0 && _random.Next(5) == 0)
        {
            (string name, current) = _values[_random.Next(_values.Count)];
            from = $"From = \"{name}\", ";
            Take(name);
        }
        else if (_values.Count > 0)
        {
            Take(_values[^1].Name);
        }

        (string Name, int[] Shape)[] alike = [.. _values.Where(value => value.Shape.SequenceEqual(current))];
        (string Name, int[] Shape)[] joinable = [.. _values.Where(value => value.Shape.SkipLast(1).SequenceEqual(current.SkipLast(1)))];
        switch (_random.Next(9))
        {
            case 0:
                return Add($"Activate({Activation}, {from}", current);
            case 1:
                return Add($"Activate({(_random.Next(2) == 0 ? "Softmax" : "LogSoftmax")}, {from}", current);
            case 2:
                return Add($"LayerNorm({from}Epsilon = 0.01, ", current);
            case 3 when alike.Length > 0:
                return Add($"Add({Names(alike)}, {from}", current);
            case 4 when alike.Length > 0:
                return Add($"Multiply({Names(alike)}, {from}", current);
            case 5 when joinable.Length > 0 && current[^1] < 40:
                (string Name, int[] Shape)[] joined = Draw(joinable);
                return Add(
                    $"Concat({Quoted(joined)}, {from}", [.. current.SkipLast(1), current[^1] + joined.Sum(value => value.Shape[^1])]);
            case 6 when current.Length > 1:
                return Add($"Flatten({from}", [Count(current)]);
            case 7 when current[^1] % 2 == 0:
                int[] shape = [2, Count(current) / 2];
                return Add($"Reshape({string.Join(", ", shape)}, {from}", shape);
            default:
                int outputs = _random.Next(1, 20);
                return Add($"Layer({outputs}, {Activation}, {from}Bias = {(_random.Next(4) == 0 ? "false" : "true")}, ", [.. current.SkipLast(1), outputs]);
        }
    }

    private string Names((string Name, int[] Shape)[] values) => Quoted(Draw(values));

    /// <summary>One or two of some values, which are taken then.</summary>
    private (string Name, int[] Shape)[] Draw((string Name, int[] Shape)[] values)
    {
        (string Name, int[] Shape)[] drawn = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => values[_random.Next(values.Length)])];
        foreach ((string name, _) in drawn)
        {
            Take(name);
        }

        return drawn;
    }

    private static string Quoted((string Name, int[] Shape)[] values) => string.Join(", ", values.Select(value => $"\"{value.Name}\""));

    private void Take(string name) => _taken.Add(name);

    private int[] Add(string attribute, int[] shape)
    {
        string name = $"v{_values.Count + 1}";
        _attributes.Add($"[{attribute}Name = \"{name}\")]");
        _values.Add((name, shape));
        return shape;
    }

    private int[] JoinWhatNobodyTook(int[] current)
    {
        string last = _values[^1].Name;
        (string Name, int[] Shape)[] open = [.. _values.Where(value => value.Name != last && !_taken.Contains(value.Name))];
        if (open.Length == 0)
        {
            return current;
        }

        var vectors = new List<(string Name, int[] Shape)>();
        foreach ((string name, int[] shape) in open)
        {
            Add($"Flatten(From = \"{name}\", ", [Count(shape)]);
            vectors.Add(_values[^1]);
        }

        Add($"Flatten(From = \"{last}\", ", [Count(current)]);
        return Add($"Concat({Quoted([.. vectors])}, ", [Count(current) + vectors.Sum(value => value.Shape[0])]);
    }

    private (string Loss, int Outputs) AddEnd(int[] shape)
    {
        int outputs = _random.Next(1, 7);
        int[] yielded = [.. shape.SkipLast(1), outputs];
        switch (_random.Next(6))
        {
            case 0:
                _attributes.Add($"[Layer({outputs}, Sigmoid)]");
                return ("BinaryCrossEntropy", Count(yielded));
            case 1 when outputs > 1:
                _attributes.Add($"[Layer({outputs}, Softmax)]");
                return ("CrossEntropy", Count(yielded));
            case 2:
                _attributes.Add($"[Layer({outputs})]");
                _attributes.Add($"[Activate({Activation})]");
                return ("MeanSquaredError", Count(yielded));
            case 3:
                _attributes.Add("[LayerNorm(Epsilon = 0.01)]");
                return ("HalfSquaredError", Count(shape));
            case 4:
                _attributes.Add("[Flatten]");
                return ("MeanSquaredError", Count(shape));
            default:
                _attributes.Add($"[Layer({outputs}, {Activation})]");
                return ("SquaredError", Count(yielded));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Numerics.Reference;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// A random network of every kind of layer: chains, residual connections, joined branches, branches over branches. Values that nobody took are
/// joined before the end, so that every layer learns.
/// </summary>
internal sealed class RandomGraph
{
    private readonly Random _random;
    private readonly List<string> _attributes = [];
    private readonly List<(string Name, int[] Shape)> _values = [];
    private readonly HashSet<string> _taken = [];

    public RandomGraph(int seed)
    {
        _random = new Random(seed);
        Name = $"Graph{seed}";
        int[] shape = _random.Next(4) switch
        {
            0 => [_random.Next(1, 20)],
            1 => [_random.Next(1, 6), _random.Next(1, 20)],
            _ => [_random.Next(1, 7), _random.Next(1, 7), _random.Next(1, 10)],
        };
        if (RandomLayers.Exists("Embedding") && _random.Next(6) == 0)
        {
            (int steps, int size) = (_random.Next(1, 8), _random.Next(1, 20));
            _attributes.Add($"[Input({steps})]");
            shape = Add($"Embedding({_random.Next(2, 30)}, {size}, ", [steps, size]);
        }
        else
        {
            _attributes.Add($"[Input({string.Join(", ", shape)})]");
        }

        int depth = _random.Next(2, 9);
        for (int i = 0; i < depth; i++)
        {
            shape = AddLayer(shape);
        }

        shape = JoinWhatNobodyTook(shape);
        Network = new DeclaredNetwork(Name, AddEnd(shape), Reduction.Mean, _attributes);
        (_, OutputSize) = ReferenceGraph.Sizes(Network);
    }

    /// <summary>The name of its class, without the precision.</summary>
    public string Name { get; }

    /// <summary>The declaration.</summary>
    public DeclaredNetwork Network { get; }

    public int InputSize => Network.InputSize;

    public int OutputSize { get; }

    /// <summary>The declaration in a precision.</summary>
    public string Source(Precision precision) =>
        Network.Source($"{Name}{precision}", precision, Unroll.Auto, checkGradients: precision == Precision.Double);

    /// <summary>Inputs of so many samples.</summary>
    public double[] DrawInputs(Random random, int samples)
    {
        int vocabulary = Network.TakesIndices ? Network.Layers[0].Sizes[0] : 0;
        return [.. Enumerable.Range(0, samples * InputSize).Select(_ => vocabulary > 0 ? random.Next(vocabulary) : (random.NextDouble() * 2) - 1)];
    }

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private int[] AddLayer(int[] current)
    {
        string from = string.Empty;
        if (_values.Count > 0 && _random.Next(5) == 0)
        {
            (string name, current) = _values[_random.Next(_values.Count)];
            from = $"From = \"{name}\", ";
            _taken.Add(name);
        }
        else if (_values.Count > 0)
        {
            _taken.Add(_values[^1].Name);
        }

        while (true)
        {
            if (RandomLayers.Draw(_random, current) is { } drawn)
            {
                return Add($"{drawn.Attribute}{from}", drawn.Shape);
            }

            if (DrawCombination(current) is { } combined)
            {
                return Add($"{combined.Attribute}{from}", combined.Shape);
            }
        }
    }

    /// <summary>A layer that takes values which were named before; null where none fits.</summary>
    private RandomLayer? DrawCombination(int[] current)
    {
        bool joins = _random.Next(3) == 0;
        (string Name, int[] Shape)[] fitting =
            [.. _values.Where(value => joins ? value.Shape.SkipLast(1).SequenceEqual(current.SkipLast(1)) : value.Shape.SequenceEqual(current))];
        if (fitting.Length == 0 || (joins && current[^1] >= 40))
        {
            return null;
        }

        (string Name, int[] Shape)[] drawn = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => fitting[_random.Next(fitting.Length)])];
        _taken.UnionWith(drawn.Select(value => value.Name));
        return joins
            ? new RandomLayer($"Concat({Quoted(drawn)}, ", [.. current.SkipLast(1), current[^1] + drawn.Sum(value => value.Shape[^1])])
            : new RandomLayer($"{_random.Pick("Add", "Multiply")}({Quoted(drawn)}, ", current);
    }

    private static string Quoted((string Name, int[] Shape)[] values) => string.Join(", ", values.Select(value => $"\"{value.Name}\""));

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

    private Loss AddEnd(int[] shape)
    {
        int outputs = _random.Next(1, 7);
        switch (_random.Next(6))
        {
            case 0:
                _attributes.Add($"[Layer({outputs}, Sigmoid)]");
                return Loss.BinaryCrossEntropy;
            case 1 when outputs > 1:
                _attributes.Add($"[Layer({outputs}, Softmax)]");
                return Loss.CrossEntropy;
            case 2:
                _attributes.Add($"[Layer({outputs})]");
                _attributes.Add($"[Activate({RandomLayers.Activation(_random)})]");
                return Loss.MeanSquaredError;
            case 3 when shape[^1] > 2:
                _attributes.Add("[LayerNorm(Epsilon = 0.01)]");
                return Loss.HalfSquaredError;
            case 4:
                _attributes.Add("[Flatten]");
                return Loss.MeanSquaredError;
            default:
                _attributes.Add($"[Layer({outputs}, {RandomLayers.Activation(_random)})]");
                return Loss.SquaredError;
        }
    }
}

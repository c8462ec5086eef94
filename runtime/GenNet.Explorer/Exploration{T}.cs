using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>Everything that the page shows of one network.</summary>
internal sealed partial class Exploration<T> : Exploration
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkLayout _layout;
    private readonly Dataset _dataset;
    private readonly ExplorerOptions _options;
    private readonly TrainingThread<T> _training;
    private readonly EvaluationLoop<T> _evaluation;
    private readonly NetworkCopy<T> _copy;
    private readonly GradientChecks<T> _checks;
    private readonly InputPlane _plane;
    private readonly int _classes;
    private readonly string _declaration;
    private readonly string _start;
    private readonly ExploredNetwork? _explored;
    private readonly LayerValues? _layerValues;

    // Used in turns alone: one for a sample or whatever a person steps through, one for the samples of the histograms.
    private readonly NetworkTrace<T>? _trace;
    private readonly NetworkTrace<T>? _traceOfMany;

    // Used in turns alone, and there once a picture has wanted it.
    private T[]? _gradient;
    private T[]? _values;
    private T[]? _manyInputs;
    private T[]? _manyTargets;

    private volatile HeldTrace? _held;

    public Exploration(TrainableNetwork<T> network, Dataset dataset, ExplorerOptions options)
    {
        _layout = network.Layout;
        dataset.RequireSizes(_layout, nameof(dataset));
        options.Validation?.RequireSizes(_layout, nameof(ExplorerOptions.Validation));
        _dataset = dataset;
        _options = options;
        _explored = network.Explored;
        _plane = dataset.InputSize == 2 ? InputPlane.Of(dataset) : default;
        _classes = Decisions.ClassesOf(_layout, dataset);
        _declaration = Hash(Encoding.UTF8.GetBytes(_layout.Summary));
        _start = Hash(MemoryMarshal.AsBytes(network.Storage));
        _training = new TrainingThread<T>(network, dataset, options);
        _evaluation = new EvaluationLoop<T>(_training, network, dataset, options.Validation);
        _copy = new NetworkCopy<T>(_training, network);
        _checks = new GradientChecks<T>(_training, network, _evaluation.Training);
        if (_explored is not null)
        {
            _layerValues = new LayerValues(_explored);
            _trace = new NetworkTrace<T>(network);
            _traceOfMany = new NetworkTrace<T>(network);
        }
    }

    /// <inheritdoc/>
    public override string Name => _layout.Name;

    /// <inheritdoc/>
    public override TrainingThread Training => _training;

    /// <inheritdoc/>
    public override Task<float[]> BoundaryAsync(int size)
    {
        if (_layout.InputSize != 2)
        {
            throw new RequestException($"{Name} has {Counted.Of(_layout.InputSize, "input")}; a plane has two.");
        }

        T[] grid = Numbers.FromFloats<T>(_plane.Grid(size));
        return _copy.TakeAsync(network =>
        {
            T[] outputs = new T[size * size * _layout.OutputSize];
            network.Predict(grid, outputs);
            return Numbers.ToFloats<T>(outputs);
        });
    }

    /// <inheritdoc/>
    public override Task<float[]> MapsAsync(int size)
    {
        if (_layout.InputSize != 2)
        {
            throw new RequestException($"{Name} has {Counted.Of(_layout.InputSize, "input")}; a plane has two.");
        }

        LayerValues layers = _layerValues ?? throw NotExplored();
        T[] grid = Numbers.FromFloats<T>(_plane.Grid(size));
        return _copy.TakeAsync(network =>
        {
            var maps = new List<float>();
            for (int input = 0; input < 2; input++)
            {
                for (int point = input; point < grid.Length; point += 2)
                {
                    maps.Add(float.CreateTruncating(grid[point]));
                }
            }

            T[][] rowsOfLayers = TraceInParts(network, grid, layers);
            for (int layer = 1; layer <= layers.Count; layer++)
            {
                T[] rows = rowsOfLayers[layer - 1];
                int units = layers.LengthOf(layer);
                for (int unit = 0; unit < units; unit++)
                {
                    for (int point = unit; point < rows.Length; point += units)
                    {
                        maps.Add(float.CreateTruncating(rows[point]));
                    }
                }
            }

            return maps.ToArray();
        });
    }

    /// <inheritdoc/>
    public override Task<float[]> ActivationsAsync(bool ofValidation, int sample)
    {
        LayerValues layers = _layerValues ?? throw NotExplored();
        float[] values = Samples(ofValidation, [sample]);
        return _copy.TakeAsync(network =>
        {
            Trace(network, Numbers.FromFloats<T>(values.AsSpan(0, _layout.InputSize)), Numbers.FromFloats<T>(values.AsSpan(_layout.InputSize)), _trace!);
            var activations = new List<float>();
            for (int layer = 1; layer <= layers.Count; layer++)
            {
                activations.AddRange(Numbers.ToFloats(layers.Of(_trace!, layer)));
            }

            return activations.ToArray();
        });
    }

    /// <inheritdoc/>
    public override Task WriteTraceAsync(Utf8JsonWriter json, bool ofValidation, int first, int samples)
    {
        if (_trace is null)
        {
            throw NotExplored();
        }

        Dataset dataset = Evaluated(ofValidation);
        if (first > dataset.Count - samples)
        {
            throw new RequestException($"The data set has {Counted.Of(dataset.Count, "sample")}.");
        }

        return _copy.TakeAsync(network =>
        {
            Dataset batch = dataset.Slice(first, samples);
            Trace(network, Inputs(batch), Targets(batch), _trace);
            var held = HeldTrace.Of(_trace);
            held.Write(json);
            _held = held;
            return true;
        });
    }

    /// <inheritdoc/>
    public override float[] TraceNumbers => _held?.Numbers ?? throw new RequestException("Nothing has been traced yet.");

    /// <inheritdoc/>
    public override Task<RentedNumbers> TensorAsync(int tensor)
    {
        if (tensor < 0 || tensor >= _layout.Tensors.Length)
        {
            throw new RequestException($"{Name} has {Counted.Of(_layout.Tensors.Length, "tensor")}.");
        }

        return _copy.TakeAsync(network =>
        {
            var values = new RentedNumbers(_layout.Tensors[tensor].Length);
            Numbers.ToFloats<T>(ValuesOf(network, _layout.Tensors[tensor]), values.Values);
            return values;
        });
    }

    /// <inheritdoc/>
    public override float[] Samples(bool ofValidation, ReadOnlySpan<int> samples)
    {
        Dataset dataset = Evaluated(ofValidation);
        float[] values = new float[samples.Length * (_layout.InputSize + _layout.TargetSize)];
        for (int i = 0; i < samples.Length; i++)
        {
            if (samples[i] < 0 || samples[i] >= dataset.Count)
            {
                throw new RequestException($"The data set has {Counted.Of(dataset.Count, "sample")}.");
            }

            dataset.CopyInputs(samples[i], 1, values.AsSpan(i * _layout.InputSize, _layout.InputSize));
            dataset.CopyTargets(
                samples[i], 1, values.AsSpan((samples.Length * _layout.InputSize) + (i * _layout.TargetSize), _layout.TargetSize), _layout.TargetSize);
        }

        return values;
    }

    /// <inheritdoc/>
    public override Task WriteConfusionAsync(Utf8JsonWriter json) => _copy.TakeAsync(network =>
    {
        Decisions.Write(json, network, _evaluation.Validation ?? _evaluation.Training, _evaluation.Validation is not null, _classes);
        return true;
    });

    /// <inheritdoc/>
    public override Task WriteSampleAsync(Utf8JsonWriter json, bool ofValidation, int sample)
    {
        float[] values = Samples(ofValidation, [sample]);
        return _copy.TakeAsync(network =>
        {
            T[] inputs = Numbers.FromFloats<T>(values.AsSpan(0, _layout.InputSize));
            T[] outputs = new T[_layout.OutputSize];
            network.Predict(inputs, outputs);
            json.WriteStartObject();
            WriteValues(json, "inputs", values.AsSpan(0, _layout.InputSize));
            WriteValues(json, "targets", values.AsSpan(_layout.InputSize));
            WriteValues(json, "outputs", Numbers.ToFloats<T>(outputs));
            json.WriteEndObject();
            return true;
        });
    }

    /// <inheritdoc/>
    public override Task StartCheckAsync(int parametersPerTensor) => _checks.StartAsync(parametersPerTensor);

    /// <inheritdoc/>
    public override Task StopCheckAsync() => _checks.StopAsync();

    /// <inheritdoc/>
    public override CheckResult? Check => _checks.Result;

    /// <inheritdoc/>
    public override Task<byte[]> SaveAsync() => _copy.TakeAsync(network =>
    {
        using var stream = new MemoryStream();
        try
        {
            network.Save(stream);
        }
        catch (InvalidOperationException e)
        {
            throw new RequestException(e.Message);
        }

        return stream.ToArray();
    });

    /// <inheritdoc/>
    public override void Dispose()
    {
        _checks.Dispose();
        _evaluation.Dispose();
        _training.Dispose();
        _copy.Dispose();
    }

    /// <summary>The most samples that one traced pass takes.</summary>
    private int MostTracedAtOnce => _layout.CouplesSamples ? int.MaxValue : _layout.SamplesPerPass;

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4));

    private static void WriteValues(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
        {
            json.WriteFiniteValue(value);
        }

        json.WriteEndArray();
    }

    private static T[] Inputs(Dataset dataset)
    {
        T[] inputs = new T[dataset.Count * dataset.InputSize];
        dataset.CopyInputs<T>(0, dataset.Count, inputs);
        return inputs;
    }

    private T[] Targets(Dataset dataset)
    {
        T[] targets = new T[dataset.Count * _layout.TargetSize];
        dataset.CopyTargets<T>(0, dataset.Count, targets, _layout.TargetSize);
        return targets;
    }

    private RequestException NotExplored() => new($"{Name} carries no traced pass. Declare it with [Network(Explore = true)].");

    private void Trace(TrainableNetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkTrace<T> trace)
    {
        try
        {
            network.Trace(inputs, targets, trace);
        }
        catch (ArgumentException e)
        {
            throw new RequestException(e.Message);
        }
    }

    /// <summary>What each layer yields for inputs, row after row, traced in as many passes as these need; targets are 0.</summary>
    private T[][] TraceInParts(TrainableNetwork<T> network, ReadOnlySpan<T> inputs, LayerValues layers)
    {
        int samples = inputs.Length / _layout.InputSize;
        int most = Math.Min(samples, MostTracedAtOnce);
        T[][] rows = new T[layers.Count][];
        for (int first = 0; first < samples; first += most)
        {
            int count = Math.Min(most, samples - first);
            Trace(network, inputs.Slice(first * _layout.InputSize, count * _layout.InputSize), new T[count * _layout.TargetSize], _trace!);
            for (int layer = 1; layer <= layers.Count; layer++)
            {
                ReadOnlySpan<T> part = layers.Of(_trace!, layer);
                int ofSample = part.Length / count;
                rows[layer - 1] ??= new T[samples * ofSample];
                part.CopyTo(rows[layer - 1].AsSpan(first * ofSample));
            }
        }

        return rows;
    }

    private Dataset Evaluated(bool ofValidation) => ofValidation
        ? _evaluation.Validation ?? throw new RequestException("There are no validation samples.")
        : _evaluation.Training;
}

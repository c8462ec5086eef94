using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>
/// Lays out a tiled network: weight rows and sample rows are padded to whole cache lines, or to half of one, so that no vector width leaves a
/// remainder. Sizes are longs, because what does not fit may not fit an int either.
/// </summary>
internal sealed partial class TiledPlanner
{
    private NetworkGraph _graph;
    private readonly Precision _precision;
    private readonly bool _learns;
    private readonly int? _samplesPerPass;
    private readonly List<Row> _rows = [];
    private readonly List<PartRow> _parts = [];
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _inputStrides = new(StringComparer.Ordinal);
    private readonly List<Value> _dense;
    private readonly DenseProduct? _skipsZeros;

    /// <summary>Lays out a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="samplesPerPass">The most samples that a pass takes; null where that follows from what they need.</param>
    public TiledPlanner(NetworkGraph graph, int? samplesPerPass = null)
    {
        _graph = graph;
        _samplesPerPass = samplesPerPass;
        _precision = graph.Model.Precision;
        _learns = graph.Model.IsTrainable;
        _isWhole = _learns && graph.CouplesSamples;
        _dense = Forward.Concat(Backward).SelectMany(operation => operation.Dense).ToList();
        _skipsZeros = SkipsZeros();
        _byUnit = FindWeightsByUnit();
        foreach (Value input in graph.Inputs)
        {
            _inputStrides.Add(input.Name, FindStrideOfInput(input));
        }

        CollectRows();
    }

    private IEnumerable<Operation> Forward => _graph.ForwardOperations;

    private IEnumerable<Operation> Backward => _graph.BackwardOperations;

    private LossHead Head => _graph.Head;

    /// <summary>The plan; where it needs more values than there can be, null and the number that it would need.</summary>
    public NetworkPlan? TryPlan(out long needed)
    {
        Dictionary<string, long> offsets = StorageOf(out long storage);
        long movedInputs = _graph.Inputs.Where(IsMoved).Sum(input => StrideOfInput(input) * input.Shape.Positions);
        long headRows = Head.Output.Shape.Positions;
        long perSample = headRows + movedInputs + Kept.Sum(row => row.PerSample) + (StrideOf(Head.Output) * headRows);
        long weights = _graph.Tensors.Where(tensor => !tensor.IsTable && (tensor.Rows > 1 || tensor.Symbol == "w"))
            .Sum(tensor => tensor.Rows * WidthOf(tensor));
        int atMost = _isWhole || Forward.Any(operation => operation.LimitsSamples)
            ? Footprint.SamplesAtMost(perSample, weights, _precision)
            : int.MaxValue;

        // Sums are found by the first sample of their tile, so each portion has to be one tile: of six samples, or up to eleven at the end of a batch.
        if (atMost == Tiles.Samples && !_isWhole)
        {
            _graph = _graph with { Gradients = _graph.Gradients.Select(stage => TileSums.In(stage, _precision)).ToList() };
            if (_learns && !IsStep && Footprint.SamplesPerPassOfTiles(perSample) >= 2 * Tiles.Samples)
            {
                FindValuesOfTiles();
            }
        }

        int samples = _samplesPerPass
            ?? (_ofTile.Count > 0 ? Footprint.SamplesPerPassOfTiles(perSample) : Footprint.SamplesPerPass(perSample, weights, _precision));

        if (_learns || IsStep)
        {
            LayOutWorkspace(samples);
        }

        (WorkspaceLayout prediction, int predicted) = IsStep ? (_layout, samples) : LayOutPrediction(weights);
        needed = storage + Math.Max(_layout.Length, prediction.Length);
        if (needed > Footprint.MostValues(_precision))
        {
            return null;
        }

        // A pass that takes a whole batch has its lengths for a sample and for the batch.
        bool hasOwnPass = _learns && !_isWhole;
        return new NetworkPlan
        {
            Graph = _graph,
            Strategy = Strategy.Tiled,
            ParameterCount = checked((int)_graph.ParameterCount),
            StorageLength = checked((int)storage),
            Tensors = PlacesOf(offsets),
            SamplesPerPass = hasOwnPass ? samples : predicted,
            SamplesAtMost = atMost,
            WorkspaceLength = checked((int)(hasOwnPass ? _layout.Length : prediction.Length)),
            WorkspaceOfSample = _isWhole ? checked((int)_workspaceOfSample) : 0,
            WorkspaceOfBatch = _isWhole ? checked((int)_workspaceOfBatch) : 0,
            FirstOfSamples = _isWhole ? checked((int)_firstOfSamples) : 0,
            Placement = PlacementOf(offsets, _learns ? _layout : prediction),
            Prediction = _learns
                ? new PredictionPlan(predicted, checked((int)prediction.Length), PlacementOf(offsets, prediction))
                : null,
        };
    }

    /// <summary>Whether this is one step of a stream, whose workspace remembers what was before: everything keeps its place.</summary>
    private bool IsStep => _samplesPerPass is not null;

    /// <summary>Every tensor's offset in the storage, by its name: those that learn first, then those that stay as they are, then what is no parameter.</summary>
    private Dictionary<string, long> StorageOf(out long length)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        long next = 0;
        foreach (Tensor tensor in _graph.Tensors.OrderBy(tensor => tensor.IsState ? 2 : tensor.IsFrozen ? 1 : 0))
        {
            offsets.Add(tensor.Name, next);
            next += Footprint.Align(tensor.Rows * WidthOf(tensor), _precision);
        }

        // A network without parameters has a place for none all the same.
        length = Math.Max(next, Footprint.ElementsPerLine(_precision));
        return offsets;
    }

    private IReadOnlyList<TensorPlace> PlacesOf(Dictionary<string, long> offsets) => _graph.Tensors
        .Select(tensor => new TensorPlace(tensor, checked((int)offsets[tensor.Name]), ColumnsOf(tensor, tensor.Rows, WidthOf(tensor))))
        .ToList();

    /// <summary>How the columns of a tensor lie: the matrices of a convolution, even where there is one, and tables have no panels.</summary>
    private MatrixColumns ColumnsOf(Tensor tensor, int rows, long width) => IsByUnit(tensor)
        ? MatrixColumns.OneByOne(tensor.Columns, rows)
        : tensor.Shape.Rank <= 2 && !tensor.IsTable
        ? Footprint.WeightColumns(rows, width, _precision)
        : MatrixColumns.InRows(checked((int)width), checked((int)width));

    /// <summary>The values that have a place of their own, layer by layer: outputs, δ, then what is kept.</summary>
    private void CollectRows()
    {
        foreach (Stage stage in _graph.Forward)
        {
            CollectForward(stage);

            if (stage.Layer == Head.Layer)
            {
                Add(Head.Delta);
            }

            foreach (Stage back in _graph.Backward.Where(back => back.Layer == stage.Layer))
            {
                CollectBackward(back);
            }

            if (_learns)
            {
                foreach (Value value in stage.Keeps)
                {
                    Add(value);
                }
            }
        }
    }

    /// <summary>What a layer yields, and what it makes on its way: in the same place where an operation may work in place.</summary>
    private void CollectForward(Stage stage)
    {
        AddMadeBy(stage.Operations[stage.Operations.Count - 1]);
        foreach (Operation operation in stage.Operations.Reverse())
        {
            foreach (Value value in operation.Scratch)
            {
                Add(value);
            }

            foreach (Value value in operation.PredictionScratch)
            {
                Add(value, value.Layer, isPredicted: true);
            }

            foreach (Value value in operation.Reads.Where(value => stage.Operations.Any(other => other.Makes == value)))
            {
                if (_shared.ContainsKey(value.Name) || _parts.Any(part => part.Part == value) || _rows.Any(row => row.Value == value))
                {
                    continue;
                }

                if (operation.IsInPlace && value == operation.Reads[0])
                {
                    Share(value, operation.Makes!);
                }
                else
                {
                    AddMadeBy(stage.Operations.First(other => other.Makes == value));
                }
            }
        }
    }

    /// <summary>δ of a layer, in whose place what comes from one consumer lies before.</summary>
    private void CollectBackward(Stage stage)
    {
        if (stage.Operations.All(operation => operation.Makes is null))
        {
            foreach (Value value in stage.Operations.SelectMany(operation => operation.Scratch))
            {
                Add(value);
            }

            return;
        }

        Value delta = stage.Output;
        Add(delta);
        foreach (Value scratch in stage.Operations.SelectMany(operation => operation.Scratch.Concat(operation.Parts)))
        {
            Add(scratch);
        }

        foreach (Value value in stage.Operations.Select(operation => operation.Makes!).Where(value => value.Name != delta.Name))
        {
            if (value.Symbol == "s")
            {
                Share(value, delta);
            }
            else
            {
                // Several consumers: each has a place of its own, which belongs to this layer.
                Add(value, stage.Layer);
            }
        }
    }

    private void Add(Value value) => Add(value, value.Layer);

    private void Add(Value value, int layer, bool isPredicted = false)
    {
        if (value.PartOf is { } part)
        {
            _parts.Add(new PartRow(value, part.Whole, 0, part.Group));
            return;
        }

        long stride = StrideOf(value);

        // A whole batch has room for no fewer than sixteen samples: four rows hold those of its tiles.
        long perSample = value.Scope switch
        {
            ValueScope.Batch => 0,
            ValueScope.Tile => stride / 4,
            _ => stride * value.Shape.Positions,
        };
        _rows.Add(new Row(value, stride, perSample, layer, isPredicted));
    }

    /// <summary>What an operation makes: a name for a row where whoever reads it finds rows however far apart they are.</summary>
    private void AddMadeBy(Operation operation)
    {
        Value made = operation.Makes!;
        if (operation.RowOfInput is { } row
            && made != Head.Output
            && Forward.Concat(Backward).Concat(_graph.GradientOperations)
                .Where(other => other.Reads.Contains(made))
                .All(other => other is DenseProduct or Concatenation or WeightGradient))
        {
            _parts.Add(new PartRow(made, operation.Reads[0], row, 0));
            return;
        }

        Add(made);
    }

    private void Share(Value value, Value place) =>
        _shared.Add(value.Name, _shared.TryGetValue(place.Name, out string? shared) ? shared : place.Name);

    /// <summary>The value that another is a part of; null where it is none.</summary>
    private Value? WholeOf(Value value) => _parts.Find(part => part.Part.Name == value.Name)?.Whole;

    /// <summary>The name of the place that a value lies in which is no part of another.</summary>
    private string OwnPlaceOf(Value value) => _shared.TryGetValue(value.Name, out string? shared) ? shared : value.Name;

    /// <summary>What is read element by element lies without padding.</summary>
    private long WidthOf(Value value) => IsDense(value) ? value.Features : WidthOf(value.Features, value.Groups);

    private long WidthOf(Tensor tensor) => IsByUnit(tensor) ? tensor.Columns : WidthOf(tensor.Columns, tensor.Groups);

    private long WidthOf(int features, int groups) => groups * Footprint.Width(features / groups, _precision);

    private int RowsOfTranspose(Tensor tensor) => tensor.Groups == 1 ? tensor.Columns : checked((int)WidthOf(tensor));

    private long StrideOf(Value value) => IsDense(value) ? value.Features : Footprint.SampleStride(WidthOf(value), _precision);

    private bool IsDense(Value value) => _dense.Contains(value);

    /// <summary>Whether an input is moved into the workspace, because its rows have to be further apart than they come.</summary>
    private bool IsMoved(Value input) => StrideOfInput(input) != input.Features;

    private long StrideOfInput(Value input) => _inputStrides[input.Name];

    /// <summary>
    /// Inputs are read where they are by products, whose rows may begin anywhere, but a power of two apart they would crowd into a few sets
    /// of the cache; what goes through them vector by vector needs whole cache lines.
    /// </summary>
    private long FindStrideOfInput(Value input)
    {
        if (Forward.Any(operation => operation.ReadsIndices && operation.Reads.Contains(input)))
        {
            // Indices are read one by one.
            return input.Features;
        }

        bool isReadByElement = Forward.Any(operation => !operation.ReadsElements && operation.Reads.Contains(input))
            || Backward.OfType<MapGradient>().Any(gradient => gradient.Reads.Contains(input));
        return isReadByElement ? StrideOf(input)
            : input.Shape.Rank == 1 ? Footprint.InputStride(input.Features, _precision)
            : input.Features;
    }

    private DenseProduct? SkipsZeros()
    {
        if (_graph.Inputs.Count != 1 || _graph.CouplesSamples)
        {
            return null;
        }

        List<Operation> readers = Forward.Where(operation => operation.Reads.Contains(_graph.Inputs[0])).ToList();
        return readers.Count == 1
            && readers[0] is DenseProduct { Input.Shape.Rank: 1 } product
            && Footprint.SkipsZeros(product.Weights.Rows, product.Weights.Columns, _precision)
                ? product
                : null;
    }

    /// <summary>A value that lies in the place of another: from a row of it on, and from one of its groups.</summary>
    private sealed record PartRow(Value Part, Value Whole, int Row, int Group);

    /// <summary>A value with a place of its own.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Stride">The distance from one row to the next.</param>
    /// <param name="PerSample">The elements that each sample needs; 0 where the batch has one row.</param>
    /// <param name="Layer">The layer that its place belongs to.</param>
    /// <param name="IsPredicted">Whether a pass that predicts alone has it.</param>
    private sealed record Row(Value Value, long Stride, long PerSample, int Layer, bool IsPredicted);
}

using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <content>
/// How the workspace is laid out: one of a pass, and where samples depend on each other one of a batch, in which what a batch has once lies in front and
/// the rest has so many elements for each sample.
/// </content>
internal sealed partial class TiledPlanner
{
    private readonly WorkspaceLayout _layout = new();
    private readonly Dictionary<string, long> _offsetsPerSample = new(StringComparer.Ordinal);
    private readonly Dictionary<Operation, (long PerSample, long Within)> _workOfBatch = [];
    private readonly List<Transpose> _transposes = [];

    /// <summary>Whether a training pass takes a whole batch.</summary>
    private readonly bool _isWhole;

    // How much has been taken: of a pass's workspace, and of a batch's for each sample and once.
    private long _workspace;
    private long _workspaceOfSample;
    private long _workspaceOfBatch;

    private long _firstOfSamples;
    private long _targetsPerSample;
    private long _lossesPerSample;

    /// <summary>Whether the targets have a place of their own, because rows of outputs are padded.</summary>
    private bool PadsTargets => Head.Output.Features != StrideOf(Head.Output) && !_graph.Model.HasVariances;

    /// <summary>What this workspace has a place for: all but what a prediction alone has on its way, where that has a workspace of its own.</summary>
    private IEnumerable<Row> Kept => _learns ? _rows.Where(row => !row.IsPredicted) : _rows;

    private void LayOutWorkspace(int samples)
    {
        if (_isWhole)
        {
            // What a batch has once lies in front of what grows with its samples.
            foreach (Row row in Kept.Where(row => row.PerSample == 0))
            {
                _layout.Offsets.Add(row.Value.Name, Take(row.Stride));
            }

            TakeTransposes(Transposed);
            TakeMatrices(samples);
        }

        _firstOfSamples = _workspace;
        _workspaceOfBatch = _workspace;
        TakeRows(samples);
        if (!_isWhole)
        {
            TakeMatrices(samples);
        }

        TakeEnds(samples);
        foreach (Operation operation in Forward.Concat(Backward).Concat(_graph.GradientOperations))
        {
            TakeWork(operation, samples);
        }

        TakeRowsOfTiles(samples);
        _layout.Length = _workspace;
    }

    /// <summary>The values of each layer, and the transposes of its weights.</summary>
    private void TakeRows(int samples)
    {
        foreach (int layer in _graph.Model.Layers.Select(layer => layer.Number))
        {
            foreach (Row row in Kept.Where(row => row.Layer == layer && !_ofTile.Contains(row.Value.Name) && !_layout.Offsets.ContainsKey(row.Value.Name)))
            {
                _layout.Offsets.Add(row.Value.Name, row.PerSample == 0 ? Take(row.Stride) : Take(samples * row.PerSample));
                _offsetsPerSample.Add(row.Value.Name, TakePerSample(row.PerSample));
            }

            if (!_isWhole)
            {
                TakeTransposes(Transposed.Where(tensor => tensor.Layer == layer));
            }
        }
    }

    /// <summary>What the network meets at its ends: targets, losses, and inputs that do not lie where they came.</summary>
    private void TakeEnds(int samples)
    {
        // Targets have a place where rows of outputs are padded, and in any case where the network learns.
        long headRows = Head.Output.Shape.Positions;
        long ofTargets = StrideOf(Head.Output) * headRows;
        if (_learns || PadsTargets)
        {
            _layout.Offsets.Add(WorkspaceLayout.Targets, Take(samples * ofTargets));
        }

        _targetsPerSample = TakePerSample(ofTargets);
        _layout.Offsets.Add(WorkspaceLayout.Losses, Take(samples * headRows));
        _lossesPerSample = TakePerSample(headRows);
        foreach (Value input in _graph.Inputs.Where(IsMoved))
        {
            long ofInput = StrideOfInput(input) * input.Shape.Positions;
            _layout.Offsets.Add(input.Name, Take(samples * ofInput));
            if (_isWhole)
            {
                _offsetsPerSample.Add(input.Name, TakePerSample(ofInput));
            }
        }

        if (_skipsZeros is { Weights: { } skipped })
        {
            _layout.Offsets.Add(WorkspaceLayout.Nonzeros, Take(Footprint.NonzeroValues(skipped.Rows, skipped.Columns, samples, _precision)));
        }
    }

    /// <summary>The memory that an operation works with.</summary>
    private void TakeWork(Operation operation, int samples)
    {
        const int Many = 1 << 24;
        if (WorkMemory.BytesOf(operation, samples, _precision) is > 0 and var bytes)
        {
            _layout.Work.Add(operation, Take(Elements(bytes)));

            // Past some number of samples the need grows evenly; with the even growth from the first on there is more than enough.
            long bytesOfMany = WorkMemory.BytesOf(operation, Many, _precision);
            long bytesOfOneMore = WorkMemory.BytesOf(operation, Many + 1, _precision) - bytesOfMany;
            _workOfBatch.Add(operation, (_workspaceOfSample, _workspaceOfBatch - _firstOfSamples));
            TakePerSample(Footprint.Align(Elements(bytesOfOneMore), _precision));
            _workspaceOfBatch += Elements(bytesOfMany - (Many * bytesOfOneMore));
        }
        else if (operation is WeightGradient { Delta.Positions: > 1 } gradient)
        {
            // Sums between one block of terms and the next.
            long sums = gradient.Weights.Rows * WidthOf(gradient.Weights);
            _layout.Work.Add(operation, Take(sums));
            _workOfBatch.Add(operation, (_workspaceOfSample, _workspaceOfBatch - _firstOfSamples));
            _workspaceOfBatch += sums;
        }
    }

    private void TakeTransposes(IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            long columns = Footprint.Width(tensor.Rows / tensor.Matrices, _precision);
            _transposes.Add(new Transpose(tensor, Take((long)tensor.Matrices * RowsOfTranspose(tensor) * columns), columns));
        }
    }

    /// <summary>The matrices of operations: one of each, or one for each tile of samples, of which the last has what is left over as well.</summary>
    private void TakeMatrices(int samples)
    {
        foreach (Graph.Buffer buffer in Matrices.Of(_graph, _precision))
        {
            long count = buffer.IsOfTile ? Math.Max(samples / Tiles.Samples, 1) : 1;
            _layout.Offsets.Add(buffer.Name, Take(count * buffer.Rows * Footprint.Width(buffer.Columns, _precision)));
        }
    }

    private long Elements(long bytes) => Footprint.Align((bytes / Footprint.BytesPerElement(_precision)) + 1, _precision);

    private long TakePerSample(long length)
    {
        long offset = _workspaceOfSample;
        _workspaceOfSample += length;
        return offset;
    }

    private long Take(long length)
    {
        long offset = _workspace;
        _workspace += Footprint.Align(length, _precision);
        return offset;
    }

    /// <summary>The transpose of a tensor in the workspace.</summary>
    private sealed record Transpose(Tensor Tensor, long Offset, long Columns);
}

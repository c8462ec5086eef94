using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <content>
/// Weights that lie unit by unit. Where many inputs meet a few units, the ten classes of an image for example, rows of weights would end in padding, which is
/// read and multiplied like all else; each unit's weights side by side have none, and a sum runs along them and the inputs.
/// </content>
internal sealed partial class TiledPlanner
{
    private readonly HashSet<string> _byUnit;

    /// <summary>The weights whose transposes are made in the workspace; those that lie unit by unit are their own.</summary>
    private IEnumerable<Tensor> Transposed => _graph.Transposed.Where(tensor => !IsByUnit(tensor));

    private bool IsByUnit(Tensor tensor) => _byUnit.Contains(tensor.Name);

    /// <summary>A step of a stream reads the same weights for other shapes, so that there all lie row by row.</summary>
    private HashSet<string> FindWeightsByUnit() => new(
        Forward.OfType<DenseProduct>()
            .Where(product => _graph.Model is { IsStream: false, StepTimings: null }
                && product.Input.Shape.Rank == 1
                && Footprint.LieByUnit(product.Weights.Rows, product.Weights.Columns, _precision))
            .Select(product => product.Weights.Name),
        StringComparer.Ordinal);

    private IEnumerable<TensorPlace> TransposesOf(Dictionary<string, long> offsets) => _transposes
        .Select(place => new TensorPlace(
            place.Tensor, checked((int)place.Offset), ColumnsOf(place.Tensor, RowsOfTranspose(place.Tensor), place.Columns)))
        .Concat(_graph.Tensors.Where(IsByUnit).Select(tensor => new TensorPlace(
            tensor, checked((int)offsets[tensor.Name]), MatrixColumns.InRows(tensor.Rows, tensor.Rows))));
}

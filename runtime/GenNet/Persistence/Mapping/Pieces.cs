using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>The ways in which tensors of others are tensors of ours.</summary>
internal static class Pieces
{
    /// <summary>The values in the same order, <paramref name="sourceOffset"/> on.</summary>
    public static IReadOnlyList<TensorPiece> Same(NetworkTensor target, int sourceOffset = 0) =>
        [new TensorPiece(target, sourceOffset, 0, adds: false, [new PieceAxis(target.Length, 1, 1)])];

    /// <summary>A vector whose values have an order of their own in PyTorch.</summary>
    public static IReadOnlyList<TensorPiece> Vector(NetworkTensor target, string? order)
    {
        var pieces = new List<TensorPiece>();
        foreach (KeyValuePair<int, PieceAxis[]> part in FeatureOrder.Axes(order, target.Length, 1, 1))
        {
            pieces.Add(new TensorPiece(target, part.Key, part.Key, adds: false, part.Value));
        }

        return pieces;
    }

    /// <summary>Our [inputs, outputs] from their [outputs, inputs], <paramref name="sourceOffset"/> on.</summary>
    public static IReadOnlyList<TensorPiece> Transposed(
        NetworkTensor target, int sourceOffset = 0, string? inputOrder = null, string? outputOrder = null)
    {
        int inputs = target.Shape[0];
        int outputs = target.Shape[1];
        var pieces = new List<TensorPiece>();
        foreach (KeyValuePair<int, PieceAxis[]> rows in FeatureOrder.Axes(inputOrder, inputs, 1, outputs))
        {
            foreach (KeyValuePair<int, PieceAxis[]> columns in FeatureOrder.Axes(outputOrder, outputs, inputs, 1))
            {
                pieces.Add(new TensorPiece(
                    target,
                    sourceOffset + rows.Key + (columns.Key * inputs),
                    (rows.Key * outputs) + columns.Key,
                    adds: false,
                    [.. rows.Value, .. columns.Value]));
            }
        }

        return pieces;
    }

    /// <summary>
    /// Our [height, width, inputs of a group, outputs] from [outputs, inputs of a group, height, width], with one size of window or two.
    /// </summary>
    public static IReadOnlyList<TensorPiece> Convolution(NetworkTensor target)
    {
        int[] shape = target.Shape;
        int outputs = shape[shape.Length - 1];
        int inputs = shape[shape.Length - 2];
        int window = target.Length / (inputs * outputs);
        return
        [
            new TensorPiece(target, 0, 0, adds: false,
            [
                new PieceAxis(window, 1, inputs * outputs),
                new PieceAxis(inputs, window, outputs),
                new PieceAxis(outputs, inputs * window, 1),
            ]),
        ];
    }

    /// <summary>Our [height, width, inputs of a group, outputs] from [inputs, outputs of a group, height, width].</summary>
    public static IReadOnlyList<TensorPiece> TransposedConvolution(NetworkTensor target, int groups)
    {
        int[] shape = target.Shape;
        int outputs = shape[shape.Length - 1];
        int ofGroup = outputs / groups;
        int inputs = shape[shape.Length - 2];
        int window = target.Length / (inputs * outputs);
        return
        [
            new TensorPiece(target, 0, 0, adds: false,
            [
                new PieceAxis(window, 1, inputs * outputs),
                new PieceAxis(inputs, ofGroup * window, outputs),
                new PieceAxis(groups, inputs * ofGroup * window, ofGroup),
                new PieceAxis(ofGroup, window, 1),
            ]),
        ];
    }

    /// <summary>Our [height, width, inputs, outputs] from [height, width, outputs, inputs].</summary>
    public static IReadOnlyList<TensorPiece> SwappedConvolution(NetworkTensor target)
    {
        int[] shape = target.Shape;
        int outputs = shape[shape.Length - 1];
        int inputs = shape[shape.Length - 2];
        return
        [
            new TensorPiece(target, 0, 0, adds: false,
            [
                new PieceAxis(target.Length / (inputs * outputs), inputs * outputs, inputs * outputs),
                new PieceAxis(inputs, 1, outputs),
                new PieceAxis(outputs, inputs, 1),
            ]),
        ];
    }

    /// <summary>Rows of gates, each <paramref name="units"/> wide, that stand in another order in the file.</summary>
    /// <param name="target">Our tensor.</param>
    /// <param name="units">The values of a gate.</param>
    /// <param name="gates">For each gate of ours which of the file's it is.</param>
    /// <param name="count">How many of ours are taken, the first ones.</param>
    /// <param name="sourceOffset">Where the row of the file begins.</param>
    /// <param name="adds">Whether they are added.</param>
    public static IReadOnlyList<TensorPiece> Gates(
        NetworkTensor target, int units, IReadOnlyList<int> gates, int count, int sourceOffset = 0, bool adds = false)
    {
        int columns = target.Shape[target.Shape.Length - 1];
        int rows = target.Length / columns;
        var pieces = new List<TensorPiece>();
        for (int gate = 0; gate < count; gate++)
        {
            pieces.Add(new TensorPiece(
                target,
                sourceOffset + (gates[gate] * units),
                gate * units,
                adds,
                [new PieceAxis(rows, gates.Count * units, columns), new PieceAxis(units, 1, 1)]));
        }

        return pieces;
    }
}

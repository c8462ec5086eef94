using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>The matrices that operations write and read, one of each for all samples, or for each tile of them: what they have themselves, and what wide vectors need besides.</summary>
internal static class Matrices
{
    /// <summary>Those of all operations of a network, forward first.</summary>
    public static IEnumerable<Buffer> Of(NetworkGraph graph, Precision precision) =>
        Of(graph.Forward, precision).Concat(Of(graph.Backward, precision)).Concat(Of(graph.Gradients, precision));

    /// <summary>Those of some stages.</summary>
    public static IEnumerable<Buffer> Of(IEnumerable<Stage> stages, Precision precision) =>
        stages.SelectMany(stage => stage.Operations).SelectMany(operation => Of(operation, precision));

    /// <summary>Those of an operation.</summary>
    public static IEnumerable<Buffer> Of(Operation operation, Precision precision) => operation.Buffers.Concat(OfPairs(operation, precision));

    private static IEnumerable<Buffer> OfPairs(Operation operation, Precision precision) => operation switch
    {
        Convolution convolution when PairedPixels.WidthOf(convolution, precision) is > 0 and int width =>
            [new Buffer($"{convolution.Weights.Name}Pairs", PairedPixels.RowsOf(convolution) + 1, width)],
        ConvolutionWeightGradient gradient when PairedPixels.WidthOf(gradient, precision) is > 0 and int width =>
            [new Buffer($"{gradient.Weights.Name}PairSums", PairedPixels.RowsOf(gradient), width) { IsOfTile = gradient.SumsTiles }],
        _ => [],
    };
}

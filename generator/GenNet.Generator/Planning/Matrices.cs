using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>The matrices that operations write and read, one of each for all samples, or for each tile of them.</summary>
internal static class Matrices
{
    /// <summary>Those of all operations of a network, forward first.</summary>
    public static IEnumerable<Buffer> Of(NetworkGraph graph, Precision precision) =>
        Of(graph.Forward, precision).Concat(Of(graph.Backward, precision)).Concat(Of(graph.Gradients, precision));

    /// <summary>Those of some stages.</summary>
    public static IEnumerable<Buffer> Of(IEnumerable<Stage> stages, Precision precision) =>
        stages.SelectMany(stage => stage.Operations).SelectMany(operation => operation.BuffersIn(precision));
}

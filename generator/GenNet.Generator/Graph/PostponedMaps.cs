using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Graph;

/// <summary>
/// ReLU behind a max pool, where it was declared before: max(·, 0) of the largest is the largest of max(·, 0), and there are fewer of them, one for each window.
/// Measured on 60,000 digits through eight filters of 3 × 3 and windows of 2 × 2: an epoch takes 4 % less time with vectors of 256 bits and of 512, and of LeNet-5
/// 1 to 2 % less.
/// </summary>
internal static class PostponedMaps
{
    private static readonly Expression s_function = ActivationFunction.Of(Activation.ReLU, 0).Output;

    /// <summary>The same network with such activations behind their pools. One that is watched keeps the order of its layers.</summary>
    public static NetworkGraph In(NetworkGraph graph) => graph.Model.Explores ? graph
        : graph.ForwardOperations.OfType<Map>().Aggregate(graph, (postponed, map) => Postpone(postponed, map) ?? postponed);

    private static NetworkGraph? Postpone(NetworkGraph graph, Map map)
    {
        if (map is not { SecondHalf: null, Parameter: null, Kept: null } || map.Function.Output != s_function)
        {
            return null;
        }

        // A layer is left that makes what the activation alone reads; a scaling has its activation behind it, with which prediction joins it.
        IReadOnlyList<Operation> own = graph.Forward.First(stage => stage.Layer == map.Layer).Operations;
        if (own.Count < 2
            || own[own.Count - 1] != map
            || own[own.Count - 2].Makes != map.Input
            || own[own.Count - 2] is IScaling
            || graph.ForwardOperations.Count(operation => operation.Reads.Contains(map.Input)) > 1)
        {
            return null;
        }

        List<Operation> readers = graph.ForwardOperations.Where(operation => operation.Reads.Contains(map.Output)).ToList();
        List<Operation> readersBack = graph.BackwardOperations
            .Concat(graph.GradientOperations)
            .Where(operation => operation.Reads.Contains(map.Output))
            .ToList();
        if (readers.Count != 1
            || readers[0].Layer == graph.Head.Layer
            || readersBack.Count > 1
            || readers.Concat(readersBack).Any(reader => (reader as IBeforeMap)?.Ordered != map.Output))
        {
            return null;
        }

        Precision precision = graph.Model.Precision;
        Operation reader = readers[0];
        Value output = reader.Makes!;
        var largest = new Value("z", output.Layer, output.Shape);
        Operation before = ((IBeforeMap)reader).Before(map, largest, precision);
        Map behind = map with
        {
            Layer = reader.Layer,
            Input = largest,
            Output = output,
            Formula = $"{output.Name} = {Printer.Notation(map.Function.Output, symbol => GraphBuilder.NameOf(symbol, largest, reader.Layer), precision)}",
        };
        return new NetworkGraph(
            graph.Model,
            graph.Inputs,
            graph.Tensors,
            graph.Forward.Select(stage => Replaced(stage, operation => operation == map ? [] : operation == reader ? [before, behind] : [operation])).ToList(),
            graph.Head,
            graph.Backward.Select(stage => Replaced(
                stage, operation => readersBack.Contains(operation) ? [((IBeforeMap)operation).Before(map, largest, precision)] : [operation])).ToList(),
            graph.Gradients)
        {
            Derivatives = graph.Derivatives,
        };
    }

    private static Stage Replaced(Stage stage, System.Func<Operation, IEnumerable<Operation>> replacement)
    {
        List<Operation> operations = stage.Operations.SelectMany(replacement).ToList();
        return operations.SequenceEqual(stage.Operations)
            ? stage
            : new Stage(stage.Layer, Stage.CommentOf(stage.Layer, operations.Select(operation => operation.Formula)), operations);
    }
}

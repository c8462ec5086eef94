using GenNet.Generator.Declaration;

namespace GenNet.Generator.Graph;

/// <summary>
/// An operation for which the order of values is enough: it finds the same ones before an activation that keeps the order. A pool of the largest, and what it
/// hands down.
/// </summary>
internal interface IBeforeMap
{
    /// <summary>What it reads, where the order of that is enough; null otherwise.</summary>
    Value? Ordered { get; }

    /// <summary>The same before the activation.</summary>
    /// <param name="map">The activation.</param>
    /// <param name="output">What it makes, if it is on the way forward: what the activation reads from now on.</param>
    /// <param name="precision">The precision of numbers in its formula.</param>
    Operation Before(Map map, Value output, Precision precision);
}

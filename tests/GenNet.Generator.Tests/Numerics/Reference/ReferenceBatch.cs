using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>What a layer yields for a batch.</summary>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Samples">The values of each sample, row-major.</param>
internal sealed record ReferenceBatch(IReadOnlyList<int> Shape, Scalar[][] Samples)
{
    /// <summary>The last dimension.</summary>
    public int Features => Shape[^1];

    /// <summary>The rows of a sample: its steps or pixels.</summary>
    public int Positions => Samples[0].Length / Features;

    /// <summary>The same function of each sample.</summary>
    public ReferenceBatch Each(IReadOnlyList<int> shape, Func<Scalar[], Scalar[]> function) => new(shape, [.. Samples.Select(function)]);

    /// <summary>The same function of each row of each sample.</summary>
    public ReferenceBatch EachRow(int features, Func<Scalar[], Scalar[]> function) =>
        Each([.. Shape.SkipLast(1), features], sample => [.. sample.Chunk(Features).SelectMany(function)]);
}

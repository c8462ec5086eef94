using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <content>
/// Where six samples at a time go forward and back, values that no gradient of weights reads afterwards are needed for one tile alone. Each thread has one
/// place for them, that of the first tile it takes, which stays in the cache. Measured on 60,000 digits through eight filters of 3 × 3 and a pool, one
/// thread: an epoch takes 6 % less time with vectors of 256 bits and 4 % less with 512; of LeNet-5 it takes 6 % less with either.
/// </content>
internal sealed partial class TiledPlanner
{
    private readonly HashSet<string> _ofTile = new(StringComparer.Ordinal);

    private void FindValuesOfTiles()
    {
        var readLater = new HashSet<string>(
            _graph.GradientOperations
                .Where(operation => operation.SummedInTiles is null)
                .SelectMany(operation => operation.Reads.Concat(operation.Scratch))
                .Select(PlaceInTraining),
            StringComparer.Ordinal);
        _ofTile.UnionWith(Kept
            .Where(row => row.Value.Scope == ValueScope.Sample && !readLater.Contains(row.Value.Name))
            .Select(row => row.Value.Name));
    }

    private string PlaceInTraining(Value value) => WholeOf(value) is { } whole ? PlaceInTraining(whole) : OwnPlaceOf(value);

    /// <summary>
    /// A place has rows for all samples of the pass, of which most are never touched: a tile's are as far from its own as its thread's first tile is from it. So a
    /// reference may begin as far before the place as that is long, and in front of each lies as much: everything else, and smaller ones.
    /// </summary>
    private void TakeRowsOfTiles(int samples)
    {
        foreach (Row row in Kept.Where(row => _ofTile.Contains(row.Value.Name)).OrderBy(row => row.PerSample))
        {
            long length = samples * row.PerSample;
            _workspace = Math.Max(_workspace, Footprint.Align(length, _precision));
            _layout.Offsets.Add(row.Value.Name, Take(length));
        }
    }
}

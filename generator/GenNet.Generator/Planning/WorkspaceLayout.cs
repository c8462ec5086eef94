using System;
using System.Collections.Generic;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>Where everything begins in a workspace, while it is being laid out.</summary>
internal sealed class WorkspaceLayout
{
    /// <summary>What the targets are called.</summary>
    public const string Targets = "t";

    /// <summary>What each sample's loss is called.</summary>
    public const string Losses = "losses";

    /// <summary>What the places of inputs that are not 0 are called.</summary>
    public const string Nonzeros = "nonzeros";

    /// <summary>Where values, matrices of operations, targets and the like begin, by their names in code.</summary>
    public Dictionary<string, long> Offsets { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the memory begins that an operation works with.</summary>
    public Dictionary<Operation, long> Work { get; } = [];

    /// <summary>The elements of all of it.</summary>
    public long Length { get; set; }

    /// <summary>Where something begins; 0 where it has no place here.</summary>
    public int OffsetOf(string name) => Offsets.TryGetValue(name, out long offset) ? checked((int)offset) : 0;
}

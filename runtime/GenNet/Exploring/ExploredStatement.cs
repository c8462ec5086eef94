using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>
/// One statement of a pass that learns (of the forward pass, where a network does not): an assignment of straight-line code, an operation of tiled code.
/// </summary>
public sealed class ExploredStatement
{
    /// <summary>Its place in the order in which they run.</summary>
    public required int Index { get; init; }

    /// <summary>The part of the pass.</summary>
    public required StatementPass Pass { get; init; }

    /// <summary>Its layer's number; 0 where inputs and targets are fetched.</summary>
    public required int Layer { get; init; }

    /// <summary>The formula that it is a part of, as the comment above it says; empty where there is none.</summary>
    public required string Formula { get; init; }

    /// <summary>
    /// Where its text stands. The first place is in the pass that is traced; others are where the same thing is done in other files, and where the
    /// method is that it calls.
    /// </summary>
    public required IReadOnlyList<CodePlace> Places { get; init; }

    /// <summary>The values that it makes, as places among <see cref="ExploredNetwork.Values"/>; the foremost first.</summary>
    public required IReadOnlyList<int> Makes { get; init; }

    /// <summary>The values that it reads, parameters among them.</summary>
    public required IReadOnlyList<int> Reads { get; init; }

    /// <summary>Its multiply-adds for one sample.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>The bytes of the values that it reads and makes for one sample.</summary>
    public required long Bytes { get; init; }
}

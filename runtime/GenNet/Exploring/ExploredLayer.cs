using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>One layer of a network as an explorer shows it.</summary>
public sealed class ExploredLayer
{
    /// <summary>1 for the first layer.</summary>
    public required int Number { get; init; }

    /// <summary>Its name: what was declared, or <c>layer1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind in a word, <c>Conv2D</c> for example.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is, in words: as a line of the network's <c>Summary</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The numbers of the layers that it reads; 0 is the network's input.</summary>
    public required IReadOnlyList<int> Sources { get; init; }

    /// <summary>The shape of one sample of the first input.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The shape of what it yields for one sample.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>What it computes, in the field's notation: <c>z1 = x·W1 + b1, a1 = σ(z1)</c>.</summary>
    public required string Formula { get; init; }

    /// <summary>How many parameters it has, frozen ones counted, running statistics not.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>The multiply-adds of one sample's way forward.</summary>
    public required long MultiplyAdds { get; init; }
}

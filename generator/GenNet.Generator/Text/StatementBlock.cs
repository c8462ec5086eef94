using System.Collections.Generic;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Text;

/// <summary>
/// Straight-line statements that belong together. In a small network blocks follow one another in one method and pass values on in
/// locals; in a large one each is a method of its own, which loads what it needs and stores what it makes.
/// </summary>
/// <param name="Name">What its method is called.</param>
internal sealed record StatementBlock(string Name)
{
    /// <summary>The layer that it belongs to; 0 where it fetches inputs and targets.</summary>
    public int Layer { get; init; }

    /// <summary>The part of the pass.</summary>
    public StatementPass Part { get; init; }

    /// <summary>The formulas it computes.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>Values it takes from blocks before it.</summary>
    public List<string> Loads { get; } = [];

    public List<Statement> Statements { get; } = [];

    /// <summary>Values it makes for blocks after it.</summary>
    public List<string> Stores { get; } = [];
}

namespace GenNet.Exploring;

/// <summary>One generated file of a network, as the compiler read it, or the declaration that it was generated from.</summary>
public sealed class ExploredFile
{
    /// <summary>The file's name, <c>Xor.Backward.g.cs</c> for example.</summary>
    public required string Name { get; init; }

    /// <summary>The whole text; lines end with <c>\n</c>.</summary>
    public required string Text { get; init; }
}

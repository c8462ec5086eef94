using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>The rows of a table that indices name.</summary>
/// <param name="Vocabulary">The number of rows, 1 to <see cref="MostIndices"/>.</param>
/// <param name="Size">The values of a row, 1 or more.</param>
/// <param name="Initializer">How the table is drawn; never <see cref="Declaration.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">A finite factor on every drawn value.</param>
internal sealed record EmbeddingSpec(int Vocabulary, int Size, Initializer Initializer, double InitializerScale) : LayerSpec
{
    public override int? Indices => Vocabulary;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("InitializerScale", InitializerScale)];
}

using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Attention;

/// <summary>softmax(q·kᵀ/√(features/heads))·v of each head, then ·Wo + bo.</summary>
/// <param name="Heads">The number of heads, which divides the features.</param>
/// <param name="IsCausal">Whether a step looks at itself and those before alone.</param>
/// <param name="HasBias">Whether there are bq, bk, bv and bo.</param>
/// <param name="Initializer">How weights are drawn; never <see cref="Declaration.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">A finite factor on every drawn weight.</param>
internal sealed record SelfAttentionSpec(int Heads, bool IsCausal, bool HasBias, Initializer Initializer, double InitializerScale) : LayerSpec
{
    public override IEnumerable<(string Argument, double Value)> Numbers => [("InitializerScale", InitializerScale)];
}

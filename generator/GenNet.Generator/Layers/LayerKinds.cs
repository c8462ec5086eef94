using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>Every kind of layer, a row each.</summary>
internal static class LayerKinds
{
    public static IReadOnlyList<ILayerKind> All { get; } =
    [
        new Dense.DenseKind(),
        new Activate.ActivateKind(),
        new Reshape.ReshapeKind(),
        new Convolutions.ConvolutionKind(),
        new Pools.PoolKind(),
        new LayerNorm.LayerNormKind(),
        new BatchNorm.BatchNormKind(),
        new Dropout.DropoutKind(),
        new GaussianNoise.GaussianNoiseKind(),
        new Recurrent.RecurrentLayerKind(),
        new Combine.CombineKind(),
        new Concat.ConcatKind(),
        new Embedding.EmbeddingKind(),
        new Attention.SelfAttentionKind(),
    ];

    private static readonly Dictionary<string, ILayerKind> _byAttribute = All
        .SelectMany(kind => kind.AttributeNames.Select(name => (name, kind)))
        .ToDictionary(row => row.name, row => row.kind);

    /// <summary>The attributes that declare a layer, without their last word.</summary>
    public static IEnumerable<string> AttributeNames => _byAttribute.Keys;

    /// <summary>The kind whose attribute has this name; null for an attribute that declares no layer.</summary>
    public static ILayerKind? Of(string attributeName) => _byAttribute.TryGetValue(attributeName, out ILayerKind? kind) ? kind : null;

    /// <summary>The kind of a layer.</summary>
    public static ILayerKind Of(LayerModel layer) => All.Single(kind => kind.Makes(layer.Spec));

    /// <summary>A network as operations.</summary>
    public static NetworkGraph Build(NetworkModel model)
    {
        var builder = new GraphBuilder(model);
        foreach (LayerModel layer in model.Layers)
        {
            Of(layer).Build(builder, layer);
        }

        return builder.Build();
    }
}

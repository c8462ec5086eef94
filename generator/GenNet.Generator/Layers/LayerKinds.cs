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

    /// <summary>The metadata names of the attributes that declare a layer.</summary>
    public static IReadOnlyList<string> AttributeNames { get; } =
        All.SelectMany(kind => kind.AttributeNames).Select(name => $"GenNet.{name}Attribute").ToList();

    /// <summary>The kind whose attribute has this name; null for an attribute that declares no layer.</summary>
    public static ILayerKind? Of(string attributeName) => All.FirstOrDefault(kind => kind.AttributeNames.Contains(attributeName));

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

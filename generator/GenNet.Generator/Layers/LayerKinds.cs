using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers.Activate;
using GenNet.Generator.Layers.Attention;
using GenNet.Generator.Layers.BatchNorm;
using GenNet.Generator.Layers.Combine;
using GenNet.Generator.Layers.Concat;
using GenNet.Generator.Layers.Convolutions;
using GenNet.Generator.Layers.Dense;
using GenNet.Generator.Layers.Dropout;
using GenNet.Generator.Layers.GaussianNoise;
using GenNet.Generator.Layers.Embedding;
using GenNet.Generator.Layers.LayerNorm;
using GenNet.Generator.Layers.Pools;
using GenNet.Generator.Layers.Recurrent;
using GenNet.Generator.Layers.Reshape;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>Every kind of layer, a row each.</summary>
internal static class LayerKinds
{
    public static IReadOnlyList<ILayerKind> All { get; } =
    [
        new DenseKind(),
        new ActivateKind(),
        new ReshapeKind(),
        new ConvolutionKind(),
        new PoolKind(),
        new LayerNormKind(),
        new BatchNormKind(),
        new DropoutKind(),
        new GaussianNoiseKind(),
        new RecurrentLayerKind(),
        new CombineKind(),
        new ConcatKind(),
        new EmbeddingKind(),
        new SelfAttentionKind(),
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

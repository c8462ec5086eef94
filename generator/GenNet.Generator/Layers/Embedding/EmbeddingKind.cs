using System.Collections.Generic;
using System.Globalization;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>An embedding, a = E[x]: the rows of a table that the network's inputs name.</summary>
internal sealed class EmbeddingKind : IIndexKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Embedding"];

    public LayerSpec? Read(ILayerReader reader)
    {
        IReadOnlyList<int>? sizes = reader.Sizes();
        (Initializer Initializer, double Scale)? weights = reader.Weights(otherwise: Initializer.StandardNormal);
        return sizes is not null && weights is { } drawn ? new EmbeddingSpec(sizes[0], sizes[1], drawn.Initializer, drawn.Scale) : null;
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        const int MostDimensions = 2;
        mistake = inputs[0].Rank > MostDimensions
            ? $"looks up {inputs[0]} indices, and what it yields would have four dimensions: reshape them to one dimension or two"
            : null;
        return mistake is null ? Shape.Of([.. inputs[0].Dimensions, ((EmbeddingSpec)spec).Size]) : null;
    }

    public bool Makes(LayerSpec spec) => spec is EmbeddingSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (EmbeddingSpec)layer.Spec;
        int n = layer.Number;
        Value indices = graph.InputOf(layer);
        Tensor table = graph.Add(new Tensor("e", n, "embeddings", Shape.Of(spec.Vocabulary, spec.Size))
        {
            Initializer = spec.Initializer,
            InitializerScale = spec.InitializerScale,
            IsFrozen = layer.IsFrozen,
            IsTable = true,
        });
        var output = new Value("a", n, layer.Output);
        graph.Add(new Lookup(n, indices, table, output) { Formula = $"a{n} = E{n}[{indices.Name}]" });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) =>
        $"embedding {((EmbeddingSpec)layer.Spec).Vocabulary.ToString("#,0", CultureInfo.InvariantCulture)} → {layer.Output}";

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (EmbeddingSpec)layer.Spec;
        return $"embedding {spec.Vocabulary} {spec.Size}";
    }}

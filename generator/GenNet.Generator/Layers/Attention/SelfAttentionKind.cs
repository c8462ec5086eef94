using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Attention;

/// <summary>
/// Self-attention, softmax(q·kᵀ/√(features/heads))·v of each head, then ·Wo + bo. Source: A. Vaswani et al., <i>Attention is all you need</i>, 2017.
/// </summary>
internal sealed class SelfAttentionKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["SelfAttention"];

    public LayerSpec? Read(ILayerReader reader)
    {
        IReadOnlyList<int>? sizes = reader.Sizes();
        (Initializer Initializer, double Scale)? weights = reader.Weights(otherwise: Initializer.GlorotUniform);
        return sizes is not null && weights is { } drawn
            ? new SelfAttentionSpec(sizes[0], reader.IsTrue("Causal", false), reader.IsTrue("Bias", true), drawn.Initializer, drawn.Scale)
            : null;
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        int heads = ((SelfAttentionSpec)spec).Heads;
        Shape input = inputs[0];
        int features = input.Features;
        mistake = input.Rank switch
        {
            1 => $"looks from step to step, [steps × features], but takes {input.ValuesInWords} without steps: add [Reshape({input}, 1)] before it for steps of "
                + "one value each, or set Sequences = true where a recurrent layer yields them",
            3 => $"looks from step to step, [steps × features], but takes {input.ValuesInWords}: add [Reshape("
                + $"{(long)input.Dimensions[0] * input.Dimensions[1]}, {features})] before it for a step a pixel",
            _ when features % heads != 0 => new ShapeMistake(
                $"has {Counted.Of(heads, "head")}, which do not divide its {Counted.Of(features, "feature")}: {Remedy(heads, features)}") { Arguments = ["heads"] },
            _ => null,
        };
        return mistake is null ? input : null;
    }

    public bool Makes(LayerSpec spec) => spec is SelfAttentionSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (SelfAttentionSpec)layer.Spec;
        int n = layer.Number;
        int features = layer.Output.Features;
        Value input = graph.InputOf(layer);
        Value query = AddProduct("q", "query", input);
        Value key = AddProduct("k", "key", input);
        Value value = AddProduct("v", "value", input);
        var context = new Value("c", n, layer.Output);
        string perHead = spec.Heads == 1 ? string.Empty : $" for each of {spec.Heads} heads";
        string causal = spec.IsCausal ? ", no step looking ahead" : string.Empty;
        graph.Add(new Attention(
            n, query, key, value, spec.Heads, spec.IsCausal, new Value("l", n, Shape.Of(spec.Heads, layer.Output.Dimensions[0])), context)
        {
            Formula = $"c{n} = softmax(q{n}·k{n}ᵀ/√{features / spec.Heads})·v{n}{perHead}{causal}",
        });
        graph.Yield(layer, AddProduct("o", "output", context));

        Value AddProduct(string symbol, string word, Value from)
        {
            Tensor weights = graph.Add(new Tensor($"w{symbol}", n, $"{word}_kernel", Shape.Of(features, features))
            {
                Initializer = spec.Initializer,
                InitializerScale = spec.InitializerScale,
                IsFrozen = layer.IsFrozen,
            });
            Tensor? bias = spec.HasBias
                ? graph.Add(new Tensor($"b{symbol}", n, $"{word}_bias", Shape.Of(features)) { IsFrozen = layer.IsFrozen })
                : null;
            var made = new Value(symbol == "o" ? "a" : symbol, n, layer.Output);
            var product = new DenseProduct(n, from, weights, bias, made);
            graph.Add(product with { Formula = made.Name + product.FormulaBeforeLoss.Substring(product.FormulaBeforeLoss.IndexOf(" =", StringComparison.Ordinal)) });
            return made;
        }
    }

    public string Describe(LayerModel layer)
    {
        var spec = (SelfAttentionSpec)layer.Spec;
        return $"{(spec.IsCausal ? "causal " : string.Empty)}self-attention, {Counted.Of(spec.Heads, "head")}, {layer.Output}"
            + (spec.HasBias ? string.Empty : ", no bias");
    }

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (SelfAttentionSpec)layer.Spec;
        return $"selfattention {spec.Heads} {layer.Output.Features}{(spec.IsCausal ? " causal" : string.Empty)}{(spec.HasBias ? " bias" : string.Empty)}";
    }

    /// <summary>The numbers of heads that are near and divide the features.</summary>
    private static string Remedy(int heads, int features)
    {
        int below = Enumerable.Range(1, Math.Min(heads, features)).Last(count => features % count == 0);
        int above = heads >= features ? features : Enumerable.Range(heads, features - heads + 1).First(count => features % count == 0);
        return below == above ? $"take {below}" : $"take {below} or {above}";
    }
}

using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>The names of Keras's weights, with ":0" or without, and its orders: ours, channels last, but for the gates of a GRU.</summary>
internal sealed class KerasConvention : Convention
{
    private static readonly string[] s_words = ["query", "key", "value", "output"];

    /// <summary>Keras has z before r.</summary>
    private static readonly int[] s_gru = [1, 0, 2];

    private static readonly int[] s_lstm = [0, 1, 2, 3];

    private static readonly int[] s_rnn = [0];

    public override string Name => "Keras";

    public override string Kernel => "kernel";

    public override string NameOf(string layer, string role) =>
        $"{layer}/{(role.StartsWith("output.", StringComparison.Ordinal) ? "attention_" : string.Empty)}"
        + role.Replace("ward.", "ward_layer.").Replace('.', '/');

    public override bool IsTypical(string role) => role is
        "kernel" or "recurrent_kernel" or "gamma" or "beta" or "moving_mean" or "moving_variance" or "embeddings" or "alpha" or "depthwise_kernel";

    public override IReadOnlyList<IReadOnlyList<ExpectedTensor>> Of(LayerPart part)
    {
        NetworkLayer layer = part.Layer;
        if (part.IsSlope)
        {
            NetworkTensor slope = layer.Tensor("slope")!;
            long values = slope.Length;
            return [[Same("alpha", slope)], [Same("alpha", slope, 1, values)], [Same("alpha", slope, 1, 1, values)]];
        }

        switch (layer.Kind)
        {
            case "dense":
                return [WithBias(layer, Same("kernel", layer.Tensor("kernel")!))];
            case "conv":
                return Convolution(layer);
            case "convtranspose":
                return layer.NumberAfter("groups", 1) == 1 ? [TransposedConvolution(layer)] : [];
            case "embedding":
                return [[Same("embeddings", layer.Tensor("embeddings")!)]];
            case "batchnorm":
                return
                [[
                    Same("gamma", layer.Tensor("gamma")!),
                    Same("beta", layer.Tensor("beta")!),
                    Same("moving_mean", layer.Tensor("running_mean")!),
                    Same("moving_variance", layer.Tensor("running_variance")!),
                ]];
            case "layernorm":
                return [[Same("gamma", layer.Tensor("gamma")!), Same("beta", layer.Tensor("beta")!)]];
            case "selfattention":
                return [Attention(layer)];
            default:
                return IsRecurrent(layer) ? [Recurrent(layer)] : [];
        }
    }

    public override List<FileUnit> Group(IReadOnlyList<FileTensor> tensors, ICollection<FileTensor> ignored)
    {
        HashSet<string> attentions = FindAttentions(tensors, Projection);
        var units = new List<FileUnit>();
        var byName = new Dictionary<string, FileUnit>(StringComparer.Ordinal);
        for (int i = 0; i < tensors.Count; i++)
        {
            FileTensor tensor = tensors[i];
            string[] parts = Split(tensor.Name);
            int count = parts.Length - 1;
            string role = parts[count];
            if (Array.IndexOf(parts, "seed_generator") >= 0 || role is "seed_generator_state" or "iteration" or "learning_rate")
            {
                ignored.Add(tensor);
                continue;
            }

            if (count > 1 && (IsCell(parts[count - 1]) || parts[count - 1] == parts[count - 2]))
            {
                // lstm/lstm_cell/kernel, and dense/dense/kernel as older files have it.
                count--;
            }

            if (count > 0 && (Direction(parts[count - 1], "forward") ?? Direction(parts[count - 1], "backward")) is { } direction)
            {
                role = $"{direction}.{role}";
                count--;
            }
            else if (count > 0 && Projection(parts[count - 1]) is var projection and >= 0 && attentions.Contains(Join(parts, count - 1)))
            {
                role = $"{s_words[projection]}.{role}";
                count--;
            }

            Add(units, byName, Join(parts, count), role, tensor, i);
        }

        return units;
    }

    public override string? Reason(LayerPart part, FileUnit unit)
    {
        if (part.Layer.Kind != "gru" || part.Layer.Tensor("bias") is not { } bias)
        {
            return null;
        }

        foreach (string role in unit.Order)
        {
            if (LastOf(role) == "bias" && unit.Roles[role].Shape.Length == 1 && unit.Roles[role].Shape[0] == bias.Length)
            {
                return $"{unit.Name} was made with reset_after=False, which resets h before it is multiplied: another formula than that of [Gru], which is "
                    + "Keras's default and PyTorch's. Train it with reset_after=True";
            }
        }

        return null;
    }

    private static int Projection(string name) => name == "attention_output" ? s_words.Length - 1 : Array.IndexOf(s_words, name);

    private static bool IsCell(string name)
    {
        int at = name.IndexOf("cell", StringComparison.Ordinal);
        return at == 0 || (at > 0 && name[at - 1] == '_');
    }

    /// <summary>forward_lstm belongs to the forward direction.</summary>
    private static string? Direction(string name, string direction) =>
        name.StartsWith(direction + "_", StringComparison.Ordinal) ? direction : null;

    /// <summary>The values in our order, in a shape of their own where one is given.</summary>
    private static ExpectedTensor Same(string role, NetworkTensor tensor, params long[] shape)
    {
        if (shape.Length > 0)
        {
            return new ExpectedTensor(role, shape, Pieces.Same(tensor));
        }

        int[] axes = new int[tensor.Shape.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = i;
        }

        return new ExpectedTensor(role, Wide(tensor.Shape), Pieces.Same(tensor)) { Axes = axes };
    }

    private static IReadOnlyList<ExpectedTensor> WithBias(NetworkLayer layer, ExpectedTensor kernel) =>
        layer.Tensor("bias") is { } bias ? [kernel, Same("bias", bias)] : [kernel];

    private static IReadOnlyList<IReadOnlyList<ExpectedTensor>> Convolution(NetworkLayer layer)
    {
        NetworkTensor kernel = layer.Tensor("kernel")!;
        int groups = layer.NumberAfter("groups", 1);
        long[] shape = Wide(kernel.Shape);
        var ways = new List<IReadOnlyList<ExpectedTensor>> { WithBias(layer, Same("kernel", kernel)) };
        if (groups > 1 && shape[shape.Length - 2] == 1)
        {
            // One filter or more for each channel: the values lie the same way.
            shape[shape.Length - 2] = groups;
            shape[shape.Length - 1] /= groups;
            ways.Add(WithBias(layer, Same("depthwise_kernel", kernel, shape)));
            ways.Add(WithBias(layer, Same("kernel", kernel, shape)));
        }

        return ways;
    }

    private static IReadOnlyList<ExpectedTensor> TransposedConvolution(NetworkLayer layer)
    {
        NetworkTensor kernel = layer.Tensor("kernel")!;
        long[] shape = Wide(kernel.Shape);
        int last = shape.Length - 1;
        (shape[last], shape[last - 1]) = (shape[last - 1], shape[last]);
        int[] axes = new int[shape.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = i < last - 1 ? i : (2 * last) - 1 - i;
        }

        return WithBias(layer, new ExpectedTensor("kernel", shape, Pieces.SwappedConvolution(kernel)) { Axes = axes });
    }

    private static IReadOnlyList<ExpectedTensor> Attention(NetworkLayer layer)
    {
        var expected = new List<ExpectedTensor>();
        long heads = layer.NumberAfter("selfattention", 1);
        long features = layer.Tensor("output_kernel")!.Shape[0];
        foreach (string word in s_words)
        {
            bool isOutput = word == "output";
            NetworkTensor kernel = layer.Tensor(word + "_kernel")!;
            expected.Add(isOutput
                ? Same("output.kernel", kernel, heads, features / heads, features)
                : Same($"{word}.kernel", kernel, features, heads, features / heads));
            if (layer.Tensor(word + "_bias") is { } bias)
            {
                expected.Add(isOutput ? Same("output.bias", bias) : Same($"{word}.bias", bias, heads, features / heads));
            }
        }

        return expected;
    }

    private static IReadOnlyList<ExpectedTensor> Recurrent(NetworkLayer layer)
    {
        var expected = new List<ExpectedTensor>();
        int units = Units(layer);
        int[] gates = layer.Kind switch
        {
            "gru" => s_gru,
            "lstm" => s_lstm,
            _ => s_rnn,
        };
        IReadOnlyList<string> directions = Directions(layer);
        foreach (string direction in directions)
        {
            string begin = directions.Count == 1 ? string.Empty : direction.Length == 0 ? "forward." : "backward.";
            NetworkTensor kernel = layer.Tensor(direction + "kernel")!;
            NetworkTensor recurrent = layer.Tensor(direction + "recurrent_kernel")!;
            expected.Add(new ExpectedTensor(begin + "kernel", Wide(kernel.Shape), Pieces.Gates(kernel, units, gates, gates.Length)) { Axes = [0, 1] });
            expected.Add(
                new ExpectedTensor(begin + "recurrent_kernel", Wide(recurrent.Shape), Pieces.Gates(recurrent, units, gates, gates.Length)) { Axes = [0, 1] });
            if (layer.Tensor(direction + "bias") is not { } bias)
            {
                continue;
            }

            if (layer.Tensor(direction + "recurrent_bias") is not { } apart)
            {
                expected.Add(Same(begin + "bias", bias));
                continue;
            }

            // Two rows: the bias of x·W and that of h·U, of which the last gate's stays apart.
            int last = gates.Length - 1;
            expected.Add(new ExpectedTensor(
                begin + "bias",
                [2, bias.Length],
                [
                    .. Pieces.Gates(bias, units, gates, gates.Length),
                    .. Pieces.Gates(bias, units, gates, last, bias.Length, adds: true),
                    .. Pieces.Same(apart, bias.Length + (gates[last] * units)),
                ]));
        }

        return expected;
    }
}

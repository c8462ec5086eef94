using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// The names of <c>state_dict()</c>, and PyTorch's orders: [outputs, inputs], channels first, the gates of a recurrent layer as rows, and two biases
/// for each of them, which are added up.
/// </summary>
internal sealed class PyTorchConvention : Convention
{
    private const string Counter = "num_batches_tracked";

    private static readonly string[][] s_projections =
    [
        ["q_proj", "query", "q", "wq", "w_q", "to_q", "q_linear", "query_proj"],
        ["k_proj", "key", "k", "wk", "w_k", "to_k", "k_linear", "key_proj"],
        ["v_proj", "value", "v", "wv", "w_v", "to_v", "v_linear", "value_proj"],
        ["out_proj", "o_proj", "out", "output", "o", "wo", "w_o", "to_out", "out_linear", "output_proj"],
    ];

    private static readonly string[] s_words = ["query", "key", "value", "output"];

    public override string Name => "PyTorch";

    public override string Kernel => "weight";

    public override string NameOf(string layer, string role) =>
        $"{layer}.{(role.StartsWith("output.", StringComparison.Ordinal) ? "out_proj." + LastOf(role) : role)}";

    public override bool IsTypical(string role) =>
        role is "weight" or "running_var" or Counter or "in_proj_weight" || RecurrentRole(role, out _, out _);

    public override IReadOnlyList<IReadOnlyList<ExpectedTensor>> Of(LayerPart part)
    {
        NetworkLayer layer = part.Layer;
        if (part.IsSlope)
        {
            NetworkTensor slope = layer.Tensor("slope")!;
            return [[new ExpectedTensor("weight", Wide(slope.Shape), Pieces.Vector(slope, layer.OutputOrder))]];
        }

        switch (layer.Kind)
        {
            case "dense":
                return Dense(layer);
            case "conv":
            case "convtranspose":
                return [Convolution(layer)];
            case "embedding":
                return [[Same("weight", layer.Tensor("embeddings")!)]];
            case "batchnorm":
            case "layernorm":
                return [Normalization(layer)];
            case "selfattention":
                return [Attention(layer, isJoined: true), Attention(layer, isJoined: false)];
            default:
                // Units in another order would be rows and columns of every gate.
                return IsRecurrent(layer) && layer.OutputOrder is null ? [Recurrent(layer)] : [];
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
            string role = parts[parts.Length - 1];
            string name = Join(parts, parts.Length - 1);
            if (role == Counter)
            {
                ignored.Add(tensor);
            }
            else if (RecurrentRole(role, out string first, out int layer))
            {
                Add(units, byName, layer == 0 ? name : $"{name}:{layer}", first, tensor, i);
            }
            else if (parts.Length > 1
                && Projection(parts[parts.Length - 2]) is var projection and >= 0
                && attentions.Contains(Join(parts, parts.Length - 2)))
            {
                Add(units, byName, Join(parts, parts.Length - 2), $"{s_words[projection]}.{role}", tensor, i);
            }
            else
            {
                Add(units, byName, name, role, tensor, i);
            }
        }

        return units;
    }

    /// <summary>weight_hh_l2_reverse is weight_hh_l0_reverse of layer 2.</summary>
    private static bool RecurrentRole(string role, out string first, out int layer)
    {
        first = role;
        layer = 0;
        if (!role.StartsWith("weight_ih_l", StringComparison.Ordinal) && !role.StartsWith("weight_hh_l", StringComparison.Ordinal)
            && !role.StartsWith("bias_ih_l", StringComparison.Ordinal) && !role.StartsWith("bias_hh_l", StringComparison.Ordinal))
        {
            return false;
        }

        int number = role.IndexOf("h_l", StringComparison.Ordinal) + "h_l".Length;
        int end = number;
        while (end < role.Length && role[end] >= '0' && role[end] <= '9')
        {
            end++;
        }

        string rest = role.Substring(end);
        first = role.Substring(0, number) + "0" + rest;
        return rest is "" or "_reverse" && int.TryParse(role.Substring(number, end - number), out layer);
    }

    private static int Projection(string name) => Array.FindIndex(s_projections, names => Array.IndexOf(names, name) >= 0);

    private static ExpectedTensor Same(string role, NetworkTensor tensor) =>
        new(role, Wide(tensor.Shape), Pieces.Same(tensor)) { Axes = tensor.Shape.Length == 1 ? [0] : [0, 1] };

    private static IReadOnlyList<IReadOnlyList<ExpectedTensor>> Dense(NetworkLayer layer)
    {
        NetworkTensor kernel = layer.Tensor("kernel")!;
        var expected = new List<ExpectedTensor>
        {
            new("weight", [kernel.Shape[1], kernel.Shape[0]], Pieces.Transposed(kernel, 0, layer.InputOrder, layer.OutputOrder)) { Axes = [1, 0] },
        };
        if (layer.Tensor("bias") is { } bias)
        {
            expected.Add(new ExpectedTensor("bias", Wide(bias.Shape), Pieces.Vector(bias, layer.OutputOrder)) { Axes = [0] });
        }

        return [expected];
    }

    private static IReadOnlyList<ExpectedTensor> Convolution(NetworkLayer layer)
    {
        NetworkTensor kernel = layer.Tensor("kernel")!;
        int axes = kernel.Shape.Length - 2;
        long outputs = kernel.Shape[axes + 1];
        long inputs = kernel.Shape[axes];
        bool isTransposed = layer.Kind == "convtranspose";
        int groups = isTransposed ? layer.NumberAfter("groups", 1) : 1;
        var shape = new List<long> { isTransposed ? inputs * groups : outputs, isTransposed ? outputs / groups : inputs };
        var order = new List<int>();
        for (int i = 0; i < axes; i++)
        {
            shape.Add(kernel.Shape[i]);
            order.Add(2 + i);
        }

        order.Add(isTransposed ? 0 : 1);
        order.Add(isTransposed ? 1 : 0);
        var expected = new List<ExpectedTensor>
        {
            new("weight", [.. shape], isTransposed ? Pieces.TransposedConvolution(kernel, groups) : Pieces.Convolution(kernel))
            {
                Axes = groups == 1 ? [.. order] : null,
            },
        };
        if (layer.Tensor("bias") is { } bias)
        {
            expected.Add(Same("bias", bias));
        }

        return expected;
    }

    private static IReadOnlyList<ExpectedTensor> Normalization(NetworkLayer layer)
    {
        var expected = new List<ExpectedTensor>();
        foreach ((string role, string word) in new[]
        {
            ("weight", "gamma"), ("bias", "beta"), ("running_mean", "running_mean"), ("running_var", "running_variance"),
        })
        {
            if (layer.Tensor(word) is { } tensor)
            {
                expected.Add(new ExpectedTensor(role, Wide(tensor.Shape), Pieces.Vector(tensor, layer.InputOrder)) { Axes = [0] });
            }
        }

        return expected;
    }

    private static IReadOnlyList<ExpectedTensor> Attention(NetworkLayer layer, bool isJoined)
    {
        int features = layer.Tensor("output_kernel")!.Shape[0];
        var weights = new List<TensorPiece>();
        var biases = new List<TensorPiece>();
        var apart = new List<ExpectedTensor>();
        for (int i = 0; i < s_words.Length; i++)
        {
            NetworkTensor kernel = layer.Tensor(s_words[i] + "_kernel")!;
            bool isOutput = i == s_words.Length - 1;
            weights.AddRange(isOutput ? [] : Pieces.Transposed(kernel, i * features * features));
            apart.Add(new ExpectedTensor(s_words[i] + ".weight", [features, features], Pieces.Transposed(kernel)) { Axes = [1, 0] });
            if (layer.Tensor(s_words[i] + "_bias") is { } bias)
            {
                biases.AddRange(isOutput ? [] : Pieces.Same(bias, i * features));
                apart.Add(Same(s_words[i] + ".bias", bias));
            }
        }

        if (!isJoined)
        {
            return apart;
        }

        var joined = new List<ExpectedTensor> { new("in_proj_weight", [3L * features, features], weights) };
        if (biases.Count > 0)
        {
            joined.Add(new ExpectedTensor("in_proj_bias", [3L * features], biases));
        }

        joined.AddRange(apart.FindAll(tensor => tensor.Role.StartsWith("output.", StringComparison.Ordinal)));
        return joined;
    }

    private static IReadOnlyList<ExpectedTensor> Recurrent(NetworkLayer layer)
    {
        var expected = new List<ExpectedTensor>();
        int units = Units(layer);
        foreach (string direction in Directions(layer))
        {
            string end = direction.Length == 0 ? "_l0" : "_l0_reverse";
            NetworkTensor kernel = layer.Tensor(direction + "kernel")!;
            NetworkTensor recurrent = layer.Tensor(direction + "recurrent_kernel")!;
            int columns = kernel.Shape[1];
            expected.Add(new ExpectedTensor("weight_ih" + end, [columns, kernel.Shape[0]], Pieces.Transposed(kernel)) { Axes = [1, 0] });
            expected.Add(new ExpectedTensor("weight_hh" + end, [columns, units], Pieces.Transposed(recurrent)) { Axes = [1, 0] });
            if (layer.Tensor(direction + "bias") is not { } bias)
            {
                continue;
            }

            expected.Add(new ExpectedTensor("bias_ih" + end, [columns], Pieces.Same(bias)) { Axes = [0] });
            var second = new List<TensorPiece>();
            int taken = columns;
            if (layer.Tensor(direction + "recurrent_bias") is { } apart)
            {
                // The last gate of a Gru multiplies what comes of h before anything is added, bias included.
                taken -= units;
                second.AddRange(Pieces.Same(apart, taken));
            }

            second.Insert(0, new TensorPiece(bias, 0, 0, adds: true, [new PieceAxis(taken, 1, 1)]));
            expected.Add(new ExpectedTensor("bias_hh" + end, [columns], second) { Axes = [0] });
        }

        return expected;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Persistence.Mapping;
using Xunit;

namespace GenNet.Weights.Tests.Mapping;

/// <summary>Which tensor of a file is which of a network, by names and shapes alone; and what is said where that is open.</summary>
public sealed class WeightMappingTests
{
    private const string First = "dense 784 64 sigmoid bias: kernel 784 64, bias 64";
    private const string Second = "dense 64 10 softmax bias: kernel 64 10, bias 10";
    private const string Square = "dense 8 8 tanh bias: kernel 8 8, bias 8";

    [Theory]
    [InlineData("0.weight 64 784, 0.bias 64, 2.weight 10 64, 2.bias 10")]
    [InlineData("fc1.weight 64 784, fc1.bias 64, fc2.weight 10 64, fc2.bias 10")]
    [InlineData("out.weight 10 64, in.weight 64 784, in.bias 64, out.bias 10")]
    [InlineData("module.net.0.bias 64, module.net.0.weight 64 784, module.net.2.bias 10, module.net.2.weight 10 64")]
    public void Dense_layers_of_PyTorch_are_transposed(string file)
    {
        WeightMapping mapping = Found(file, Declared.Network(First, Second));
        Assert.Equal("PyTorch", mapping.Convention);
        Assert.Equal(["layer1.kernel", "layer1.bias", "layer2.kernel", "layer2.bias"], Targets(mapping));
        Assert.Equal([1f, 4, 2, 5, 3, 6], Filled("a.weight 2 3", Declared.Network("dense 3 2 linear: kernel 3 2"), [1, 2, 3, 4, 5, 6]));
    }

    [Theory]
    [InlineData("dense/kernel 784 64, dense/bias 64, dense_1/kernel 64 10, dense_1/bias 10")]
    [InlineData("dense/kernel:0 784 64, dense/bias:0 64, dense_1/kernel:0 64 10, dense_1/bias:0 10")]
    [InlineData("sequential/dense_7/kernel 784 64, sequential/dense_7/bias 64, sequential/output/kernel 64 10, sequential/output/bias 10")]
    [InlineData("dense.kernel 784 64, dense.bias 64, dense_1.kernel 64 10, dense_1.bias 10")]
    public void Dense_layers_of_Keras_are_as_ours(string file)
    {
        WeightMapping mapping = Found(file, Declared.Network(First, Second));
        Assert.Equal("Keras", mapping.Convention);
        Assert.All(mapping.Sources, source => Assert.True(Assert.Single(source.Pieces).IsCopy));
    }

    [Theory]
    [InlineData("layer1.kernel 784 64, layer1.bias 64, layer2.kernel 64 10, layer2.bias 10", "GenNet")]
    [InlineData("arr_0 784 64, arr_1 64, arr_2 64 10, arr_3 10", "Keras")]
    [InlineData("arr_0 64 784, arr_1 64, arr_2 10 64, arr_3 10", "PyTorch")]
    [InlineData("W1 784 64, b1 64, W2 64 10, b2 10", "Keras")]
    [InlineData("w_1 64 784, w_2 10 64, b_1 64, b_2 10", "PyTorch")]
    [InlineData("hidden.W 784 64, hidden.b 64, output.W 64 10, output.b 10", "Keras")]
    public void Names_of_ours_or_of_nobody_do_as_well(string file, string convention) =>
        Assert.Equal(convention, Found(file, Declared.Network(First, Second)).Convention);

    [Fact]
    public void Numbers_in_names_order_layers_of_one_shape()
    {
        string[] layers = [.. Enumerable.Repeat(Square, 12)];
        string file = string.Join(", ", Enumerable.Range(0, 12).OrderBy(i => $"{2 * i}", StringComparer.Ordinal).Select(i => $"{2 * i}.weight 8 8, {2 * i}.bias 8"));
        WeightMapping mapping = Found(file, Declared.Network(layers));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{2 * i}.weight"), mapping.Sources.Where((_, i) => i % 2 == 0).Select(source => source.Tensor.Name));
        Assert.Equal(
            ["dense.kernel", "dense_1.kernel", "dense_10.kernel"],
            Found(
                "dense.kernel 8 8, dense.bias 8, dense_10.kernel 8 8, dense_10.bias 8, dense_1.kernel 8 8, dense_1.bias 8",
                Declared.Network(Square, Square, Square)).Sources.Where((_, i) => i % 2 == 0).Select(source => source.Tensor.Name));
    }

    [Fact]
    public void What_names_leave_open_is_an_error_with_both_sides_and_settled_by_one_line()
    {
        const string File = "left.weight 8 8, left.bias 8, right.weight 8 8, right.bias 8";
        NetworkLayer[] network = Declared.Network(Square, Square);
        Assert.Equal(
            "digits.safetensors leaves open which of left, right are layer1, layer2 of Digits: their shapes are alike, and no numbers in their names give them "
            + "an order. Say it: Load(path, new WeightMap { [\"left\"] = \"layer1\" }), a pair for each that is open. "
            + "In digits.safetensors: left (weight 8 × 8, bias 8), right (weight 8 × 8, bias 8). "
            + "In Digits: layer1 (dense: kernel 8 × 8, bias 8), layer2 (dense: kernel 8 × 8, bias 8).",
            Declared.Find(File, network).Error);
        Assert.Equal(["right.weight", "right.bias", "left.weight", "left.bias"], Sources(Found(File, network, ("right", "layer1"))));
        Assert.Equal(
            ["right.weight", "left.bias", "left.weight", "right.bias"],
            Sources(Found(File, network, ("right.weight", "layer1.kernel"), ("left.bias", "layer1.bias"), ("left.weight", "layer2.kernel"), ("right.bias", "layer2.bias"))));
        Assert.StartsWith("Digits has no layer or tensor layer3, which left of", Declared.Find(File, network, map: ("left", "layer3")).Error);
        Assert.StartsWith("digits.safetensors has no layer middle, which was said to be layer1", Declared.Find(File, network, map: ("middle", "layer1")).Error);
        Assert.Contains("Name each once.", Declared.Find(File, network, map: [("left", "layer1"), ("left", "layer2")]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Square_matrices_without_names_are_open()
    {
        NetworkLayer[] network = Declared.Network(Square);
        Assert.Equal(
            "digits.safetensors leaves open whether its matrices are [outputs, inputs] as PyTorch has them or [inputs, outputs] as Keras and NumPy's x @ W: all of "
            + "them are square. Say it: Load(path, new WeightMap { Names = WeightNames.PyTorch }) or Load(path, new WeightMap { Names = WeightNames.Keras }).",
            Declared.Find("arr_0 8 8, arr_1 8", network).Error);
        Assert.Equal("Keras", Declared.Find("W1 8 8, b1 8", network, "Keras").Convention);
        Assert.False(Assert.Single(Declared.Find("W1 8 8, b1 8", network, "PyTorch").Sources[0].Pieces).IsCopy);
    }

    [Theory]
    [InlineData(
        "fc1.weight 32 784, fc1.bias 32, fc2.weight 10 32, fc2.bias 10",
        "layer1.kernel is 784 × 32 in digits.safetensors (fc1.weight, 32 × 784 in PyTorch's order), but layer 1 of Digits declares 784 × 64. "
        + "In digits.safetensors: fc1 (weight 32 × 784, bias 32), fc2 (weight 10 × 32, bias 10). "
        + "In Digits: layer1 (dense: kernel 784 × 64, bias 64), layer2 (dense: kernel 64 × 10, bias 10).")]
    [InlineData("layer1.kernel 784 32, layer1.bias 32, layer2.kernel 32 10, layer2.bias 10", "layer1.kernel is 784 × 32 in digits.safetensors, but layer 1 of Digits declares 784 × 64.")]
    [InlineData("layer1.kernel 784 64, layer1.bias 64, layer2.kernel 64 10", "digits.safetensors has no tensor layer2.bias, which Digits needs.")]
    [InlineData("dense/kernel 784 64, dense/bias 64, dense_1/kernel 64 11, dense_1/bias 11", "layer2.kernel is 64 × 11 in digits.safetensors (dense_1/kernel), but layer 2 of Digits declares 64 × 10.")]
    [InlineData("0.weight 64 784, 2.weight 10 64, 2.bias 10", "digits.safetensors does not fit Digits: 0 has no bias, but layer 1 has layer1 (dense: kernel 784 × 64, bias 64): declare layer 1 with Bias = false")]
    [InlineData("0.weight 64 784, 0.bias 64", "digits.safetensors has nothing for layer 2 of Digits, layer2 (dense: kernel 64 × 10, bias 10).")]
    [InlineData("conv1.weight 8 1 3 3, conv1.bias 8", "digits.safetensors has nothing for layer 1 of Digits")]
    [InlineData("0.weight 64 784, 0.bias 64, 2.weight 10 64, 2.bias 10, head.weight 3 64", "digits.safetensors has what Digits has no layer for: head.weight (3 × 64). If it may be left out, say so: Load(path, new WeightMap { IgnoresOthers = true }).")]
    [InlineData("arr_0 784 64, arr_1 64, arr_2 64 11, arr_3 11", "digits.safetensors holds arrays without names, and goes on with arr_2 of 64 × 11 where layer 2 of Digits would be")]
    public void What_does_not_fit_is_said_with_its_shapes(string file, string error) =>
        Assert.StartsWith(error, Declared.Find(file, Declared.Network(First, Second)).Error);

    [Fact]
    public void Other_tensors_may_be_left_out()
    {
        WeightMapping mapping = Declared.Find(
            "0.weight 64 784, 0.bias 64, 2.weight 10 64, 2.bias 10, head.weight 3 64", Declared.Network(First, Second), ignoresOthers: true);
        Assert.Null(mapping.Error);
        Assert.Equal(
            "0.weight 64 × 784 → layer1.kernel 784 × 64\n0.bias 64 → layer1.bias 64\n2.weight 10 × 64 → layer2.kernel 64 × 10\n2.bias 10 → layer2.bias 10\n"
            + "head.weight 3 × 64 is left out",
            MappingText.Table(mapping));
    }

    [Theory]
    [InlineData("I64")]
    [InlineData("I8\n")]
    public void Types_that_are_no_weights_are_named(string type)
    {
        WeightMapping mapping = WeightMapping.Find(
            "a.npz", "Digits", Declared.File("0.weight 64 784, 0.bias 64, 2.weight 10 64, 2.bias 10", type), Declared.Network(First, Second), WeightAdvice.OfLoad);
        Assert.Equal(
            $"a.npz holds 0.weight as {type.Replace('\n', '?')}, but weights are F16, BF16, F32 or F64. Convert it to one of them before you save it.", mapping.Error);
    }

    [Fact]
    public void A_dense_layer_behind_an_image_has_its_rows_where_the_channels_lie()
    {
        // 2 × 3 pixels of 2 channels: ours begins pixel 0 channel 0, pixel 0 channel 1; PyTorch's with the six pixels of channel 0.
        float[] weights = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        Assert.Equal(
            [0f, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11],
            Filled("fc.weight 1 12", Declared.Network("dense 12 1 linear < 2 3 2: kernel 12 1"), weights));
        Assert.Equal(
            [0f, 4, 1, 5, 2, 6, 3, 7, 8, 9, 10, 11],
            Filled("fc.weight 1 12", Declared.Network("dense 12 1 linear < 2 2 2, 4: kernel 12 1"), weights));
        Assert.Equal(
            [0f, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11],
            Filled("fc.weight 12 1", Declared.Network("dense 1 12 linear > 2 3 2: kernel 1 12"), weights));
        Assert.Equal(
            [0f, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11],
            Filled("fc/kernel 12 1", Declared.Network("dense 12 1 linear < 2 3 2: kernel 12 1"), [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]));
    }

    [Fact]
    public void The_layers_of_one_recurrent_module_are_layers_of_ours()
    {
        const string Module =
            "rnn.weight_ih_l0 32 5, rnn.weight_hh_l0 32 8, rnn.bias_ih_l0 32, rnn.bias_hh_l0 32, "
            + "rnn.weight_ih_l1 32 8, rnn.weight_hh_l1 32 8, rnn.bias_ih_l1 32, rnn.bias_hh_l1 32";
        WeightMapping mapping = Found(
            Module,
            Declared.Network(
                "lstm 5 8 sequences bias: kernel 5 32, recurrent_kernel 8 32, bias 32", "lstm 8 8 bias: kernel 8 32, recurrent_kernel 8 32, bias 32"));
        Assert.Equal(Module.Split(", ").Select(tensor => tensor.Split(' ')[0]), Sources(mapping));
        Assert.Contains("rnn.bias_hh_l1 32 → + layer2.bias 32", MappingText.Table(mapping), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Gru_of_Keras_that_resets_before_it_multiplies_is_refused_with_the_reason() =>
        Assert.StartsWith(
            "digits.safetensors does not fit Digits: gru was made with reset_after=False, which resets h before it is multiplied",
            Declared.Find(
                "gru/gru_cell/kernel 5 12, gru/gru_cell/recurrent_kernel 4 12, gru/gru_cell/bias 12",
                Declared.Network("gru 5 4 bias: kernel 5 12, recurrent_kernel 4 12, bias 12, recurrent_bias 4")).Error);

    [Fact]
    public void Every_value_of_a_network_is_filled_once()
    {
        (string File, string[] Network)[] cases =
        [
            ("c.weight 6 2 3 5, c.bias 6", ["conv 3x5 2 6 relu bias: kernel 3 5 2 6, bias 6"]),
            ("c.weight 6 1 3 3", ["conv 3x3 groups 3 3 6 relu: kernel 3 3 1 6"]),
            ("c/depthwise_kernel 3 3 3 2", ["conv 3x3 groups 3 3 6 relu: kernel 3 3 1 6"]),
            ("c.weight 4 3 3 5", ["convtranspose 3x5 groups 2 4 6 relu: kernel 3 5 2 6"]),
            ("c/kernel 3 5 6 2", ["convtranspose 3x5 2 6 relu: kernel 3 5 2 6"]),
            ("e.weight 9 4", ["embedding 9 4: embeddings 9 4"]),
            ("n.weight 12, n.bias 12, n.running_mean 12, n.running_var 12, n.num_batches_tracked", ["batchnorm 12 < 3 2 2: gamma 12, beta 12, running_mean 12, running_variance 12"]),
            ("n/gamma 3, n/beta 3, n/moving_mean 3, n/moving_variance 3", ["batchnorm 3: gamma 3, beta 3, running_mean 3, running_variance 3"]),
            ("p.weight 1, f.weight 2 3", ["dense 3 2 prelu: kernel 3 2, slope 1"]),
            ("g/kernel 5 12, g/recurrent_kernel 4 12, g/bias 2 12", ["gru 5 4 bias: kernel 5 12, recurrent_kernel 4 12, bias 12, recurrent_bias 4"]),
            ("a.in_proj_weight 12 4, a.in_proj_bias 12, a.out_proj.weight 4 4, a.out_proj.bias 4", [Attention]),
            ("a.q_proj.weight 4 4, a.q_proj.bias 4, a.k_proj.weight 4 4, a.k_proj.bias 4, a.v_proj.weight 4 4, a.v_proj.bias 4, a.o_proj.weight 4 4, a.o_proj.bias 4", [Attention]),
            ("a/query/kernel 4 2 2, a/query/bias 2 2, a/key/kernel 4 2 2, a/key/bias 2 2, a/value/kernel 4 2 2, a/value/bias 2 2, a/attention_output/kernel 2 2 4, a/attention_output/bias 4", [Attention]),
            ("b/forward_rnn/simple_rnn_cell/kernel 3 2, b/forward_rnn/simple_rnn_cell/recurrent_kernel 2 2, b/forward_rnn/simple_rnn_cell/bias 2, "
                + "b/backward_rnn/simple_rnn_cell/kernel 3 2, b/backward_rnn/simple_rnn_cell/recurrent_kernel 2 2, b/backward_rnn/simple_rnn_cell/bias 2",
                ["rnn 3 2 bidirectional bias: kernel 3 2, recurrent_kernel 2 2, bias 2, reverse_kernel 3 2, reverse_recurrent_kernel 2 2, reverse_bias 2"]),
        ];
        foreach ((string file, string[] layers) in cases)
        {
            NetworkLayer[] network = Declared.Network(layers);
            WeightMapping mapping = Found(file, network);
            var taken = new HashSet<(string, int)>();
            var read = new HashSet<(string, int)>();
            foreach (MappedSource source in mapping.Sources)
            {
                foreach (TensorPiece piece in source.Pieces)
                {
                    piece.ForEachStretch((from, to, axis) =>
                    {
                        for (int i = 0; i < axis.Size; i++)
                        {
                            Assert.True(read.Add((source.Tensor.Name, from + (i * axis.SourceStride))));
                            Assert.Equal(!piece.Adds, taken.Add((piece.Target.Name, to + (i * axis.TargetStride))));
                        }
                    });
                }

                Assert.Equal(
                    source.Tensor.Shape.Aggregate(1L, (product, size) => product * size), read.Count(value => value.Item1 == source.Tensor.Name));
            }

            foreach (NetworkTensor tensor in network.SelectMany(layer => layer.Tensors))
            {
                Assert.Equal(Enumerable.Range(0, tensor.Length), taken.Where(value => value.Item1 == tensor.Name).Select(value => value.Item2).Order());
            }
        }
    }

    private const string Attention =
        "selfattention 2 4 bias: query_kernel 4 4, query_bias 4, key_kernel 4 4, key_bias 4, value_kernel 4 4, value_bias 4, output_kernel 4 4, output_bias 4";

    private static WeightMapping Found(string file, NetworkLayer[] network, params (string InFile, string Ours)[] map)
    {
        WeightMapping mapping = Declared.Find(file, network, map: map);
        Assert.Null(mapping.Error);
        Assert.Empty(mapping.Others);
        return mapping;
    }

    private static IEnumerable<string> Targets(WeightMapping mapping) =>
        mapping.Sources.SelectMany(source => source.Pieces).Select(piece => piece.Target.Name);

    private static IEnumerable<string> Sources(WeightMapping mapping) => mapping.Sources.Select(source => source.Tensor.Name);

    /// <summary>The first tensor of a network, filled from the first of a file.</summary>
    private static float[] Filled(string file, NetworkLayer[] network, float[] values)
    {
        float[] filled = new float[values.Length];
        foreach (TensorPiece piece in Found(file, network).Sources[0].Pieces)
        {
            piece.ForEachStretch((source, target, axis) =>
            {
                for (int i = 0; i < axis.Size; i++)
                {
                    filled[target + (i * axis.TargetStride)] = values[source + (i * axis.SourceStride)];
                }
            });
        }

        return filled;
    }
}

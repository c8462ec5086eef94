using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Weights.Tests.Files;

/// <summary>Networks that are loaded from files of PyTorch, Keras and NumPy yield what the models yield that the files are of.</summary>
public sealed class FixtureTests
{
    private static readonly Dictionary<string, Action<string>> s_checks = new(StringComparer.Ordinal)
    {
        ["mlp.safetensors"] = Check<Mlp>,
        ["prelu.safetensors"] = Check<Slopes>,
        ["cnn.safetensors"] = Check<Cnn>,
        ["lenet.safetensors"] = Check<LeNet>,
        ["flat.safetensors"] = Check<Flat>,
        ["series.safetensors"] = Check<Series>,
        ["decoder.safetensors"] = Check<Decoder>,
        ["lstm.safetensors"] = Check<OneLstm>,
        ["stacked.safetensors"] = Check<TwoLstms>,
        ["gru.safetensors"] = Check<OneGru>,
        ["rnn.safetensors"] = Check<OneRnn>,
        ["bidirectional.safetensors"] = Check<BothWays>,
        ["words.safetensors"] = Check<Words>,
        ["attention.safetensors"] = Check<Attending>,
        ["keras-mlp.npz"] = Check<Mlp>,
        ["keras-cnn.npz"] = Check<KerasCnn>,
        ["keras-lstm.npz"] = Check<OneLstm>,
        ["keras-bidirectional.npz"] = Check<LstmBothWays>,
        ["keras-gru.npz"] = Check<OneGru>,
        ["keras-rnn.npz"] = Check<OneRnn>,
        ["keras-words.npz"] = Check<Words>,
        ["keras-attention.npz"] = Check<KerasAttending>,
        ["keras-transposed.npz"] = Check<Spread>,
    };

    /// <summary>The names that the modules of a file have where they are not those that we give.</summary>
    private static readonly Dictionary<string, WeightMap> s_names = new(StringComparer.Ordinal)
    {
        ["cnn.safetensors"] = new() { ["conv1"] = "layer1", ["bn1"] = "layer2", ["conv2"] = "layer5", ["fc1"] = "layer7", ["fc2"] = "layer8" },
        ["lenet.safetensors"] = new() { ["conv1"] = "layer1", ["conv2"] = "layer3", ["fc1"] = "layer6", ["fc2"] = "layer7", ["fc3"] = "layer8" },
        ["lstm.safetensors"] = new() { ["rnn"] = "layer1", ["fc"] = "layer2" },
        ["gru.safetensors"] = new() { ["rnn"] = "layer1", ["fc"] = "layer2" },
        ["rnn.safetensors"] = new() { ["rnn"] = "layer1", ["fc"] = "layer2" },
        ["bidirectional.safetensors"] = new() { ["rnn"] = "layer1", ["fc"] = "layer2" },
        ["words.safetensors"] = new() { ["emb"] = "layer1", ["out"] = "layer3" },
        ["attention.safetensors"] = new() { ["attn"] = "layer1", ["norm"] = "layer3", ["fc"] = "layer4" },
    };

    public static TheoryData<string> Files => [.. s_checks.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_network_yields_what_its_model_does(string file) => s_checks[file](file);

    [Theory]
    [InlineData("mlp-F16.safetensors", 1.0 / 2048)]
    [InlineData("mlp-BF16.safetensors", 1.0 / 256)]
    [InlineData("mlp-F64.safetensors", 0)]
    [InlineData("mlp.npz", 0)]
    [InlineData("mlp-compressed.npz", 0)]
    [InlineData("mlp-fortran.npz", 1.0 / 2048)]
    [InlineData("mlp-unnamed.npz", 0)]
    [InlineData("mlp-plain.npz", 0)]
    [InlineData("mlp-vector.npy", 0)]
    public async Task Every_type_and_form_gives_the_same_values(string file, double error)
    {
        float[] expected = new float[Mlp.ParameterCount];
        Mlp.Load(Fixture.PathOf("mlp.safetensors")).CopyParametersTo(expected);
        byte[] bytes = Fixture.Bytes(file);
        Mlp[] loaded =
        [
            Mlp.Load(Fixture.PathOf(file)),
            Mlp.Load(new MemoryStream(bytes)),
            Mlp.Load(new ForwardStream(bytes)),
            Mlp.Load(bytes),
            await Mlp.LoadAsync(Fixture.PathOf(file), TestContext.Current.CancellationToken),
            await Mlp.LoadAsync(new ForwardStream(bytes), TestContext.Current.CancellationToken),
        ];
        foreach (Mlp network in loaded)
        {
            float[] actual = new float[expected.Length];
            network.CopyParametersTo(actual);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.InRange(Math.Abs(actual[i] - expected[i]), 0, error * Math.Abs(expected[i]));
            }
        }

        double[] wide = new double[expected.Length];
        WideMlp.Load(bytes).CopyParametersTo(wide);
        float[] narrow = new float[expected.Length];
        loaded[0].CopyParametersTo(narrow);
        Assert.Equal(narrow, Array.ConvertAll(wide, value => (float)value));
    }

    [Fact]
    public void What_is_found_can_be_printed()
    {
        Assert.Equal(
            """
            conv1.weight 4 × 2 × 3 × 3 → layer1.kernel 3 × 3 × 2 × 4
            conv1.bias 4 → layer1.bias 4
            bn1.weight 4 → layer2.gamma 4
            bn1.bias 4 → layer2.beta 4
            bn1.running_mean 4 → layer2.running_mean 4
            bn1.running_var 4 → layer2.running_variance 4
            conv2.weight 6 × 4 × 3 × 3 → layer5.kernel 3 × 3 × 4 × 6
            conv2.bias 6 → layer5.bias 6
            fc1.weight 5 × 24 → layer7.kernel 24 × 5
            fc1.bias 5 → layer7.bias 5
            fc2.weight 3 × 5 → layer8.kernel 5 × 3
            fc2.bias 3 → layer8.bias 3
            """,
            WeightMap.Describe(new Cnn(), Fixture.PathOf("cnn.safetensors")),
            ignoreLineEndingDifferences: true);
        string path = Path.GetTempFileName();
        try
        {
            var network = new Mlp();
            network.Save(path);
            Assert.StartsWith("layer1.kernel 6 × 5 → layer1.kernel 6 × 5", WeightMap.Describe(network, path), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Check<TNetwork>(string file)
        where TNetwork : Network<float>, INetwork<TNetwork, float>
    {
        byte[] bytes = Fixture.Bytes(file);
        TNetwork network = TNetwork.Load(Fixture.PathOf(file));
        float[] values = Fixture.ValuesOf(network);
        Assert.Equal(values, Fixture.ValuesOf(TNetwork.Load(bytes)));
        Assert.Equal(values, Fixture.ValuesOf(TNetwork.Load(new ForwardStream(bytes))));

        string model = Path.GetFileNameWithoutExtension(file);
        double[] expected = Fixture.Outputs(model);
        float[] actual = new float[expected.Length];
        network.Predict(Fixture.Inputs(model), actual);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), $"Output {i} of {model} is {actual[i]}, and {expected[i]} in Python.");
        }

        CheckWayBack(network, file, bytes, values);
    }

    /// <summary>What is saved with others' names is what was loaded, to the bit, but for biases that are one sum with us.</summary>
    private static void CheckWayBack<TNetwork>(TNetwork network, string file, byte[] bytes, float[] values)
        where TNetwork : Network<float>, INetwork<TNetwork, float>
    {
        bool isKeras = file.StartsWith("keras", StringComparison.Ordinal);
        using var stream = new MemoryStream();
        network.Save(stream, isKeras ? WeightNames.Keras : WeightNames.PyTorch);
        Assert.Equal(values, Fixture.ValuesOf(TNetwork.Load(stream.ToArray())));
        if (isKeras || file == "stacked.safetensors")
        {
            return;
        }

        using var named = new MemoryStream();
        var map = new WeightMap { Names = WeightNames.PyTorch };
        foreach ((string inFile, string ours) in s_names.GetValueOrDefault(file) ?? [])
        {
            map.Add(inFile, ours);
        }

        network.Save(named, map);
        var saved = Fixture.Tensors(named.ToArray());
        var original = Fixture.Tensors(bytes);
        Assert.Equal(original.Keys.Where(name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal), saved.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, (string type, int[] shape, byte[] data)) in saved)
        {
            Assert.Equal("F32", type);
            Assert.Equal(original[name].Shape, shape);
            if (name.Contains("bias_", StringComparison.Ordinal))
            {
                string one = name.Replace("bias_hh", "bias_ih", StringComparison.Ordinal);
                string other = name.Replace("bias_ih", "bias_hh", StringComparison.Ordinal);
                Assert.Equal(
                    Fixture.Floats(original[one].Data).Zip(Fixture.Floats(original[other].Data), (a, b) => a + b),
                    Fixture.Floats(saved[one].Data).Zip(Fixture.Floats(saved[other].Data), (a, b) => a + b));
            }
            else
            {
                Assert.Equal(original[name].Data, data);
            }
        }
    }
}

using System;
using System.IO;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Scaling of inputs: its numbers, its file, and its place in the first layer.</summary>
public sealed class ScalerTests
{
    [Fact]
    public void Standardized_inputs_have_mean_0_and_deviation_1()
    {
        // Of 1, 2, 6: mean 3, deviation √((4 + 1 + 9) / 3). The second input never changes.
        var dataset = new Dataset([[1f, 5], [2, 5], [6, 5]], [0, 1, 0]);
        var scaler = Standardizer.Of(dataset);
        Assert.Equal([3, 5], scaler.Offsets);
        Assert.Equal(Math.Sqrt(3.0 / 14), scaler.Factors[0], 1e-15);
        Assert.Equal(1, scaler.Factors[1]);
        Dataset scaled = scaler.Apply(dataset);
        float unit = (float)Math.Sqrt(3.0 / 14);
        Assert.Equal([-2 * unit, 0, -unit, 0, 3 * unit, 0], scaled.Inputs.ToArray().Select(value => value), new Near(1e-6f));
        Assert.Equal(dataset.Labels.ToArray(), scaled.Labels.ToArray());
        float[] back = scaled.Inputs.ToArray();
        scaler.Undo(back.AsSpan());
        Assert.Equal(dataset.Inputs.ToArray(), back, new Near(1e-6f));
        Assert.Equal("standardizer of 2 inputs", scaler.ToString());
        Assert.StartsWith(
            "dataset has 1 input a sample, but this scaling is for 2.",
            Assert.Throws<ArgumentException>(() => scaler.Apply(new Dataset([[1f]], [0]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Smallest_and_largest_become_the_ends_of_the_range()
    {
        var dataset = new Dataset([[1f, 5], [2, 5], [6, 5]], [0, 1, 0]);
        Assert.Equal([0, 0, 0.2f, 0, 1, 0], MinMaxScaler.Of(dataset).Apply(dataset).Inputs.ToArray(), new Near(1e-6f));
        Assert.Equal([-2, -2, -1, -2, 3, -2], MinMaxScaler.Of(dataset, -2, 3).Apply(dataset).Inputs.ToArray(), new Near(1e-6f));
        var bytes = new Dataset(new byte[] { 0, 51, 255 }, [0, 0, 0], 1);
        Assert.Equal([0, 0.2f, 1], MinMaxScaler.Of(bytes).Apply(bytes).Inputs.ToArray(), new Near(1e-6f));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => MinMaxScaler.Of(dataset, 1, 1));
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Of(dataset.Take(0)));
    }

    [Fact]
    public void A_folded_network_takes_inputs_as_they_are()
    {
        Dataset raw = Samples.Curve(count: 40, scale: 50);
        foreach (InputScaler scaler in new InputScaler[] { Standardizer.Of(raw), MinMaxScaler.Of(raw) })
        {
            var network = new Curve(4);
            network.Fit(scaler.Apply(raw), new FitOptions { Epochs = 20, Optimizer = new Adam(0.02) });
            double loss = network.Evaluate(scaler.Apply(raw)).Loss;
            scaler.FoldInto(network);
            Assert.Equal(loss, network.Evaluate(raw).Loss, 1e-4);
        }

        var tiled = new Tiled(1);
        var bytes = Standardizer.Of(Samples.Bytes());
        double before = tiled.Evaluate(bytes.Apply(Samples.Bytes())).Loss;
        bytes.FoldInto(tiled);
        Assert.Equal(before, tiled.Evaluate(Samples.Bytes()).Loss, 1e-4);
    }

    [Fact]
    public void A_network_that_does_not_begin_with_a_dense_layer_is_left_as_it_is()
    {
        var scaler = Standardizer.Of(Samples.Curve(scale: 50));
        var network = new NormalizedCurve(1);
        float[] before = DatasetKindTests.Parameters(network);
        Assert.StartsWith(
            "NormalizedCurve does not begin with a dense layer over its 3 inputs that has biases,",
            Assert.Throws<ArgumentException>(() => scaler.FoldInto(network)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, DatasetKindTests.Parameters(network));
        var bypassed = new Bypassed(1);
        before = DatasetKindTests.Parameters(bypassed);
        Assert.StartsWith(
            "The scaling cannot be folded into Bypassed: its outputs would change by ",
            Assert.Throws<ArgumentException>(() => scaler.FoldInto(bypassed)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, DatasetKindTests.Parameters(bypassed));
    }

    [Fact]
    public void It_is_saved_with_the_network_and_loaded_with_the_same_bits()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("gennet-scaler-").FullName, "curve.safetensors");
        try
        {
            Dataset raw = Samples.Curve(scale: 50);
            var network = new Curve(4);
            foreach (InputScaler scaler in new InputScaler[] { Standardizer.Of(raw), MinMaxScaler.Of(raw, -1, 1) })
            {
                scaler.SaveWith(network, path);
                Assert.Equal(DatasetKindTests.Parameters(network), DatasetKindTests.Parameters(Curve.Load(path)));
                var loaded = InputScaler.Load(path);
                Assert.IsType(scaler.GetType(), loaded);
                Assert.Equal(scaler.Offsets, loaded.Offsets);
                Assert.Equal(scaler.Factors, loaded.Factors);
            }

            network.Save(path);
            Assert.Equal(
                $"{path} holds no scaling of inputs. Load a file that SaveWith wrote, or learn the scaling from the training data again.",
                Assert.Throws<InvalidDataException>(() => InputScaler.Load(path)).Message);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_no_number_is_named_before_every_sample_is_scaled_by_it(float value, string printed)
    {
        var raw = new Dataset([1, 2, 3, value, 5, 6], [0, 1, 0], 2, 1);
        foreach (Func<InputScaler> learn in new Func<InputScaler>[] { () => Standardizer.Of(raw), () => MinMaxScaler.Of(raw) })
        {
            Assert.StartsWith(
                $"Input 1 of sample 1 of dataset is {printed}, both counted from 0, and every sample would be scaled by it. ",
                Assert.Throws<ArgumentException>("dataset", learn).Message,
                StringComparison.Ordinal);
        }
    }

    private sealed class Near(float tolerance) : System.Collections.Generic.IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Abs(x));

        public int GetHashCode(float value) => 0;
    }
}

using System;
using System.IO;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>Tensors of any rank, in rows or panels, trainable, frozen and state: what is copied, saved, drawn and reported of each.</summary>
public sealed class TensorTableTests
{
    private const int StorageLength = 200;

    /// <summary>The places in the storage of each tensor's values, written out by hand.</summary>
    private static readonly int[][] s_places =
    [
        [.. Enumerable.Range(0, 12).Select(i => (i / 3 * 4) + (i % 3))], // 4 rows of 3, padded to 4
        [16, 17, 18, 28, 29, 30, 19, 20, 21, 31, 32, 33, 22, 23, 24, 34, 35, 36, 25, 26, 27, 37, 38, 39], // 4 rows in panels of 3
        [100, 101, 102, 103, 104],
        [50],
        [110, 111, 112],
        [60, 61, 66, 67, 62, 63, 68, 69, 64, 65, 70, 71], // 3 rows in panels of 2
    ];

    [Fact]
    public void Places_by_hand_are_those_of_the_table()
    {
        TensorLayout[] tensors = Tensors();
        for (int i = 0; i < tensors.Length; i++)
        {
            TensorLayout tensor = tensors[i];
            Assert.Equal(
                PlacesOf(i),
                Enumerable.Range(0, tensor.Length).Select(value => tensor.IndexOf(value / tensor.Columns, value % tensor.Columns)));
        }
    }

    [Fact]
    public void Parameters_are_copied_in_their_order_and_state_is_none_of_them()
    {
        StoredNetwork<float> network = Network(seed: 3);
        int[] places = [.. new[] { 0, 1, 2, 3, 5 }.SelectMany(PlacesOf)];
        float[] parameters = [.. Enumerable.Range(1, places.Length).Select(value => (float)value)];
        float[] before = network.Storage.ToArray();

        network.CopyParametersFrom(parameters);

        float[] expected = [.. before];
        for (int i = 0; i < places.Length; i++)
        {
            expected[places[i]] = parameters[i];
        }

        Assert.Equal(12 + 24 + 5 + 1 + 12, places.Length);
        Assert.Equal(expected, network.Storage.ToArray());
        Assert.Equal(parameters, network.Parameters1D);
    }

    [Fact]
    public void A_file_holds_every_tensor_in_the_order_of_the_table()
    {
        StoredNetwork<float> network = Network(seed: 3);
        for (int i = 0; i < StorageLength; i++)
        {
            network.Storage[i] = i + 0.5f;
        }

        byte[] file = network.ToFile();

        int[] places = [.. Enumerable.Range(0, s_places.Length).SelectMany(PlacesOf)];
        float[] values = new float[places.Length];
        Buffer.BlockCopy(file, file.Length - (4 * places.Length), values, 0, 4 * places.Length);
        Assert.Equal(places.Select(place => place + 0.5f), values);

        StoredNetwork<float> loaded = Network(seed: 4);
        float[] expected = loaded.Storage.ToArray();
        foreach (int place in places)
        {
            expected[place] = place + 0.5f;
        }

        loaded.Load(new ForwardStream(file));
        Assert.Equal(expected, loaded.Storage.ToArray());
        Assert.Equal(file, loaded.ToFile());
    }

    [Fact]
    public void State_that_is_not_finite_is_not_saved()
    {
        StoredNetwork<float> network = Network(seed: 3);
        network.Storage[PlacesOf(4)[1]] = float.NaN;
        Assert.Throws<InvalidOperationException>(network.ToFile);
    }

    [Fact]
    public void A_shape_of_another_rank_is_refused()
    {
        byte[] file = Network(seed: 3).ToFile();
        TensorLayout[] tensors = Tensors();
        tensors[0] = new TensorLayout { Name = tensors[0].Name, Shape = [4, 3], Offset = 0, PanelWidth = 4 };
        StoredNetwork<float> network = new(Layouts.Network("Table", 4, 3, s_layers, tensors, StorageLength), seed: 3);
        Assert.Contains(
            "first.kernel has the shape [2, 2, 1, 3] in the file but [4, 3] in Table",
            Assert.Throws<InvalidDataException>(() => network.Load(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_drawn_tensor_by_tensor_and_others_begin_as_they_say()
    {
        float[] storage = Network(seed: 9).Storage.ToArray();

        var random = new GenNet.Training.RandomSource(9);
        float[] expected = new float[StorageLength];
        Array.ForEach(PlacesOf(0), place => expected[place] = (float)(Math.Sqrt(2d / 7) * random.NextNormal() * -3));
        Array.ForEach(PlacesOf(1), place => expected[place] = (float)(Math.Sqrt(6d / 11) * ((2 * random.NextUniform()) - 1)));
        Array.ForEach(PlacesOf(3), place => expected[place] = 0.25f);
        Array.ForEach(PlacesOf(4), place => expected[place] = 1);
        Array.ForEach(PlacesOf(5), place => expected[place] = (float)random.NextUniform());
        Assert.Equal(expected, storage);
    }

    [Fact]
    public void Frozen_parameters_have_a_gradient_of_zero()
    {
        NetworkLayout layout = Network(seed: 1).Layout;
        float[] stored = [.. Enumerable.Range(0, StorageLength).Select(place => place + 1f)];
        float[] gradient = new float[layout.ParameterCount];
        Array.Fill(gradient, float.NaN);

        GenNet.Persistence.ParameterOrder.CopyGradient<float>(layout, stored, gradient);

        Assert.Equal(
            [.. new[] { 0, 1 }.SelectMany(PlacesOf).Select(place => place + 1f), .. new float[5], .. PlacesOf(3).Concat(PlacesOf(5)).Select(place => place + 1f)],
            gradient);
    }

    [Fact]
    public void Groups_of_columns_lie_apart_in_another_order_and_in_panels()
    {
        // Three groups of two columns, each with room for four, moved on by one: the last comes first. Panels of six columns, two rows each.
        var tensor = new TensorLayout
        {
            Name = "first.recurrent_kernel", Shape = [2, 6], Offset = 10, Groups = 3, GroupWidth = 4, GroupShift = 1, PanelWidth = 6,
            Initializer = Initializer.Uniform01,
        };
        int[] places = [14, 15, 24, 25, 10, 11, 20, 21, 30, 31, 16, 17];
        Assert.Equal(places, Enumerable.Range(0, 12).Select(value => tensor.IndexOf(value / 6, value % 6)));

        var network = new StoredNetwork<float>(
            Layouts.Network("Groups", 4, 3, s_layers, [tensor, new() { Name = "second.bias", Shape = [4], Offset = 40, Groups = 2, InitialValues = [0, 1] }], 50), 5);
        var random = new GenNet.Training.RandomSource(5);
        float[] drawn = [.. Enumerable.Range(0, 12).Select(_ => (float)random.NextUniform()), 0, 0, 1, 1];
        Assert.Equal(drawn, network.Parameters1D);
        Assert.Equal(drawn[..12], places.Select(place => network.Storage[place]));

        float[] other = [.. Enumerable.Range(1, 16).Select(value => (float)value)];
        network.CopyParametersFrom(other);
        Assert.Equal(other, network.Parameters1D);
        Assert.Equal(16, network.Storage.ToArray().Count(value => value != 0));
    }

    private static readonly LayerLayout[] s_layers =
    [
        new() { Name = "first", Description = "one kind of layer" },
        new() { Name = "second", Description = "another" },
    ];

    private static int[] PlacesOf(int tensor) => s_places[tensor];

    private static TensorLayout[] Tensors() =>
    [
        new()
        {
            Name = "first.kernel", Shape = [2, 2, 1, 3], Offset = 0, PanelWidth = 4,
            Initializer = Initializer.HeNormal, Scale = -3, FanIn = 7, FanOut = 100,
        },
        new()
        {
            Name = "first.panels", Shape = [2, 2, 6], Offset = 16, PanelWidth = 3,
            Initializer = Initializer.GlorotUniform, FanIn = 5, FanOut = 6,
        },
        new() { Name = "first.bias", Shape = [5], Offset = 100, Role = TensorRole.Frozen },
        new() { Name = "second.slope", Shape = [1], Offset = 50, InitialValue = 0.25 },
        new() { Name = "second.running_variance", Shape = [3], Offset = 110, InitialValue = 1, Role = TensorRole.State },
        new() { Name = "second.kernel", Shape = [3, 4], Offset = 60, PanelWidth = 2, Initializer = Initializer.Uniform01 },
    ];

    private static StoredNetwork<float> Network(int seed) =>
        new(Layouts.Network("Table", 4, 3, s_layers, Tensors(), StorageLength), seed);
}

using System;
using System.Buffers;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using GenNet.Exploring;
using Xunit;

namespace GenNet.Tests;

/// <summary>Pictures are of the network as it is, whatever is spared in taking them.</summary>
public sealed class PictureTests
{
    [Fact]
    public async Task CellsAreWhatTheNetworkAnswersSampleBySample()
    {
        // More than one pass takes.
        Dataset rows = Samples.Rows(1500, seed: 9);
        var network = new Sorter(seed: 3);
        using Exploration<float> exploration = Begin(network, rows);
        await TrainingThreadTests.GoTo(exploration.Training, 1);

        JsonElement cells = await ConfusionAsync(exploration);
        int[][] expected = [.. Enumerable.Range(0, 16).Select(cell => Enumerable.Range(0, rows.Count).Where(sample => CellOf(network, rows, sample) == cell).ToArray())];
        Assert.Contains(expected, cell => cell.Length > 60 && cell[^1] > 1024);
        Assert.Equal(expected.Select(cell => cell.Length), cells.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(
            expected.Select(cell => string.Join(' ', cell.Take(60))),
            cells.GetProperty("cells").EnumerateArray().Select(cell => string.Join(' ', cell.EnumerateArray().Select(sample => sample.GetInt32()))));
    }

    [Fact]
    public async Task PointsAreOutputsBesideTargets()
    {
        var network = new Plain(seed: 1);
        var dataset = new Dataset([[0, 0], [0.25f, 1], [1, 0.5f]], [[0.5f], [1.5f], [-2]]);
        using var exploration = new Exploration<double>(network, dataset, new ExplorerOptions());
        JsonElement points = (await ConfusionAsync(exploration)).GetProperty("points");
        for (int sample = 0; sample < dataset.Count; sample++)
        {
            double[] output = new double[1];
            network.Predict([.. dataset.Inputs.Span.Slice(2 * sample, 2).ToArray().Select(input => (double)input)], output);
            Assert.Equal((float)output[0], points[sample][2].GetSingle());
            Assert.Equal((sample, dataset.Targets.Span[sample]), (points[sample][0].GetInt32(), points[sample][1].GetSingle()));
        }
    }

    [Fact]
    public async Task PictureAfterThePauseIsOfThePresent()
    {
        var network = new Xor(seed: 1);
        using var exploration = new Exploration<float>(network, Samples.Xor, new ExplorerOptions { Optimizer = new Sgd(2), StepsPerSecond = 1e9 });
        for (int round = 0; round < 20; round++)
        {
            // Whoever looks while it learns has a copy that is some milliseconds old.
            await exploration.Training.StartAsync();
            (await exploration.TensorAsync(0)).Dispose();
            (await exploration.TensorAsync(0)).Dispose();
            await exploration.Training.PauseAsync();
            using RentedNumbers tensor = await exploration.TensorAsync(0);
            float[] shown = tensor.Values.ToArray();
            float[] parameters = new float[Xor.ParameterCount];
            network.CopyParametersTo(parameters);
            Assert.Equal(parameters[..shown.Length], shown);
        }
    }

    private static Exploration<float> Begin(Sorter network, Dataset rows) =>
        new(network, rows, new ExplorerOptions { Optimizer = new Adam(0.01), BatchSize = 50, StepsPerSecond = 1e9 });

    private static int CellOf(Sorter network, Dataset rows, int sample)
    {
        float[] outputs = new float[4];
        network.Predict(rows.Inputs.Span.Slice(sample * 24, 24), outputs);
        return (rows.Targets.Span.Slice(sample * 4, 4).IndexOf(1) * 4) + Array.IndexOf(outputs, outputs.Max());
    }

    private static async Task<JsonElement> ConfusionAsync(Exploration exploration)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            await exploration.WriteConfusionAsync(json);
        }

        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}

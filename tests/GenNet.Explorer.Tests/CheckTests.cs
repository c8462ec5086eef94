using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using GenNet.Exploring;
using Xunit;

namespace GenNet.Tests;

/// <summary>Gradients are checked in the background: all of them, with progress, and until somebody ends it.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task AllGradientsAreThoseOfAnIndependentComputation()
    {
        var network = new Picker(seed: 7);
        Dataset rows = Samples.Rows(60, seed: 3);
        await using ExplorerSession session = await BeginAsync(network, rows);
        Exploration exploration = session.Exploration;
        await exploration.StartCheckAsync(int.MaxValue);
        CheckResult result = await EndAsync(exploration);

        Assert.Equal(CheckState.Done, result.State);
        Assert.Equal(1, result.Share);
        Assert.Equal([960, 40, 160, 4], result.Tensors.Select(tensor => tensor.Count));
        Assert.All(result.Tensors, tensor => Assert.Equal(0, tensor.Found!.Wrong));
        Assert.All(result.Tensors, tensor => Assert.Equal(tensor.Parameters, tensor.Excess.Length));
        Assert.All(result.Tensors.SelectMany(tensor => tensor.Excess), excess => Assert.InRange(excess, 0f, 1f));

        // Of 1,164 parameters the thousand that are farthest off have their numbers, the worst first.
        (double loss, double[][] gradients) = Backpropagate(network, rows.Take(4));
        Assert.Equal(loss, result.LossOverDualNumbers, 1e-12);
        Assert.Equal(loss, result.Loss, 1e-5);
        IReadOnlyList<WorstParameter> worst = result.Worst(0, int.MaxValue);
        Assert.Equal(CheckResult.MostWorst, worst.Count);
        Assert.Equal(worst.Select(parameter => parameter.Excess).OrderDescending(), worst.Select(parameter => parameter.Excess));
        foreach (WorstParameter parameter in worst)
        {
            double expected = gradients[parameter.Tensor][parameter.Index];
            double scale = gradients[parameter.Tensor].Max(Math.Abs);
            Assert.Equal(expected, parameter.DualNumbers, 1e-12 * scale);
            Assert.Equal(expected, parameter.CentralDifference, 1e-6 * scale);
            Assert.Equal(expected, parameter.Backward, 1e-4 * scale);
            Assert.Equal((float)parameter.Excess, result.Tensors[parameter.Tensor].Excess[parameter.Index]);
        }

        Assert.Equal(1000, worst.Select(parameter => parameter.Name).Distinct().Count());
        WorstParameter weight = worst.First(parameter => parameter.Tensor == 0);
        Assert.Equal($"w1_{weight.Index / 40}_{weight.Index % 40}", weight.Name);
    }

    [Fact]
    public async Task SomeOfEachTensorAreSpreadEvenly()
    {
        var network = new Picker(seed: 7);
        await using ExplorerSession session = await BeginAsync(network, Samples.Rows(60, seed: 3));
        await session.Exploration.StartCheckAsync(100);
        CheckResult result = await EndAsync(session.Exploration);
        Assert.Equal([100, 40, 100, 4], result.Tensors.Select(tensor => tensor.Count));
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => i * 960 / 100),
            result.Worst(0, int.MaxValue).Where(parameter => parameter.Tensor == 0).Select(parameter => parameter.Index).Order());
    }

    [Fact]
    public async Task CheckGoesOnBesideTrainingAndEndsWhenItIsTold()
    {
        var random = new Random(5);
        var images = new Dataset(
            [.. Enumerable.Range(0, 64 * 784).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, 64 * 10).Select(i => i % 10 == i / 10 % 10 ? 1f : 0)],
            784,
            10);
        var network = new Digits(seed: 1);
        await using ExplorerSession session = await BeginAsync(network, images);
        Exploration exploration = session.Exploration;
        await exploration.Training.StartAsync();
        await exploration.StartCheckAsync(int.MaxValue);
        CheckResult result = exploration.Check!;

        // It goes on, and so do training and answers.
        double share = 0;
        for (int look = 0; look < 3; look++)
        {
            long step = exploration.Training.Status.Step;
            await Until(() => result.Share > share && exploration.Training.Status.Step > step);
            share = result.Share;
            Assert.Equal(CheckState.Running, result.State);
            Assert.InRange(share, 0, 0.999);
            Assert.Equal(0, result.Current);
            Assert.True(result.SecondsLeft > 0);
            using RentedNumbers tensor = await exploration.TensorAsync(0);
            Assert.Equal(784 * 64, tensor.Values.Length);
        }

        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => exploration.StartCheckAsync(1));
        Assert.StartsWith("A check is under way.", refused.Message, StringComparison.Ordinal);

        await exploration.StopCheckAsync();
        Assert.Equal(CheckState.Stopped, result.State);
        Assert.Null(result.Tensors[0].Found);
        Assert.Empty(result.Worst(0, 10));
        Assert.True(exploration.Training.Status.IsRunning);

        // Another can be begun then, of the parameters as they are now.
        await exploration.StartCheckAsync(8);
        CheckResult next = await EndAsync(exploration);
        Assert.Equal((2, CheckState.Done), (next.Number, next.State));
        Assert.True(next.Step > result.Step);
        Assert.All(next.Tensors, tensor => Assert.Equal(0, tensor.Found!.Wrong));
    }

    [Fact]
    public async Task PageReadsACheckPartByPart()
    {
        await using ExplorerSession session = await BeginAsync(new Picker(seed: 7), Samples.Rows(60, seed: 3));
        using var client = new HttpClient { BaseAddress = new Uri(session.Address, "/") };
        client.DefaultRequestHeaders.Add("Cookie", $"gennet-explorer-{session.Address.Port}={session.Address.Query["?token=".Length..]}");
        Assert.Equal("""{"state":"None"}""", await client.GetStringAsync("/api/check"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/check/worst?check=1&from=0&count=5")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/check/start?most=0", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/check/start?most=100000", null)).StatusCode);
        await EndAsync(session.Exploration);
        using JsonDocument state = JsonDocument.Parse(await client.GetStringAsync("/api/check"));
        Assert.Equal("Done", state.RootElement.GetProperty("state").GetString());
        Assert.Equal(1000, state.RootElement.GetProperty("worstCount").GetInt32());
        using JsonDocument worst = JsonDocument.Parse(await client.GetStringAsync("/api/check/worst?check=1&from=990&count=60"));
        Assert.Equal(10, worst.RootElement.GetProperty("parameters").GetArrayLength());
        Assert.Equal(session.Exploration.Check!.Tensors[2].Excess, ServerTests.Floats(await client.GetByteArrayAsync("/api/check/excess?check=1&index=2")));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/check/excess?check=1&index=4")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/check/excess?check=2&index=0")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/check/stop", null)).StatusCode);
    }

    [Fact]
    public async Task NetworkWithoutACheckSaysHowItIsDeclared()
    {
        await using ExplorerSession session = await ExplorerOf(new Plain(seed: 1), Samples.Xor);
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => session.Exploration.StartCheckAsync(1));
        Assert.Equal("Plain has no gradient check. Declare it with [Network(CheckGradients = true)].", refused.Message);
        await session.Exploration.StopCheckAsync();
    }

    [Fact]
    public async Task SessionEndsACheck()
    {
        ExplorerSession session = await BeginAsync(new Digits(seed: 1), new Dataset(new float[784 * 4], [.. Enumerable.Repeat(0.1f, 40)], 784, 10));
        await session.Exploration.StartCheckAsync(int.MaxValue);
        CheckResult result = session.Exploration.Check!;
        await session.DisposeAsync();
        Assert.Equal(CheckState.Stopped, result.State);
    }

    private static Task<ExplorerSession> BeginAsync(TrainableNetwork<float> network, Dataset dataset) =>
        Explorer.StartAsync(network, dataset, new ExplorerOptions { OpenBrowser = false, Output = null });

    private static Task<ExplorerSession> ExplorerOf(TrainableNetwork<double> network, Dataset dataset) =>
        Explorer.StartAsync(network, dataset, new ExplorerOptions { OpenBrowser = false, Output = null });

    private static async Task<CheckResult> EndAsync(Exploration exploration)
    {
        await Until(() => exploration.Check!.State != CheckState.Running);
        return exploration.Check!;
    }

    private static async Task Until(Func<bool> holds)
    {
        long began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2), "It did not happen within two minutes.");
            await Task.Delay(5);
        }
    }

    /// <summary>Loss and gradient of 24-40-4, tanh and softmax with cross-entropy, in double precision and by the book.</summary>
    private static (double Loss, double[][] Gradients) Backpropagate(Picker network, Dataset rows)
    {
        float[] p = new float[Picker.ParameterCount];
        network.CopyParametersTo(p);
        double[][] gradients = [new double[960], new double[40], new double[160], new double[4]];
        double loss = 0;
        for (int s = 0; s < rows.Count; s++)
        {
            double[] x = [.. rows.Inputs.Span.Slice(s * 24, 24).ToArray().Select(value => (double)value)];
            double[] a = [.. Enumerable.Range(0, 40).Select(j => Math.Tanh(p[960 + j] + Enumerable.Range(0, 24).Sum(i => x[i] * p[(i * 40) + j])))];
            double[] z = [.. Enumerable.Range(0, 4).Select(k => p[1160 + k] + Enumerable.Range(0, 40).Sum(j => a[j] * p[1000 + (j * 4) + k]))];
            double sum = z.Sum(Math.Exp);
            double[] delta = new double[4];
            for (int k = 0; k < 4; k++)
            {
                double target = rows.Targets.Span[(s * 4) + k];
                loss -= target * (z[k] - Math.Log(sum)) / rows.Count;
                delta[k] = ((Math.Exp(z[k]) / sum) - target) / rows.Count;
                gradients[3][k] += delta[k];
            }

            for (int j = 0; j < 40; j++)
            {
                double back = 0;
                for (int k = 0; k < 4; k++)
                {
                    gradients[2][(j * 4) + k] += delta[k] * a[j];
                    back += delta[k] * p[1000 + (j * 4) + k];
                }

                back *= 1 - (a[j] * a[j]);
                gradients[1][j] += back;
                for (int i = 0; i < 24; i++)
                {
                    gradients[0][(i * 40) + j] += back * x[i];
                }
            }
        }

        return (loss, gradients);
    }
}

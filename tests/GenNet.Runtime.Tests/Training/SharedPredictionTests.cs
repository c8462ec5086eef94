using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Predictions on several threads: what there is is cut so that there is something for each.</summary>
public sealed class SharedPredictionTests
{
    [Theory]
    [InlineData(11, new[] { 1, 10 })]
    [InlineData(19, new[] { 9, 10 })]
    [InlineData(20, new[] { 10, 10 })]
    public unsafe void Two_passes_are_for_two_threads(int samples, int[] passes)
    {
        var network = new LinearNetwork<float>(3, 2, samplesPerPass: 10);
        float[] inputs = new float[samples * 3];
        float[] outputs = new float[samples * 2];
        bool haveMet = false;
        var sizes = new ConcurrentBag<int>();

        // Not at the first attempt where another test has the team: then the caller does all of it.
        for (int attempt = 0; attempt < 50 && !haveMet; attempt++)
        {
            using var meeting = new Barrier(2);
            sizes.Clear();
            network.OnForward = count =>
            {
                sizes.Add(count);
                haveMet |= meeting.SignalAndWait(millisecondsTimeout: 200);
            };
            fixed (float* input = inputs, output = outputs)
            {
                SharedPrediction<float>.Run(network, input, output, samples, threads: 2);
            }
        }

        Assert.True(haveMet);
        Assert.Equal(passes, sizes.Order());
    }

    [Theory]
    [InlineData(0, 8, 98, false)]
    [InlineData(0, 125_000, 8, true)]
    [InlineData(50_000, 8, 8, false)]
    [InlineData(50_000, 8, 10, true)]
    [InlineData(1, 125_000, 8, false)]
    [InlineData(long.MaxValue, 8, 2, true)]
    public void Threads_share_by_multiply_adds_or_by_parameters_where_no_layer_says_them(long ofEachLayer, int parameters, int samples, bool areShared)
    {
        int inputs = parameters - 1;
        NetworkLayout linear = Layouts.Network("Linear", Reduction.Mean, samples / 2, sizeof(float), Layouts.Layer(1, inputs, 1));
        LayerLayout[] layers = [.. Enumerable.Range(1, 2).Select(i => new LayerLayout { Name = $"layer{i}", Description = "any", MultiplyAdds = ofEachLayer })];
        NetworkLayout layout = Layouts.Network("Linear", inputs, 1, layers, linear.Tensors.ToArray(), linear.StorageLength, samplesPerPass: samples / 2);
        Assert.Equal(parameters, layout.ParameterCount);
        using var team = new ThreadTeam(2, processors: 2);
        using var meeting = new Barrier(2);
        bool haveMet = false;
        var network = new LinearNetwork<float>(layout, seed: 1)
        {
            // Two passes: each thread has one and waits for the other's, or one thread has both and waits in vain.
            OnForward = _ => haveMet |= meeting.SignalAndWait(areShared ? 60_000 : 50),
        };
        network.Predict(new float[samples * inputs], new float[samples], team);
        Assert.Equal(areShared, haveMet);
    }
}

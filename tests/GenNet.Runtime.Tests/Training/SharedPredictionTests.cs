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
}

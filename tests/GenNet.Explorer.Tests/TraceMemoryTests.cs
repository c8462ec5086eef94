using System;
using System.Linq;
using GenNet.Exploring;
using Xunit;

namespace GenNet.Tests;

/// <summary>A trace that is used again takes no new memory, and holds the same numbers as a new one.</summary>
public sealed class TraceMemoryTests
{
    [Fact]
    public void TraceOfAsManySamplesUsesTheSameMemory()
    {
        var network = new Picker(seed: 7);
        Dataset rows = Samples.Rows(40, seed: 3);
        float[] inputs = rows.Inputs.ToArray();
        float[] targets = rows.Targets.ToArray();
        var trace = new NetworkTrace<float>(network);
        network.Trace(inputs.AsSpan(0, 20 * 24), targets.AsSpan(0, 20 * 4), trace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Trace(inputs.AsSpan(20 * 24), targets.AsSpan(20 * 4), trace);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        var fresh = new NetworkTrace<float>(network);
        network.Trace(inputs.AsSpan(20 * 24), targets.AsSpan(20 * 4), fresh);
        Assert.Equal(fresh.Loss, trace.Loss);
        Assert.All(trace.Network.Values, value => Assert.Equal(fresh.Of(value.Index).ToArray(), trace.Of(value.Index).ToArray()));
    }

    [Fact]
    public void TraceOfFewerSamplesHoldsThoseAlone()
    {
        var network = new Looker(seed: 1);
        float[] inputs = [.. Enumerable.Range(0, 48 * 5).Select(i => MathF.Sin(i))];
        var trace = new NetworkTrace<float>(network);
        network.Trace(inputs, new float[5], trace);
        network.Trace(inputs.AsSpan(0, 48 * 2), new float[2], trace);
        var fresh = new NetworkTrace<float>(network);
        network.Trace(inputs.AsSpan(0, 48 * 2), new float[2], fresh);
        Assert.Equal(2, trace.Samples);
        Assert.All(trace.Network.Values, value => Assert.Equal(fresh.Of(value.Index).ToArray(), trace.Of(value.Index).ToArray()));
    }
}

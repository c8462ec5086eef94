using System.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Reports;

/// <summary>What was predicted over what is true, as dots.</summary>
public sealed class JudgementTests
{
    [Fact]
    public void AMeanIsADotOverItsTarget()
    {
        var network = new Guess(seed: 1);
        float[] outputs = network.Predict(Data.Waves.Inputs.ToArray());
        Series[] drawn = [.. Judgement.Of(network, Data.Waves, []).Residuals!.Series];

        Assert.Equal(2, drawn.Length);
        for (int output = 0; output < drawn.Length; output++)
        {
            Assert.Equal(
                Enumerable.Range(0, Data.Waves.Count).Select(i => ((double)Data.Waves.Targets.Span[(2 * i) + output], (double)outputs[(4 * i) + output])),
                drawn[output].Points);
        }
    }

    [Fact]
    public void OutputsAreCalledWhatTheOptionsCallThemOrTheDataSetOrByTheirNumbers()
    {
        var network = new Guess(seed: 1);

        Assert.Equal(["up", "across"], NamesOf(Judgement.Of(network, Data.Waves, ["up", "across"])));
        Assert.Equal(["sine", "cosine"], NamesOf(Judgement.Of(network, Data.Waves, [])));
        Assert.Equal(["0", "1"], NamesOf(Judgement.Of(network, Data.Waves.WithNames([]), [])));
    }

    [Fact]
    public void AsManyDotsAreDrawnWhateverTheNumberOfOutputs()
    {
        var samples = new Dataset(new float[1000], [.. Enumerable.Repeat(0.5f, 1000 * 40)], 1, 40);

        Assert.Equal([250, 250, 250, 250], Judgement.Of(new Fan(seed: 1), samples, []).Residuals!.Series.Select(series => series.Points.Count));
    }

    private static string[] NamesOf(Judgement judgement) => [.. judgement.Residuals!.Series.Select(series => series.Name)];
}

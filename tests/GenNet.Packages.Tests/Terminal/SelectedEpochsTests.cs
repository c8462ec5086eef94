using System.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>Which epochs get a line.</summary>
public sealed class SelectedEpochsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(12, 12, 2)]
    [InlineData(20, 20, 2)]
    [InlineData(21, 12, 2)]
    [InlineData(50, 11, 5)]
    [InlineData(200, 21, 10)]
    [InlineData(1000, 21, 50)]
    public void TheyAreFewAtARoundDistanceWithFirstAndLast(int epochs, int count, int second)
    {
        var selected = new SelectedEpochs(epochs);
        int[] contained = [.. Enumerable.Range(1, epochs).Where(selected.Contains)];

        Assert.Equal(count, contained.Length);
        Assert.Equal(1, contained[0]);
        Assert.Equal(epochs, contained[^1]);
        Assert.True(contained.Length == 1 || contained[1] == second);
    }

    [Fact]
    public void AnyNumberOfEpochsHasADistance() => Assert.False(new SelectedEpochs(int.MaxValue).Contains(1_000_001));
}

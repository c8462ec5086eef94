using System;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Options have the defaults that are documented and refuse what makes no sense.</summary>
public sealed class FitOptionsTests
{
    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new FitOptions();
        Assert.Equal(10, options.Epochs);
        Assert.Equal(32, options.BatchSize);
        Assert.Equal(0.1, Assert.IsType<Sgd>(options.Optimizer).LearningRate);
        Assert.Equal(0, options.Seed);
        Assert.True(options.Shuffle);
        Assert.Null(options.Validation);
        Assert.Null(options.Progress);
        Assert.Equal(1, options.Threads);
        Assert.Null(options.Log);
        Assert.NotSame(options.Optimizer, new FitOptions().Optimizer);
    }

    [Fact]
    public void Values_out_of_range_are_refused_by_name()
    {
        using var odd = new OddNumbers();
        Expect("Epochs", "Epochs is at least 1, not 0.", () => new FitOptions { Epochs = 0 });
        Expect("Epochs", "Epochs is at least 1, not -3.", () => new FitOptions { Epochs = -3 });
        Expect("BatchSize", "BatchSize is at least 1, not -1.", () => new FitOptions { BatchSize = -1 });
        Expect("Threads", "Threads is from 1 to 1024, not 0.", () => new FitOptions { Threads = 0 });
        Expect("Threads", "Threads is from 1 to 1024, not 1025.", () => new FitOptions { Threads = 1025 });
        Assert.Throws<ArgumentNullException>("Optimizer", () => new FitOptions { Optimizer = null! });
    }

    private static void Expect(string name, string message, Func<object> action) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(name, action).Message, StringComparison.Ordinal);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>
/// Every numeric setting of every optimizer at the edges of single precision: a step either computes with the number that was given, or
/// says which one is beyond the network's precision before it changes anything.
/// </summary>
public sealed class OptimizerRangeTests
{
    private const double BeyondSingle = 3.5e38;

    private static readonly IReadOnlyList<(string Name, string Setting, Func<double, Optimizer> Make)> s_settings =
    [
        ("Sgd", "learning rate", rate => new Sgd(rate)),
        ("Momentum", "learning rate", rate => new Momentum(rate)),
        ("Nesterov", "learning rate", rate => new Momentum(rate, 0.5) { IsNesterov = true }),
        ("Adam", "learning rate", rate => new Adam(rate, beta1: 0)),
        ("Adam's epsilon", "epsilon", epsilon => new Adam(epsilon: epsilon)),
    ];

    private static readonly double[] s_beyond = [BeyondSingle, 1e39, 1e300, double.MaxValue];

    private static readonly double[] s_within = [0, 1e-46, float.Epsilon, 1e-40, 1e-8, 1, 1e30];

    public static TheoryData<string, double, bool> Beyond =>
    [
        .. from setting in s_settings
           from value in s_beyond
           from isLarge in new[] { false, true }
           select new TheoryDataRow<string, double, bool>(setting.Name, value, isLarge),
    ];

    public static TheoryData<string, double> Within =>
    [
        .. from setting in s_settings
           from value in s_within
           where setting.Setting != "epsilon" || (float)value > 0
           select new TheoryDataRow<string, double>(setting.Name, value),
    ];

    [Theory]
    [MemberData(nameof(Beyond))]
    public void SinglePrecisionRefusesWhatIsBeyondItAndChangesNothing(string name, double value, bool isLarge)
    {
        (_, string setting, Func<double, Optimizer> make) = s_settings.Single(candidate => candidate.Name == name);
        var network = new LinearNetwork<float>(2, 1, samplesPerPass: 4);
        float[] before = network.ToParameters();
        int samples = isLarge ? 9 : 3;

        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => network.TrainStep(new float[2 * samples], new float[samples], make(value)));

        Assert.StartsWith(
            FormattableString.Invariant($"The {setting} {value} is beyond single precision, in which this network computes: its largest number is 3.4E+38."),
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal("optimizer", refused.ParamName);
        Assert.Equal(before, network.ToParameters());
    }

    [Theory]
    [MemberData(nameof(Beyond))]
    public void DoublePrecisionComputesWithIt(string name, double value, bool isLarge)
    {
        // Samples of zeros with the targets that the network yields: the gradient is 0, and 0 times any finite number.
        var network = new LinearNetwork<double>(2, 1, samplesPerPass: 4);
        int samples = isLarge ? 9 : 3;
        double[] outputs = new double[samples];
        network.Predict(new double[2 * samples], outputs);
        double[] before = network.ToParameters();

        network.TrainStep(new double[2 * samples], outputs, s_settings.Single(candidate => candidate.Name == name).Make(value));

        Assert.Equal(before, network.ToParameters());
    }

    [Theory]
    [MemberData(nameof(Within))]
    public void NumbersWithinStayFinite(string name, double value)
    {
        var network = new LinearNetwork<float>(2, 1);
        network.TrainStep([1, 2], [3], s_settings.Single(candidate => candidate.Name == name).Make(value));

        Assert.All(network.ToParameters(), parameter => Assert.True(float.IsFinite(parameter)));
    }

    [Fact]
    public void AdamNamesTheRateThatItsCorrectionMakesTooLarge()
    {
        var network = new LinearNetwork<float>(2, 1);
        var optimizer = new Adam(1e38, beta1: 0.999);

        for (int attempt = 0; attempt < 2; attempt++)
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => network.TrainStep([1, 2], [3], optimizer));
            Assert.Contains("The learning rate 1E+38 makes this step multiply by 1E+41, which is beyond single precision", refused.Message, StringComparison.Ordinal);
        }
    }
}

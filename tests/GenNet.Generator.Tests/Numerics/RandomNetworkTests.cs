using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>One hundred random networks against the reference: outputs, loss, and the gradient of each parameter tensor.</summary>
public sealed class RandomNetworkTests
{
    private const int Count = 100;

    private static readonly IReadOnlyList<int> s_numbers = TestScope.Cases(Enumerable.Range(0, Count), quick: 7);

    private static readonly Lazy<IReadOnlyList<RandomCase>> s_cases = new(() => [.. Enumerable.Range(0, Count).Select(RandomCases.Draw)]);

    private static readonly Lazy<GeneratedNetworks> s_networks =
        new(() => GeneratedNetworks.Compile(s_numbers.Select(number => s_cases.Value[number].Description)));

    public static TheoryData<int> Numbers => [.. s_numbers];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void AgreesWithTheReference(int number)
    {
        RandomCase drawn = s_cases.Value[number];
        GeneratedNetwork network = s_networks.Value.Create(drawn.Description, drawn.Parameters);
        Assert.Equal(drawn.Parameters, network.Parameters);

        ReferenceResult actual = network.Gradient(drawn.Inputs, drawn.Targets);

        ReferenceResult expected = new ReferenceNetwork(drawn.Description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets);
        Agreement.Same(drawn.Description, expected, actual);
        Assert.Equal(drawn.Parameters, network.Parameters);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void StepsOfEachOptimizerFollowTheGradient(int number)
    {
        RandomCase drawn = s_cases.Value[number];
        foreach (string optimizer in OptimizerReference.Names)
        {
            OptimizerReference.Follow(optimizer, drawn, s_networks.Value.Create(drawn.Description, drawn.Parameters));
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void SamplesOneByOneGiveWhatTheBatchGives(int number)
    {
        RandomCase drawn = s_cases.Value[number];
        GeneratedNetwork network = s_networks.Value.Create(drawn.Description, drawn.Parameters);

        double[] together = network.Predict(drawn.Inputs);
        double[] apart =
        [
            .. Enumerable.Range(0, drawn.Samples).SelectMany(s =>
                network.Predict(drawn.Inputs[(s * network.InputSize)..((s + 1) * network.InputSize)])),
        ];

        double tolerance = drawn.Description.Precision == Precision.Double ? 1e-13 : 5e-6;
        Agreement.Same(drawn.Description.ToString(), together, apart, tolerance);
    }

    [Fact]
    public void TheHundredAreVaried()
    {
        IReadOnlyList<RandomCase> cases = s_cases.Value;

        foreach ((Activation activation, Loss loss) in RandomCases.Endings)
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                Assert.Contains(cases, drawn =>
                    drawn.Description.LastActivation == activation
                    && drawn.Description.Loss == loss
                    && drawn.Description.Precision == precision);
            }
        }

        foreach (Activation hidden in RandomCases.HiddenActivations)
        {
            Assert.Contains(cases, drawn => drawn.Description.Layers[..^1].Any(layer => layer.Activation == hidden));
        }

        Assert.Equal([1, 2, 3, 4, 5], cases.Select(drawn => drawn.Description.Layers.Length).Distinct().Order());
        AssertAtLeast(10, drawn => drawn.Unroll == Unroll.Auto && drawn.MultiplyAdds <= 256);
        AssertAtLeast(10, drawn => drawn.Unroll == Unroll.Auto && drawn.MultiplyAdds > 1500);
        AssertAtLeast(3, drawn => drawn.Unroll == Unroll.Tiled && drawn.MultiplyAdds <= 256);
        AssertAtLeast(3, drawn => drawn.Unroll == Unroll.Full && drawn.MultiplyAdds > 500);
        Assert.Contains(cases, drawn => drawn.Samples == 1);
        Assert.Contains(cases, drawn => drawn.Samples == 129);
        Assert.Contains(cases, drawn => drawn.Description.Reduction == Reduction.Sum);
        Assert.Contains(cases, drawn => drawn.Description.Layers.Any(layer => !layer.HasBias));

        void AssertAtLeast(int number, Predicate<NetworkDescription> isMeant, [CallerArgumentExpression(nameof(isMeant))] string what = "")
        {
            int found = cases.Count(drawn => isMeant(drawn.Description));
            Assert.True(found >= number, $"{found} networks instead of {number} satisfy {what}.");
        }
    }
}

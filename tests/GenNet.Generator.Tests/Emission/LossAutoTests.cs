using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Emission;

/// <summary><see cref="Loss.Auto"/> is what a network has that says nothing of its loss.</summary>
public sealed class LossAutoTests
{
    [Fact]
    public void AutoIsTheLossOfANetworkThatNamesNone()
    {
        foreach (Activation last in TestScope.Cases(TestedFunctions.Endings.Select(ending => ending.Activation).Distinct(), quick: 2))
        {
            string layers = $"[Layer(3, 4, Activation.Tanh)] [Layer(4, 6, Activation.{last})] public sealed partial class Net;";
            string[] silent = TextOf($"using GenNet; [Network] {layers}");

            Assert.Equal(silent, TextOf($"using GenNet; [Network(Loss = Loss.Auto)] {layers}"));
            Assert.NotEqual(silent, TextOf($"using GenNet; [Network(Loss = Loss.{(last == Activation.MeanAndVariance ? "GaussianNll, MinimumVariance = 1e-3" : "HalfSquaredError")})] {layers}"));
        }
    }

    private static string[] TextOf(string source) =>
        [.. GeneratorHarness.Run(source).Files.Select(file => file.SourceText.ToString())];
}

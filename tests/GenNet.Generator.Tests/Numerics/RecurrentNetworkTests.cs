using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Recurrent layers of each kind, alone and stacked, of all sizes: against plain loops over dual numbers, central differences, single precision,
/// batches of every size and threads.
/// </summary>
public sealed class RecurrentNetworkTests
{
    private const int NetworksPerSeed = 3;

    private delegate GradientReport GradientChecker(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    public static TheoryData<int> Seeds => [.. TestScope.Cases(Enumerable.Range(0, 60), quick: 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientsAreThoseOfTheDeclaration(int seed)
    {
        RecurrentDeclaration[] declarations =
            [.. Enumerable.Range(seed * NetworksPerSeed, NetworksPerSeed).Select(number => new RecurrentDeclaration(number))];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. declarations.SelectMany(declaration => new[] { declaration.Source("Double"), declaration.Source("Single") })]);
        foreach (RecurrentDeclaration declaration in declarations)
        {
            var random = new Random(seed);
            TrainableNetwork<double> network = networks.CreateDouble($"{declaration.Name}Double");
            double[] parameters = new double[network.Layout.ParameterCount];
            network.CopyParametersTo(parameters);
            parameters = [.. parameters.Select(parameter => parameter + ((random.NextDouble() - 0.5) * 0.4))];
            network.CopyParametersFrom(parameters);
            int samples = new[] { 1, 2, 5, 6, 7, 13, 64, 129 }[random.Next(8)];
            double[] inputs = [.. Enumerable.Range(0, samples * declaration.InputSize).Select(_ => (random.NextDouble() * 2) - 1)];
            double[] targets = [.. Enumerable.Range(0, samples * declaration.OutputSize).Select(_ => random.NextDouble())];

            // Dual numbers go through all steps for each parameter: a few parameters of each tensor, on one or two samples.
            int few = Math.Min(samples, 2);
            var check = (GradientChecker)Delegate.CreateDelegate(
                typeof(GradientChecker), network, network.GetType().GetMethod("CheckGradients")!);
            GradientReport report = check(inputs.AsSpan(0, few * declaration.InputSize), targets.AsSpan(0, few * declaration.OutputSize), 4);
            Assert.True(report.IsCorrect && report.IsLossCorrect, $"{declaration.Source("Double")}\n{report}");

            double[] gradient = new double[parameters.Length];
            double loss = network.Gradient(inputs, targets, gradient);
            AgreesWithItsSamples(declaration, network, inputs, targets, samples, loss, gradient);
            PredictsTheSameInABatch(declaration, network, inputs, samples);
            AgreesInSingle(declaration, networks.CreateSingle($"{declaration.Name}Single"), parameters, inputs, targets, loss, gradient);
        }
    }

    /// <summary>A batch is the mean of its samples, however many passes it takes and wherever a sample lies in a tile.</summary>
    private static void AgreesWithItsSamples(
        RecurrentDeclaration declaration,
        TrainableNetwork<double> network,
        double[] inputs,
        double[] targets,
        int samples,
        double loss,
        double[] gradient)
    {
        double sumOfLosses = 0;
        double[] sum = new double[gradient.Length];
        double[] one = new double[gradient.Length];
        for (int sample = 0; sample < samples; sample++)
        {
            sumOfLosses += network.Gradient(
                inputs.AsSpan(sample * declaration.InputSize, declaration.InputSize),
                targets.AsSpan(sample * declaration.OutputSize, declaration.OutputSize),
                one);
            for (int i = 0; i < one.Length; i++)
            {
                sum[i] += one[i] / samples;
            }
        }

        double scale = gradient.Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(loss - (sumOfLosses / samples)) <= 1e-12 * Math.Max(1, loss), declaration.Source("Double"));
        Assert.All(
            Enumerable.Range(0, sum.Length),
            i => Assert.True(Math.Abs(sum[i] - gradient[i]) <= 1e-12 * scale, $"{i}: {sum[i]} and {gradient[i]}\n{declaration.Source("Double")}"));
    }

    private static void PredictsTheSameInABatch(RecurrentDeclaration declaration, TrainableNetwork<double> network, double[] inputs, int samples)
    {
        double[] together = new double[samples * declaration.OutputSize];
        double[] apart = new double[samples * declaration.OutputSize];
        network.Predict(inputs, together);
        for (int sample = 0; sample < samples; sample++)
        {
            network.Predict(
                inputs.AsSpan(sample * declaration.InputSize, declaration.InputSize),
                apart.AsSpan(sample * declaration.OutputSize, declaration.OutputSize));
        }

        Assert.All(
            Enumerable.Range(0, together.Length),
            i => Assert.True(Math.Abs(together[i] - apart[i]) <= 1e-12 * Math.Max(1, Math.Abs(apart[i])), declaration.Source("Double")));
    }

    private static void AgreesInSingle(
        RecurrentDeclaration declaration,
        TrainableNetwork<float> network,
        double[] parameters,
        double[] inputs,
        double[] targets,
        double loss,
        double[] gradient)
    {
        network.CopyParametersFrom([.. parameters.Select(value => (float)value)]);
        float[] single = new float[gradient.Length];
        float singleLoss = network.Gradient([.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], single);

        double scale = gradient.Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(loss - singleLoss) <= 2e-5 * Math.Max(1, Math.Abs(loss)), $"{loss} and {singleLoss}\n{declaration.Source("Single")}");
        Assert.All(
            Enumerable.Range(0, single.Length),
            i => Assert.True(Math.Abs(single[i] - gradient[i]) <= 2e-5 * scale, $"{i}: {single[i]} and {gradient[i]}\n{declaration.Source("Single")}"));
    }
}

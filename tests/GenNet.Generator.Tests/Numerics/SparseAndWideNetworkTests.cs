using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Networks whose first layer skips inputs that are 0, whose weights lie in panels or unit by unit, or whose samples are moved apart, against the
/// reference: sizes on both sides of each rule of the layout, and inputs of which most are 0.
/// </summary>
public sealed class SparseAndWideNetworkTests
{
    private static readonly int[][] s_sizes =
    [
        [784, 64, 10], // rows of four lines, tiles of four vectors
        [130, 40, 20], // inputs that are no multiple of sixteen or four
        [256, 96, 160, 33], // inputs apart, panels of two lines, an odd line left
        [300, 600, 70], // more rows than a block, an odd number of lines rounded up
        [129, 17], // the smallest layer that skips
        [64, 256, 128], // nothing skipped, panels of four lines
        [784, 10], // weights unit by unit, ten at once
        [784, 1], // the same of one unit, in turns
        [96, 2, 192, 9], // two units, then nine, unit by unit in single precision
        [128, 256, 3, 64, 1], // three units and one, unit by unit, behind layers whose weights lie row by row
        [600, 96, 560, 96], // blocks of a panel's terms: of those that are not 0, back to the inputs, and forward
    ];

    private static readonly int[] s_samples = [1, 3, 6, 13, 40];

    private static readonly Lazy<IReadOnlyList<NetworkDescription>> s_descriptions = new(() =>
    [
        .. from precision in Enum.GetValues<Precision>()
           from sizes in s_sizes
           select Describe(sizes, precision),
    ]);

    // Among them the one that takes terms in blocks.
    private static readonly IReadOnlyList<int> s_chosen =
        [.. TestScope.Cases(Enumerable.Range(0, 2 * s_sizes.Length), quick: 2).Append(s_sizes.Length - 1).Distinct()];

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_chosen.Select(network => s_descriptions.Value[network])));

    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (int network in s_chosen)
            {
                foreach (int samples in TestScope.Cases(s_samples, quick: 2))
                {
                    cases.Add(network, samples);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheReference(int index, int samples)
    {
        RandomCase drawn = Draw(index, samples);
        GeneratedNetwork network = s_networks.Value.Create(drawn.Description, drawn.Parameters);
        Assert.Equal(drawn.Parameters, network.Parameters);

        ReferenceResult expected = new ReferenceNetwork(drawn.Description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets);
        Agreement.Same(drawn.Description, expected, network.Gradient(drawn.Inputs, drawn.Targets));
        Assert.All(network.Padding, value => Assert.Equal(0, value));
    }

    /// <summary>Of fewer, for the reference takes its time.</summary>
    public static TheoryData<int, int> CasesOfSteps => [.. TestScope.Cases(Cases, quick: 2)];

    [Theory]
    [MemberData(nameof(CasesOfSteps))]
    public void StepsOfEachOptimizerFollowTheGradient(int index, int samples)
    {
        RandomCase drawn = Draw(index, samples);
        foreach (string optimizer in TestScope.Cases(OptimizerReference.Names, quick: 2))
        {
            GeneratedNetwork network = s_networks.Value.Create(drawn.Description, drawn.Parameters);
            OptimizerReference.Follow(optimizer, drawn, network);
            Assert.All(network.Padding, value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SeveralThreadsGiveTheSameBits(int index, int samples)
    {
        RandomCase drawn = Draw(index, samples);
        float[] inputs = [.. drawn.Inputs.Select(value => (float)value)];
        float[] targets = [.. drawn.Targets.Select(value => (float)value)];
        var dataset = new Dataset(inputs, targets, drawn.Description.InputSize, drawn.Description.OutputSize);
        double[][] learnt =
        [
            .. new[] { 1, 2, 3 }.Select(threads =>
            {
                GeneratedNetwork network = s_networks.Value.Create(drawn.Description, drawn.Parameters);
                network.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 16, Threads = threads, InsistsOnThreads = true, Optimizer = new Adam(0.01) });
                return network.Parameters;
            }),
        ];

        Assert.Equal(learnt[0], learnt[1]);
        Assert.Equal(learnt[0], learnt[2]);
    }

    private static NetworkDescription Describe(int[] sizes, Precision precision)
    {
        var layers = new LayerDescription[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++)
        {
            Activation activation = i == layers.Length - 1 ? Activation.Softmax : Activation.Tanh;
            layers[i] = new LayerDescription(sizes[i], sizes[i + 1], activation, HasBias: i != 1);
        }

        return new NetworkDescription(
            $"Wide{string.Join('_', sizes)}{precision}", Loss.CrossEntropy, Reduction.Mean, precision, Unroll.Tiled, layers);
    }

    /// <summary>A batch in which most inputs are 0: in every sample, in one input, in all of a sample, and some are −0. A few are never 0.</summary>
    private static RandomCase Draw(int index, int samples)
    {
        NetworkDescription description = s_descriptions.Value[index];
        var random = new Random((100 * index) + samples);
        RandomCase drawn = RandomCases.DrawBatch(description, description.DrawParameters(random), samples, random);
        for (int i = 0; i < drawn.Inputs.Length; i++)
        {
            int input = i % description.InputSize;
            int sample = i / description.InputSize;
            bool isEverZero = input is < 64 or >= 112;
            if (isEverZero && (random.Next(10) < 7 || input % 32 is > 7 and < 24 || sample == 2))
            {
                drawn.Inputs[i] = random.Next(2) == 0 ? 0 : -0.0;
            }
        }

        return drawn;
    }
}

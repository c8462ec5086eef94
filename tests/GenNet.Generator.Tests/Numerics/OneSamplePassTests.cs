using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The pass that small networks have for one sample, and that over vectors of 512 bits where there are enough: what they compute is what
/// the pass of a few does.
/// </summary>
public sealed class OneSamplePassTests
{
    private static readonly NetworkDescription[] s_descriptions =
    [
        .. from precision in Enum.GetValues<Precision>()
           from description in (NetworkDescription[])
           [
               Describe("OneUnit", Unroll.Full, new LayerDescription(1, 1, Activation.Linear)),
               Describe("Narrow", Unroll.Full, new LayerDescription(2, 3, Activation.Sigmoid), new LayerDescription(3, 1, Activation.Sigmoid)),
               Describe("Pairs", Unroll.Full, new LayerDescription(3, 2, Activation.SiLU), new LayerDescription(2, 2, Activation.Mish)),
               Describe("LongSums", Unroll.Full, new LayerDescription(21, 3, Activation.GELU, HasBias: false), new LayerDescription(3, 4, Activation.ELU)),
               Describe("TwoVectors", Unroll.Full, new LayerDescription(4, 9, Activation.Tanh), new LayerDescription(9, 5, Activation.LeakyReLU)),
               Describe("Sixteen", Unroll.Full, new LayerDescription(8, 16, Activation.Softplus, HasBias: false)),
               Describe("Classes", Unroll.Full, new LayerDescription(3, 5, Activation.ReLU), new LayerDescription(5, 7, Activation.Softmax)),
               Describe("LogClasses", Unroll.Full, new LayerDescription(2, 4, Activation.Tanh), new LayerDescription(4, 3, Activation.LogSoftmax)),
               .. from activation in Enum.GetValues<Activation>()
                  select Describe($"With{activation}", Unroll.Full, new LayerDescription(2, 3, Activation.Tanh), new LayerDescription(3, 2, activation)),
               Describe("Moments", Unroll.Full, new LayerDescription(3, 10, Activation.MeanAndVariance)),
               Describe("TiledMoments", Unroll.Tiled, new LayerDescription(12, 22, Activation.MeanAndVariance)),
               Describe("Slopes", Unroll.Full, new LayerDescription(3, 9, Activation.PReLU), new LayerDescription(9, 3, Activation.PReLU)),
               Describe("TiledSlopes", Unroll.Tiled, new LayerDescription(12, 22, Activation.PReLU), new LayerDescription(22, 16, Activation.PReLU)),
               Describe("Square16", Unroll.Tiled, new LayerDescription(16, 16, Activation.Linear)),
               Describe("Square64", Unroll.Tiled, new LayerDescription(64, 64, Activation.Sigmoid, HasBias: false)),
               Describe("Padded", Unroll.Tiled, new LayerDescription(5, 5, Activation.Linear)),
               Describe("Deep", Unroll.Tiled, new LayerDescription(20, 40, Activation.SiLU), new LayerDescription(40, 64, Activation.ReLU), new LayerDescription(64, 20, Activation.Tanh)),
               Describe("TiledClasses", Unroll.Tiled, new LayerDescription(12, 33, Activation.ReLU), new LayerDescription(33, 12, Activation.Softmax)),
           ]
           select description with { Name = description.Name + precision, Precision = precision },
    ];

    private static readonly IReadOnlyList<NetworkDescription> s_chosen = TestScope.Cases(s_descriptions, quick: 10);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_chosen));

    public static TheoryData<string> Names => [.. s_chosen.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void OneByOneIsAsTogether(string name)
    {
        (NetworkDescription description, GeneratedNetwork network, double[] parameters) = Create(name);
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, 21, new Random(9));

        double[] together = network.Predict(drawn.Inputs);
        double[] few = [.. drawn.Inputs.Chunk(3 * description.InputSize).SelectMany(samples => network.Predict(samples))];
        double[] apart = [.. drawn.Inputs.Chunk(description.InputSize).SelectMany(sample => network.Predict(sample))];

        if (description.Unroll == Unroll.Full)
        {
            // The sums have the same order, whether lanes are samples or units.
            Assert.Equal(together, few);
            Assert.Equal(together, apart);
        }

        double[] expected = new ReferenceNetwork(description, parameters).Predict(drawn.Inputs);
        Agreement.Same($"{name}: outputs", expected, apart, Agreement.ToleranceOf(description.Precision));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputsMayTakeTheSamplesPlace(string name)
    {
        (NetworkDescription description, _, double[] parameters) = Create(name);
        double[] input = RandomCases.DrawBatch(description, parameters, 1, new Random(10)).Inputs;
        if (description.Precision == Precision.Single)
        {
            PredictInPlace(s_networks.Value.CreateSingle(description), [.. parameters.Select(value => (float)value)], [.. input.Select(value => (float)value)]);
        }
        else
        {
            PredictInPlace(s_networks.Value.CreateDouble(description), parameters, input);
        }
    }

    private static void PredictInPlace<T>(Network<T> network, T[] parameters, T[] input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.CopyParametersFrom(parameters);
        T[] expected = new T[network.Layout.OutputSize];
        network.Predict(input, expected);
        int room = input.Length + expected.Length;
        for (int place = 0; place <= room; place++)
        {
            T[] memory = new T[room + expected.Length];
            input.CopyTo(memory, expected.Length);

            network.Predict(memory.AsSpan(expected.Length, input.Length), memory.AsSpan(place, expected.Length));

            Assert.Equal(expected, memory.AsSpan(place, expected.Length).ToArray());
        }
    }

    private static NetworkDescription Describe(string name, Unroll unroll, params LayerDescription[] layers) =>
        new(name, LossAfter(layers[^1].Activation), Reduction.Mean, Precision.Single, unroll, layers);

    private static Loss LossAfter(Activation last) => last switch
    {
        Activation.Softmax or Activation.LogSoftmax => Loss.CrossEntropy,
        Activation.MeanAndVariance => Loss.GaussianNll,
        _ => Loss.HalfSquaredError,
    };

    private static (NetworkDescription Description, GeneratedNetwork Network, double[] Parameters) Create(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        double[] parameters = description.DrawParameters(new Random(4));
        return (description, s_networks.Value.Create(description, parameters), parameters);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Convolutions that take the same value with the same zeros around it share one copy of it: they compute what they would with a copy each, bit by bit.
/// </summary>
public sealed partial class SharedBorderTests
{
    private const string Image = "[Input(7, 6, 2, Name = \"x\")]";

    private const string Hidden = "[Input(7, 6, 2)]";

    private static readonly int[] s_sizes = [2, 13, 70];

    /// <summary>What stands before two branches, what each begins with, what comes behind, and whether they share a copy.</summary>
    private static readonly (string Before, string Left, string Right, string Behind, bool Share)[] s_branches =
    [
        (Image, "Conv2D(3, 3, Tanh, Padding = 1", "Conv2D(3, 3, Sigmoid, Padding = 1", "[Add(\"left\")] [Flatten] [Layer(2)]", true),
        (Image, "Conv2D(3, 5, Tanh, Padding = 2, Stride = 2", "Conv2D(3, 5, Tanh, Padding = 2, Stride = 2", "[Multiply(\"left\")] [GlobalMaxPool]", true),
        ($"{Hidden} [Conv2D(4, 2, ELU, Name = \"x\")]", "Conv2D(3, 3, ReLU, Padding = 1", "Conv2D(5, 3, Tanh, Padding = 1", "[Concat(\"left\")] [Flatten] [Layer(2)]", true),
        ($"{Hidden} [Conv2D(4, 2, Tanh, Name = \"x\")]", "Conv2D(4, 3, Tanh, Padding = 1, Groups = 2", "Conv2D(4, 3, Padding = 1", "[BatchNorm] [Add(\"left\")] [Flatten] [Layer(2)]", true),
        ($"{Hidden} [Conv2D(4, 2, Tanh, Name = \"x\")]", "Conv2D(4, 3, Tanh, Padding = 1, Groups = 4", "Conv2D(4, 3, Padding = 1, Groups = 4", "[Add(\"left\")] [Flatten] [Layer(2)]", true),
        ("[Input(9, 3, Name = \"x\")]", "Conv1D(5, 3, Tanh, Padding = 1", "Conv1D(5, 3, Padding = 1", "[Add(\"left\")] [GlobalAveragePool]", true),
        ("[Input(3, 2, 2, Name = \"x\")]", "ConvTranspose2D(3, 3, Tanh, Stride = 2", "ConvTranspose2D(3, 3, Sigmoid, Stride = 2", "[Add(\"left\")] [Flatten] [Layer(2)]", true),

        // Fewer zeros, and a copy that is read element by element where the other is read vector by vector.
        (Image, "Conv2D(3, 3, Tanh, Padding = 1", "Conv2D(3, 5, Tanh, Padding = 2", "[Add(\"left\")] [Flatten] [Layer(2)]", false),
        ($"{Hidden} [Conv2D(4, 2, Tanh, Name = \"x\")]", "Conv2D(4, 3, Tanh, Padding = 1, Groups = 4", "Conv2D(4, 3, Padding = 1", "[Add(\"left\")] [Flatten] [Layer(2)]", false),
    ];

    public static TheoryData<int> Branches => [.. TestScope.Cases(Enumerable.Range(0, s_branches.Length), quick: 1)];

    [Theory]
    [MemberData(nameof(Branches))]
    public void SharedAndApartTheyComputeTheSameBits(int number)
    {
        (string before, string left, string right, string behind, bool share) = s_branches[number];
        (string Name, string Text)[] sources =
        [
            .. new[] { Precision.Single, Precision.Double }.SelectMany(precision => new[]
            {
                ($"Shared{precision}", Source($"Shared{precision}", precision, before, left, "", $"{right}, From = \"x\"", behind)),
                ($"Apart{precision}", Source($"Apart{precision}", precision, before, left, "[Activate(Linear, From = \"x\", Name = \"copy\")]", $"{right}, From = \"copy\"", behind)),
            }),
        ];
        GeneratorRun run = GeneratorHarness.RunUnchecked([.. sources.Select(source => source.Text)]);
        foreach (Precision precision in new[] { Precision.Single, Precision.Double })
        {
            Assert.Equal(CopiesIn(run, $"Apart{precision}") - (share ? 1 : 0), CopiesIn(run, $"Shared{precision}"));

            // One value more may be what makes six samples go forward and back at a time, and then gradients are summed in another order.
            Assert.Equal(GoesByTiles(run, $"Apart{precision}"), GoesByTiles(run, $"Shared{precision}"));
        }

        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(run);
        Compare<float>(networks, Precision.Single);
        Compare<double>(networks, Precision.Double);
    }

    /// <summary>Predictions, one sample alone, gradients of every size of batch, and parameters after training with one thread and two.</summary>
    private static void Compare<T>(LoadedNetworks networks, Precision precision)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        List<T[]> shared = Run<T>(networks, $"Shared{precision}");
        List<T[]> apart = Run<T>(networks, $"Apart{precision}");
        Assert.Equal(apart.Count, shared.Count);
        for (int i = 0; i < apart.Count; i++)
        {
            Assert.All(apart[i], value => Assert.True(T.IsFinite(value)));
            Assert.True(apart[i].AsSpan().SequenceEqual(shared[i]), $"Result {i} of {precision}: {string.Join(" ", apart[i].Take(5))} and {string.Join(" ", shared[i].Take(5))}");
        }
    }

    private static List<T[]> Run<T>(LoadedNetworks networks, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var results = new List<T[]>();
        TrainableNetwork<T> network = networks.Create<TrainableNetwork<T>>(name, 5);
        foreach (int samples in s_sizes)
        {
            float[] inputs = [.. Enumerable.Range(0, samples * network.Layout.InputSize).Select(i => MathF.Sin(i))];
            float[] targets = [.. Enumerable.Range(0, samples * network.Layout.TargetSize).Select(i => MathF.Cos(i))];
            T[] own = [.. inputs.Select(T.CreateChecked)];
            results.Add(network.Predict(own));
            results.Add(network.Predict(own[..network.Layout.InputSize]));
            T[] gradient = new T[network.Layout.ParameterCount];
            network.Gradient(own, [.. targets.Select(T.CreateChecked)], gradient);
            results.Add(gradient);
            foreach (int threads in new[] { 1, 2 })
            {
                TrainableNetwork<T> learner = networks.Create<TrainableNetwork<T>>(name, 6);
                learner.Fit(
                    new Dataset(inputs, targets, network.Layout.InputSize, network.Layout.TargetSize),
                    new FitOptions { Epochs = 2, BatchSize = 32, Optimizer = new Sgd(0.01), Threads = threads });
                T[] parameters = new T[network.Layout.ParameterCount];
                learner.CopyParametersTo(parameters);
                results.Add(parameters);
            }
        }

        return results;
    }

    /// <summary>How many values are copied with zeros around them in a pass that learns, on its way forward and back.</summary>
    private static int CopiesIn(GeneratorRun run, string name) => Surround().Count(run.TextOf($"{name}.Backward.g.cs"));

    private static bool GoesByTiles(GeneratorRun run, string name) => run.TextOf($"{name}.Backward.g.cs").Contains("TakeTiles(", StringComparison.Ordinal);

    private static string Source(string name, Precision precision, string before, string left, string copy, string right, string behind) =>
        "using GenNet;\nusing static GenNet.Activation;\n"
        + $"[Network(Precision = Precision.{precision}, Loss = Loss.MeanSquaredError)]\n{before}\n[{left}, Name = \"left\")]\n{copy}\n[{right})]\n{behind}\npublic sealed partial class {name};";

    [GeneratedRegex(@"Images\.Surround\(")]
    private static partial Regex Surround();
}

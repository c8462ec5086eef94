using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Emission;

/// <summary>
/// Long thin networks, unrolled fully: statements of a few terms, methods of a few statements, and few calls, each of which the compiler
/// follows every value through. The numbers are the reference's.
/// </summary>
public sealed partial class ThinNetworkTests
{
    private const int Samples = 11;

    /// <summary>A method computes a block of 128 weights, or 64 values, with a statement or two for each, and loads and stores.</summary>
    private const int MostStatements = 4 * 128;

    private const int MostTerms = 8;

    /// <summary>Sizes of networks one value of which has a few hundred neighbours.</summary>
    private static readonly (int[] Sizes, Activation Hidden, Activation Last, Loss Loss)[] s_shapes =
    [
        ([300, 1], Activation.Linear, Activation.Linear, Loss.MeanSquaredError),
        ([1, 300], Activation.Linear, Activation.Linear, Loss.MeanSquaredError),
        ([200, 2], Activation.Linear, Activation.PReLU, Loss.Huber),
        ([3, 150], Activation.Linear, Activation.Mish, Loss.LogCosh),
        ([1, 160, 1], Activation.GELU, Activation.Sigmoid, Loss.BinaryCrossEntropy),
        ([200, 1, 70], Activation.Tanh, Activation.Softmax, Loss.CrossEntropy),
        ([2, 140], Activation.Linear, Activation.MeanAndVariance, Loss.GaussianNll),
        ([130, 33, 2], Activation.PReLU, Activation.LogSoftmax, Loss.CrossEntropy),
    ];

    private static readonly IReadOnlyList<(int Shape, Precision Precision)> s_cases = TestScope.Cases(
        from shape in Enumerable.Range(0, s_shapes.Length)
        from precision in Enum.GetValues<Precision>()
        select (shape, precision),
        quick: 2);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(
        s_cases.Select(chosen => Describe(s_shapes[chosen.Shape], chosen.Precision))));

    public static TheoryData<int, Precision> Shapes =>
    [
        .. s_cases.Select(chosen => new TheoryDataRow<int, Precision>(chosen.Shape, chosen.Precision)),
    ];

    public static TheoryData<string, int> LayersAndSizes => new(TestScope.Cases(
        [
            ("[Layer({0}, 1)]", 250),
            ("[Layer({0}, 1)]", 2000),
            ("[Layer({0}, 2, Activation.Sigmoid)]", 1000),
            ("[Layer(1, {0})]", 250),
            ("[Layer(1, {0})]", 2000),
            ("[Layer(3, {0}, Activation.ReLU)]", 1000),
            ("[Layer(1, {0}, Activation.ReLU)] [Layer({0}, 1)]", 1000),
        ],
        quick: 2));

    [Theory]
    [MemberData(nameof(LayersAndSizes))]
    public void StatementsMethodsAndCallsAreFew(string layers, int size)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(
            "using GenNet;\n[Network(Unroll = Unroll.Full)] " + layers.Replace("{0}", FormattableString.Invariant($"{size}"), StringComparison.Ordinal)
            + " public sealed partial class Net;");
        int calls = 0;
        foreach (SyntaxNode root in run.Files.Select(file => file.SyntaxTree.GetRoot(TestContext.Current.CancellationToken)))
        {
            foreach (MethodDeclarationSyntax method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                // Whoever calls the blocks has a line for each of them.
                int[] statements = [.. method.DescendantNodes().OfType<StatementSyntax>().Where(statement => statement is not BlockSyntax)
                    .Select(statement => TermsOf(statement.ToString()))];
                int callsHere = method.DescendantNodes().OfType<InvocationExpressionSyntax>()
                    .Count(call => call.ArgumentList.Arguments.Any(argument => argument.ToString() == "ref s"));
                calls += callsHere;
                Assert.True(statements.Length - callsHere <= MostStatements, $"{method.Identifier}: {statements.Length} statements.");
                Assert.All(statements, terms => Assert.InRange(terms, 0, MostTerms));
            }
        }

        Assert.InRange(calls, 1, 60 + (size / 4));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void NumbersAreTheReferences(int shape, Precision precision)
    {
        NetworkDescription description = Describe(s_shapes[shape], precision);
        var random = new Random(shape);
        double[] parameters = description.DrawParameters(random);
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, random);

        Agreement.Same(
            description,
            new ReferenceNetwork(description, parameters).Backpropagate(drawn.Inputs, drawn.Targets),
            s_networks.Value.Create(description, parameters).Gradient(drawn.Inputs, drawn.Targets));
    }

    private static int TermsOf(string statement) => Term().Count(statement);

    private static NetworkDescription Describe((int[] Sizes, Activation Hidden, Activation Last, Loss Loss) shape, Precision precision) => new(
        FormattableString.Invariant($"Thin{Array.IndexOf(s_shapes, shape)}{precision}"),
        shape.Loss,
        Reduction.Mean,
        precision,
        Unroll.Full,
        [
            .. shape.Sizes.Zip(shape.Sizes.Skip(1)).Select((size, index) => new LayerDescription(
                size.First, size.Second, index == shape.Sizes.Length - 2 ? shape.Last : shape.Hidden)),
        ]);

    [GeneratedRegex(@"\.Plus\(")]
    private static partial Regex Term();
}

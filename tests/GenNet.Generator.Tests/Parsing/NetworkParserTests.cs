using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Layers.Dense;
using GenNet.Generator.Model;
using GenNet.Generator.Calculus;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

// Inside, because the runtime's enums of the same names are nearer than anything outside.
using GenNet.Generator.Declaration;

/// <summary>What the parser understands of correct declarations.</summary>
public sealed class NetworkParserTests
{
    [Fact]
    public void DefaultsAreResolved()
    {
        NetworkModel network = Parse("[Layer(2, 3, Activation.ReLU), Layer(3, 1)] public sealed partial class Net;");

        Assert.Equal(
            new NetworkModel(
                new NetworkType(string.Empty, new EquatableArray<ContainingType>([]), "Net", "Net", "public", true),
                Loss.MeanSquaredError,
                new LossDeclaration(new LossArguments(), default),
                Reduction.Mean,
                Precision.Single,
                Unroll.Auto,
                true,
                false,
                0,
                Shape.Of(2),
                new EquatableArray<LayerModel>(
                [
                    Dense(1, 2, new DenseSpec(3, new ActivationModel(Activation.ReLU), true, Initializer.HeNormal, 1)),
                    Dense(2, 3, new DenseSpec(1, new ActivationModel(Activation.Linear), true, Initializer.GlorotUniform, 1)),
                ])),
            network);
    }

    private static LayerModel Dense(int number, int inputs, DenseSpec spec) => new(
        number, spec, new EquatableArray<int>([number - 1]), new EquatableArray<Shape>([Shape.Of(inputs)]), Shape.Of(spec.Outputs));

    [Theory]
    [InlineData("Linear", "", Loss.MeanSquaredError)]
    [InlineData("Sigmoid", "", Loss.MeanSquaredError)]
    [InlineData("Softmax", "", Loss.CrossEntropy)]
    [InlineData("Softmax", "Loss = Loss.HalfSquaredError", Loss.HalfSquaredError)]
    [InlineData("Sigmoid", "Loss = Loss.BinaryCrossEntropy", Loss.BinaryCrossEntropy)]
    public void TheLastActivationDecidesTheLoss(string activation, string settings, Loss loss) =>
        Assert.Equal(loss, Parse($"[Network({settings}), Layer(2, 3, Activation.{activation})] sealed partial class Net;").Loss);

    [Fact]
    public void EverythingThatCanBeSaidIsRead()
    {
        NetworkModel network = Parse(
            """
            [Layer(activation: Activation.Tanh, inputs: 1 + 1, outputs: Hidden,
                InitializerScale = 1 / 4.0, Bias = !true, Initializer = Initializer.Uniform01)]
            [global::GenNet.LayerAttribute(Hidden, 1, Initializer = Initializer.Zeros, InitializerScale = 2)]
            [Network(Unroll = Unroll.Tiled, Trainable = false, Reduction = Reduction.Sum, Precision = Precision.Double,
                Loss = Loss.SquaredError)]
            internal partial class Net
            {
                private const int Hidden = 5;
            }
            """);

        Assert.Equal(
            [
                Dense(1, 2, new DenseSpec(5, new ActivationModel(Activation.Tanh), false, Initializer.Uniform01, 0.25)),
                Dense(2, 5, new DenseSpec(1, new ActivationModel(Activation.Linear), true, Initializer.Zeros, 2)),
            ],
            network.Layers);
        Assert.Equal(
            (Loss.SquaredError, Reduction.Sum, Precision.Double, Unroll.Tiled, false),
            (network.Loss, network.Reduction, network.Precision, network.Unroll, network.IsTrainable));
        Assert.Equal(("internal", false), (network.Type.Accessibility, network.Type.IsSealed));
    }

    [Fact]
    public void TypesAreReopenedAsTheyAreWritten()
    {
        NetworkType type = Parse(
            """
            namespace @event.Boards
            {
                partial interface IOuter
                {
                    partial record struct Value
                    {
                        partial struct @class
                        {
                            partial record Entry
                            {
                                [Layer(2, 1)] private sealed partial class @record;
                            }
                        }
                    }
                }
            }
            """).Type;

        Assert.Equal("@event.Boards", type.Namespace);
        Assert.Equal(
            [
                new ContainingType("interface", "IOuter"),
                new ContainingType("record struct", "Value"),
                new ContainingType("struct", "@class"),
                new ContainingType("record", "Entry"),
            ],
            type.ContainingTypes);
        Assert.Equal(("@record", "event.Boards.IOuter.Value.class.Entry.record"), (type.Name, type.HintName));
    }

    [Fact]
    public void EqualDeclarationsAreEqual()
    {
        const string Source = "[Layer(2, 3), Layer(3, 1)] public sealed partial class Net;";

        Assert.Equal(ParseDeclaration(Source), ParseDeclaration("/* moved */ " + Source));
        Assert.Equal(ParseDeclaration(Source).GetHashCode(), ParseDeclaration("/* moved */ " + Source).GetHashCode());
        Assert.NotEqual(ParseDeclaration(Source), ParseDeclaration(Source.Replace('3', '4')));
    }

    [Fact]
    public void AMistakeLeavesAShell()
    {
        NetworkDeclaration declaration = ParseDeclaration(
            "[Network(Precision = Precision.Double, Trainable = false), Layer(7, 3), Layer(4, 5)] sealed partial class Net;");

        Assert.NotNull(declaration.Type);
        Assert.Null(declaration.Model);
        Assert.Equal(new NetworkShell(Shape.Of(7), 5, true, false, false, false, false), declaration.Shell);
    }

    [Theory]
    [InlineData("[Layer(-7, 0)] sealed partial class Net;")]
    [InlineData("[Layer] sealed partial class Net;")]
    [InlineData("[Network] sealed partial class Net;")]
    public void SizesOfAShellAreAtLeastOne(string source) =>
        Assert.Equal(new NetworkShell(Shape.Of(1), 1, false, true, false, false, false), ParseDeclaration(source).Shell);

    [Fact]
    public void NoTypeAtAllDoesHarm()
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(
            "namespace A { enum B { C } delegate void D(); class E<T>; interface F; struct G; static class H; record I(int J); }");
        ImmutableArray<INamedTypeSymbol> types =
        [
            .. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>(),
            compilation.ObjectType,
            compilation.CreateErrorTypeSymbol(null, "Nowhere", 0),
            compilation.CreateAnonymousTypeSymbol([compilation.ObjectType], ["Member"]),
            compilation.CreateTupleTypeSymbol([compilation.ObjectType, compilation.ObjectType]),
        ];

        Assert.All(types, type => Assert.Null(NetworkParser.Parse(type, compilation, null, TestContext.Current.CancellationToken).Model));
    }

    private static NetworkModel Parse(string source) =>
        ParseDeclaration(source).Model ?? throw new Xunit.Sdk.XunitException("There is no architecture.");

    private static NetworkDeclaration ParseDeclaration(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation($"using GenNet;\n{source}");
        INamedTypeSymbol type = compilation
            .GetSymbolsWithName(name => name is "Net" or "record", SymbolFilter.Type, TestContext.Current.CancellationToken)
            .OfType<INamedTypeSymbol>()
            .Single();
        return NetworkParser.Parse(type, compilation, null, TestContext.Current.CancellationToken);
    }
}

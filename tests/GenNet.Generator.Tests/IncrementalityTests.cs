using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Emission;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>
/// Nothing is generated again without cause, and nothing of a compilation is kept. (<see cref="GeneratorHarness"/> holds the same of
/// every program that any test generates, for an edit in another file.)
/// </summary>
public sealed class IncrementalityTests
{
    private const string Networks =
        """
        using GenNet;

        [Layer(2, 3, Activation.Tanh), Layer(3, 1)] public sealed partial class First;

        [Layer(20, 30), Layer(30, 4, Activation.Softmax)] public sealed partial class Second;

        // A mistake and a network without a layer have files too.
        [Layer(2, 3), Layer(4, 1)] public sealed partial class Third;

        [Network] public sealed partial class Fourth;

        public static class Program
        {
            public static int Answer() => 41;
        }
        """;

    private const int FilesOfNetworks = 4 + 4 + 1 + 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Answer() => 41", "Answer() => 42")]
    [InlineData("// A mistake", "// Another comment, longer than that one\n\n// A mistake")]
    [InlineData("using GenNet;", "using System;\nusing GenNet;")]
    [InlineData("[Layer(20, 30), Layer(30, 4, Activation.Softmax)]", "[Layer(20, 5 * 6)] [Layer(outputs: 4, inputs: 30, activation: (Activation)4, Bias = true)]")]
    [InlineData("public sealed partial class First;", "public sealed partial class First { public int Extra; }")]
    [InlineData("public static int Answer()", "public static int Answer(")]
    public void AnEditElsewhereInTheFileRecomputesNoOutput(string before, string after)
    {
        GeneratorRunResult result = RunAgain(Networks, Networks.Replace(before, after, StringComparison.Ordinal));

        StepInspection.AssertAllCached(result);
        Assert.Equal(FilesOfNetworks, Outputs(result).Count());
    }

    [Fact]
    public void AWeightFileConcernsTheNetworkThatNamesItAlone()
    {
        string source = "using GenNet; [Layer(2, 1)] partial class Plain; [Network(Weights = \"net.safetensors\"), Layer(2, 3)] partial class Net;";
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(source);
        var before = new DescribedWeights(DescribedWeights.Of("net.safetensors", "layer1.kernel 2 3", "layer1.bias 3"));
        var same = new DescribedWeights(DescribedWeights.Of("net.safetensors", "layer1.kernel 2 3", "layer1.bias 3"));
        var after = new DescribedWeights(DescribedWeights.Of("net.safetensors", "layer1.bias 3", "layer1.kernel 2 3"));
        var other = new DescribedWeights(DescribedWeights.Of("other.safetensors", "layer1.kernel 2 3"));
        GeneratorDriver driver = Run(Driver().AddAdditionalTexts([before]), compilation);

        // The same words in another text, and another file, are nothing new to any network.
        driver = Run(driver.ReplaceAdditionalText(before, same), compilation);
        Assert.All(Outputs(ResultOf(driver)), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        driver = Run(driver.AddAdditionalTexts([other]), compilation);
        Assert.All(Outputs(ResultOf(driver)), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));

        GeneratorRunResult changed = ResultOf(Run(driver.ReplaceAdditionalText(same, after), compilation));
        Assert.Equal(
            ["Net.Weights.g.cs"],
            Outputs(changed).Where(output => output.Reason == IncrementalStepRunReason.Modified).Select(output => ((GeneratedFile)output.Value).HintName));
        Assert.All(
            Outputs(changed).Where(output => ((GeneratedFile)output.Value).HintName.StartsWith("Plain.", StringComparison.Ordinal)),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void AnotherFileRecomputesNoOutput()
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(Networks);
        GeneratorDriver driver = Run(Driver(), compilation);
        GeneratorRunResult result = ResultOf(Run(
            driver,
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
                "internal sealed class Added { int x = First.InputSize; }", GeneratorHarness.ParseOptions, cancellationToken: Cancellation))));

        StepInspection.AssertAllCached(result);
        Assert.All(Outputs(result), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Equal(FilesOfNetworks, Outputs(result).Count());
    }

    [Theory]
    [InlineData("Layer(2, 3, Activation.Tanh)", "Layer(7, 3, Activation.Tanh)", "First")]
    [InlineData("Layer(30, 4, Activation.Softmax)", "Layer(30, 4)", "Second")]
    [InlineData("Layer(2, 3), Layer(4, 1)", "Layer(5, 3), Layer(4, 1)", "Third")]
    public void ChangingOneNetworkGeneratesThatOneAlone(string before, string after, string name)
    {
        GeneratorRunResult result = RunAgain(Networks, Networks.Replace(before, after, StringComparison.Ordinal));

        foreach ((object value, IncrementalStepRunReason reason) in Outputs(result))
        {
            bool isOfThisNetwork = ((GeneratedFile)value).HintName.StartsWith(name + ".", StringComparison.Ordinal);
            Assert.True(
                isOfThisNetwork || reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"{((GeneratedFile)value).HintName} was {reason}");
        }

        Assert.Contains(Outputs(result), output => output.Reason == IncrementalStepRunReason.Modified);

        // The others did not even come to emission again.
        Assert.Equal(
            [name],
            result.TrackedSteps["Declarations"].SelectMany(step => step.Outputs)
                .Where(output => output.Reason == IncrementalStepRunReason.Modified)
                .Select(output => ((NetworkDeclaration)output.Value).Type!.Name));
    }

    [Fact]
    public void AddingAndRemovingANetworkLeavesTheOthersAlone()
    {
        GeneratorRunResult added = RunAgain(Networks, Networks + "\n[Layer(9, 8)] public sealed partial class Fifth;");
        GeneratorRunResult removed = RunAgain(Networks, Networks.Replace("[Network] ", string.Empty, StringComparison.Ordinal));

        Assert.Equal(4, Outputs(added).Count(output => output.Reason == IncrementalStepRunReason.New));
        Assert.Equal(FilesOfNetworks, Outputs(added).Count(output => output.Reason == IncrementalStepRunReason.Cached));
        Assert.Equal(1, Outputs(removed).Count(output => output.Reason == IncrementalStepRunReason.Removed));
        Assert.Equal(FilesOfNetworks - 1, Outputs(removed).Count(output => output.Reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void NothingOfACompilationIsKeptAlive()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions);
        WeakReference[] held = RunAndForget(ref driver);

        // Roslyn itself keeps the last compilation for comparison. These are others with the same text, so that what the generator
        // computed from the first lives on in its cache.
        RunAndForget(ref driver);
        RunAndForget(ref driver);
        for (int collection = 0; collection < 10 && held.Any(reference => reference.IsAlive); collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(held, reference => Assert.False(reference.IsAlive, "A driver that went on keeps what it saw alive."));
        Assert.Equal(FilesOfNetworks, driver.GetRunResult().GeneratedTrees.Length);
    }

    [Fact]
    public void ValuesOfStepsReachNoPartOfACompilation() =>
        StepInspection.AssertHoldNothingOfTheCompilation(ResultOf(Run(Driver(), GeneratorHarness.CreateCompilation(Networks))));

    [Fact]
    public void CancellationIsHonoured()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(Networks);
        NetworkModel architecture = GeneratorHarness.Run("[GenNet.Layer(20, 30)] partial class Net;").Model;
        var declaration = new NetworkDeclaration(architecture.Type, architecture, new NetworkShell(Shape.Of(1), 1, false, true, false, false, false));

        Assert.Throws<OperationCanceledException>(() => Driver().RunGenerators(compilation, cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => NetworkEmitter.Emit(declaration, Planner.Plan(LayerKinds.Build(architecture)), cancelled.Token).ToArray());
    }

    /// <summary>Out of line, because a method may keep alive what it held in passing until it returns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] RunAndForget(ref GeneratorDriver driver)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(Networks);
        driver = Run(driver, compilation);
        INamedTypeSymbol network = compilation.GetTypeByMetadataName("First")!;
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return [new(compilation), new(network), new(tree), new(tree.GetRoot(Cancellation))];
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: GeneratorHarness.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorDriver Run(GeneratorDriver driver, Compilation compilation) => driver.RunGenerators(compilation, Cancellation);

    private static GeneratorRunResult ResultOf(GeneratorDriver driver) => Assert.Single(driver.GetRunResult().Results);

    private static GeneratorRunResult RunAgain(string before, string after)
    {
        Assert.NotEqual(before, after);
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(before);
        SyntaxTree edited = CSharpSyntaxTree.ParseText(
            after, GeneratorHarness.ParseOptions, compilation.SyntaxTrees[0].FilePath, System.Text.Encoding.UTF8, Cancellation);
        GeneratorDriver driver = Run(Driver(), compilation);
        return ResultOf(Run(driver, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited)));
    }

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result) =>
        result.TrackedSteps["Files"].SelectMany(step => step.Outputs);
}

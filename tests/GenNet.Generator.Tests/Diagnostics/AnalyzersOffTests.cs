using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Without analyzers a bad declaration fails the build all the same, and the error says what the analyzer would have.</summary>
public sealed class AnalyzersOffTests
{
    [Theory]
    [InlineData("[Layer(784, 64)] [Layer(32, 10)] public sealed partial class Net;", "Net: GN0001: Layer 2 takes 32 inputs but layer 1 yields 64. Change 32 to 64, or layer 1's outputs to 32.")]
    [InlineData("[Layer(2, 1)] public sealed class Net;", "Net: GN0008: Net is a network but not partial, so nothing can be generated into it. Write 'partial class Net'.")]
    [InlineData("[Layer(2, 1)] public sealed partial record Net;", "Net: GN0010: Net is a record, but a network is an ordinary class. Write 'class' instead.")]
    [InlineData("public class A { [Layer(2, 1)] partial class Net; }", "A.Net: GN0009: A contains the network Net, so it must be partial too. Write 'partial class A'.")]
    [InlineData("[Layer(2, 1)] public sealed partial class Net<T>;", "Net<T>: GN0011: Net is generic or inside a generic type, but a network's sizes and numbers are constants. Remove the type parameters.")]
    [InlineData("[Layer(2, 1)] file sealed partial class Net;", "Net: GN0013: Net is or lies in a file-local type, and its generated part is another file. Remove 'file'.")]
    [InlineData(
        "[Input(2), Layer(1, From = \"a\\r\\n\\u0085\\u2028b\")] public sealed partial class Net;",
        "Net: GN0082: Layer 1 takes \"a    b\", but no layer before it has that name. Give the layer that is meant Name = \"a    b\".")]
    [InlineData(
        "[Network(Weights = \"n\"), Layer(2, 1)] public sealed partial class Net;",
        "Net: GN0104: The project has no weight file n. Add <GenNetWeights Include=\"n\" /> to an ItemGroup of the project file.")]
    [InlineData("[Network] public sealed partial class Net;", "Net: GN0015: Net has a [Network] but no [Layer]. Add one, [Layer(2, 1)] for example, or remove [Network].")]
    [InlineData("[Input(4)] public sealed partial class Net;", "Net: GN0015: Net has an [Input] but no [Layer]. Add one, [Layer(1)] for example, or remove [Input].")]
    [InlineData("[Layer(2, 3)] partial class A; [Layer(A.OutputSize, 1)] partial class Net;", "Net: its attributes hold a value that does not compile, or that comes from generated code, which a generator cannot see.")]
    public void TheCompilerSaysWhatIsWrong(string source, string message)
    {
        Diagnostic error = Assert.Single(ErrorsOf(source, "RunAnalyzers", "false"));

        Assert.Equal("CS1029", error.Id);
        Assert.Equal($"#error: '{message}'", error.GetMessage());
    }

    [Fact]
    public void EachMistakeIsAnErrorAndWarningsAreNone() => Assert.Equal(
        ["#error: 'Net: GN0002: Layer 1 has 0 inputs. Give it 1 or more.'", "#error: 'Net: GN0004: Layer 1 ends in a softmax, but only the last layer, layer 2, can. Choose another activation for layer 1, or end the network with it.'"],
        ErrorsOf(
            "[Layer(0, 3, Activation.Softmax), Layer(3, 1, InitializerScale = 2, Initializer = Initializer.Zeros)] partial class Net;",
            "RunAnalyzersDuringBuild",
            "False").Select(error => error.GetMessage()));

    [Fact]
    public void ClassesOfOneNameAreToldApart() => Assert.Equal(
        6,
        ErrorsOf(
            "[Layer(2, 1)] class Net; [Layer(2, 1)] class Net<T>; [Layer(2, 1)] class Net<T, U>; [Layer(2, 1)] record Net<A, B, C>; "
            + "class Outer { [Layer(2, 1)] class Net; } class Outer<T> { [Layer(2, 1)] class Net; }",
            "RunAnalyzers",
            "false").Length);

    [Theory]
    [InlineData("RunAnalyzers", "true")]
    [InlineData("RunAnalyzers", "")]
    [InlineData("RunAnalyzersDuringBuild", "true")]
    [InlineData("Unrelated", "false")]
    public void WithAnalyzersTheErrorIsTheirs(string property, string value) =>
        Assert.Empty(ErrorsOf("[Layer(784, 64)] [Layer(32, 10)] public sealed partial class Net;", property, value));

    [Fact]
    public void ACorrectProgramBuilds() => Assert.Empty(ErrorsOf("[Layer(2, 1)] public sealed partial class Net;", "RunAnalyzers", "false"));

    [Fact]
    public void AProgramThatSilencedTheAnalyzerIsToldWhenItRuns()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            GeneratorHarness.RunUnchecked(
                """
                #pragma warning disable GN0001
                using GenNet;
                [Layer(784, 64), Layer(32, 10)] public sealed partial class Net { public static object Make() => new Net(); }
                """));
        var exception = Assert.Throws<InvalidOperationException>(() => networks.Call("Net", "Make"));

        Assert.Equal(
            "The declaration of this network has a mistake. GN0001: Layer 2 takes 32 inputs but layer 1 yields 64. Change 32 to 64, or "
            + "layer 1's outputs to 32.",
            exception.Message);
    }

    [FullFact]
    public void ARealBuildFailsWithTheCause()
    {
        string folder = Directory.CreateTempSubdirectory("gennet").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
            File.WriteAllText(Path.Combine(folder, "Net.cs"), "using GenNet;\n[Layer(784, 64)]\n[Layer(32, 10)]\npublic sealed partial class Net;\n");
            File.WriteAllText(
                Path.Combine(folder, "App.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <Import Project="{RulePages.RepositoryFolder()}/runtime/GenNet/buildTransitive/GenNet.props" />
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup>
                    <Reference Include="{typeof(Network).Assembly.Location}" />
                    <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
                  </ItemGroup>
                </Project>
                """);
            string printed = Build(folder);

            Assert.Contains("error CS1029: #error: 'Net: GN0001: Layer 2 takes 32 inputs but layer 1 yields 64.", printed, StringComparison.Ordinal);
            Assert.DoesNotContain("error GN", printed, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Build(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            ArgumentList = { "build", "-p:RunAnalyzers=false", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:quiet", "--tl:off" },
        };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode != 0, printed);
        return printed;
    }

    private static ImmutableArray<Diagnostic> ErrorsOf(string source, string property, string value)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation($"using GenNet;\n{source}");
        CSharpGeneratorDriver
            .Create(
                [new NetworkGenerator().AsSourceGenerator()],
                parseOptions: GeneratorHarness.ParseOptions,
                optionsProvider: new ProjectProperties((property, value)))
            .RunGeneratorsAndUpdateCompilation(
                compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return GeneratorHarness.CompilerDiagnosticsOf(generated);
    }
}

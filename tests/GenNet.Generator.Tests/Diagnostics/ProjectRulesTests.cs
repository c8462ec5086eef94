using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes of a project: a language version that is too low, a runtime that is not the generator's.</summary>
public sealed class ProjectRulesTests
{
    /// <summary>A network of each strategy, trainable and not, in words that C# 11 understands.</summary>
    private const string Networks =
        """
        using GenNet;

        [Layer(2, 3, Activation.Tanh), Layer(3, 2, Activation.Softmax)] public sealed partial class StraightLine { }
        [Network(Unroll = Unroll.Full), Layer(20, 20)] public sealed partial class InBlocks { }
        [Network(Precision = Precision.Double), Layer(20, 30, Activation.ReLU), Layer(30, 4)] public sealed partial class Tiled { }
        [Network(Trainable = false), Layer(40, 30)] public sealed partial class Untrainable { }
        [Layer(2, 3), Layer(4, 1)] public sealed partial class Mistaken { }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GN0021_LanguageVersionTooLow()
    {
        Compilation compilation = GeneratorHarness.AddGenerated(Compile(LanguageVersion.CSharp11, "using GenNet;\n[Layer(2, 1)] public sealed partial class Net { }"));
        Diagnostic mistake = Assert.Single(await AnalyzerHarness.DiagnosticsOf(compilation));

        Assert.Equal("GN0021", mistake.Id);
        Assert.Equal("Net", mistake.Location.SourceTree!.GetText(Cancellation).ToString(mistake.Location.SourceSpan));
        Assert.Equal(
            "Net is compiled as C# 11.0, but the code of a network needs C# 13.0. Set LangVersion to 13.0 or more in the project, or remove "
            + "it: the .NET SDK's own choice is enough.",
            mistake.GetMessage());
        Assert.Single(compilation.SyntaxTrees);
        GeneratorHarness.AssertCompiles(compilation);
    }

    [Fact]
    public void TheLowestLanguageVersionIsEnoughAndNeeded()
    {
        Compilation compilation = GeneratorHarness.AddGenerated(Compile(ProjectRequirements.LowestLanguageVersion, Networks));
        IEnumerable<SyntaxTree> generated = compilation.SyntaxTrees.Skip(1);
        CSharpCompilation lower = Compile(LanguageVersion.CSharp11, Networks).AddSyntaxTrees(
            generated.Select(tree => Parse(LanguageVersion.CSharp11, tree.GetText(Cancellation).ToString())));

        GeneratorHarness.AssertCompiles(compilation);
        Assert.Equal(16, generated.Count());
        Assert.Contains(lower.GetDiagnostics(Cancellation), diagnostic => diagnostic.Id == "CS9058");
    }

    [Theory]
    [InlineData("networks", 1)]
    [InlineData("networks,other", 1)]
    [InlineData("networks,global", 0)]
    public async Task GN0032_RuntimeUnderAnAlias(string aliases, int mistakes)
    {
        Compilation compilation = GeneratorHarness.AddGenerated(
            CSharpCompilation.Create(
                "Networks",
                [Parse(LanguageVersion.Latest, "extern alias networks;\n[networks::GenNet.Layer(2, 1)] public sealed partial class Net;")],
                GeneratorHarness.References.Select(reference => reference.Display?.EndsWith("GenNet.dll", StringComparison.Ordinal) == true
                    ? reference.WithAliases(aliases.Split(','))
                    : reference),
                GeneratorHarness.CompilationOptions));
        System.Collections.Immutable.ImmutableArray<Diagnostic> found = await AnalyzerHarness.DiagnosticsOf(compilation);

        GeneratorHarness.AssertCompiles(compilation);
        Assert.Equal(mistakes, found.Length);
        Assert.All(found, mistake => Assert.Equal(
            $"Net cannot be generated: GenNet is referenced under the alias {aliases} alone, but generated code finds it under none. Add 'global' "
            + $"to the reference's Aliases: Aliases=\"global,{aliases}\".",
            mistake.GetMessage()));
        Assert.All(found, mistake => Assert.Equal("GN0032", mistake.Id));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("[assembly: System.Reflection.AssemblyMetadata(\"GenNet.RuntimeContract\", \"0\")]", "0")]
    [InlineData("[assembly: System.Reflection.AssemblyMetadata(\"GenNet.RuntimeContract\", \"99\")]", "99")]
    public async Task GN0022_OtherRuntime(string contract, string kept)
    {
        Compilation compilation = GeneratorHarness.AddGenerated(
            CSharpCompilation.Create(
                "Networks",
                [Parse(LanguageVersion.Latest, "using GenNet;\n[Layer(2, 1)] public sealed partial class Net;")],
                [.. GeneratorHarness.References.Where(reference => reference.Display?.EndsWith("GenNet.dll", StringComparison.Ordinal) == false), OtherRuntime(contract)],
                GeneratorHarness.CompilationOptions));
        Diagnostic mistake = Assert.Single(await AnalyzerHarness.DiagnosticsOf(compilation));

        Assert.Equal("GN0022", mistake.Id);
        Assert.Equal("Net", mistake.Location.SourceTree!.GetText(Cancellation).ToString(mistake.Location.SourceSpan));
        Assert.Equal(
            $"Net cannot be generated: this generator writes for contract {Declaration.RuntimeContract.Version} of the runtime, but GenNet "
            + $"0.0.0.0 keeps {kept}. Use the runtime and the generator of one GenNet package; remove the other version, or update it.",
            mistake.GetMessage());
        GeneratorHarness.AssertCompiles(compilation);
    }

    private static CSharpCompilation Compile(LanguageVersion version, string source) => CSharpCompilation.Create(
        "Networks", [Parse(version, source)], GeneratorHarness.References, GeneratorHarness.CompilationOptions);

    private static SyntaxTree Parse(LanguageVersion version, string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version, DocumentationMode.Diagnose), "Source0.cs", System.Text.Encoding.UTF8, Cancellation);

    /// <summary>The attributes of the runtime and nothing more, as an assembly with another contract or none.</summary>
    private static PortableExecutableReference OtherRuntime(string contract)
    {
        string declarations = Path.Combine(RulePages.RepositoryFolder(), "runtime", "GenNet", "Declaration");
        IEnumerable<SyntaxTree> trees = Directory.EnumerateFiles(declarations, "*.cs")
            .Where(path => Path.GetFileName(path) != "RuntimeContract.cs")
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), cancellationToken: Cancellation))
            .Append(CSharpSyntaxTree.ParseText(contract, cancellationToken: Cancellation));
        using var image = new MemoryStream();
        Assert.True(CSharpCompilation.Create(
            "GenNet", trees, GeneratorHarness.References.Where(reference => reference.Display?.EndsWith("GenNet.dll", StringComparison.Ordinal) == false),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image, cancellationToken: Cancellation).Success);
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>
/// Runs the generator over sources the way a build does. Every run is also a test: nothing thrown, nothing reported, a second run
/// all from the cache, nothing of the compilation kept alive by it, generated code without a single warning, and an analyzer that is content.
/// </summary>
internal static class GeneratorHarness
{
    /// <summary>A tree that has nothing to do with any network, for a run to be repeated after an edit to it.</summary>
    private const string UnrelatedPath = "Unrelated.cs";

    /// <summary>The newest language, with documentation comments checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>A library with every warning there is.</summary>
    public static CSharpCompilationOptions CompilationOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true);

    /// <summary>The framework these tests run on, and the runtime they were built with; not the generator, not Roslyn.</summary>
    public static ImmutableArray<MetadataReference> References { get; } = FindReferences();

    /// <summary>No program yet. Compilations made of this one share what it has read of the framework.</summary>
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("Generated.Networks", [], References, CompilationOptions);

    /// <summary>Runs the generator over correct programs, with every check.</summary>
    public static GeneratorRun Run(params string[] sources)
    {
        GeneratorRun run = RunUnchecked(sources);
        AssertCompiles(run.Compilation);

        // Beside generated code, too, in a full run, where all of that code is bound once more.
        AssertAnalyzerIsContent(TestScope.Full ? run.Compilation : CreateCompilation(sources));
        return run;
    }

    /// <summary>
    /// Runs the generator over programs that may not compile: with every check but the one of the compiler's own diagnostics.
    /// </summary>
    public static GeneratorRun RunUnchecked(params string[] sources) => RunUnchecked([], sources);

    /// <summary>The same of programs whose project has other files, too.</summary>
    public static GeneratorRun RunUnchecked(ImmutableArray<AdditionalText> files, params string[] sources)
    {
        CSharpCompilation compilation = CreateCompilation(sources);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            files,
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        GeneratorRunResult result = ResultOf(driver);
        StepInspection.AssertHoldNothingOfTheCompilation(result);

        GeneratorRunResult second = ResultOf(driver.RunGenerators(EditUnrelated(compilation), TestContext.Current.CancellationToken));
        StepInspection.AssertAllCached(second);
        Assert.Equal(
            result.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())),
            second.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())));

        return new GeneratorRun(generated, result.GeneratedSources, StepInspection.ValuesOf(result));
    }

    /// <summary>A compilation with what the generator adds, and nothing checked.</summary>
    public static Compilation AddGenerated(Compilation compilation, ImmutableArray<AdditionalText> files = default)
    {
        CSharpGeneratorDriver
            .Create(
                [new NetworkGenerator().AsSourceGenerator()],
                files.IsDefault ? [] : files,
                parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _, TestContext.Current.CancellationToken);
        return generated;
    }

    /// <summary>Sources as a library, before any generator.</summary>
    public static CSharpCompilation CreateCompilation(params string[] sources)
    {
        IEnumerable<SyntaxTree> trees = sources
            .Select((source, index) => Parse(source, $"Source{index}.cs"))
            .Append(Parse("namespace Unrelated;", UnrelatedPath));
        return s_empty.AddSyntaxTrees(trees);
    }

    /// <summary>Runs the generator with every check, compiles, and loads the assembly for as long as the result lives.</summary>
    public static LoadedNetworks CompileAndLoad(params string[] sources) => new(CompiledNetworks.Assembly(sources, () =>
    {
        // Emitting finds what compiling finds, documentation comments included; once is enough for a large program. The analyzer reads
        // declarations: beside generated code it would make the compiler bind all of it again, which takes longer than everything else.
        GeneratorRun run = RunUnchecked(sources);
        AssertAnalyzerIsContent(CreateCompilation(sources));
        return Emit(run);
    }));

    /// <inheritdoc cref="CompileAndLoad(string[])"/>
    public static LoadedNetworks CompileAndLoad(GeneratorRun run) => new(Emit(run));

    private static MemoryStream Emit(GeneratorRun run)
    {
        var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = run.Compilation.Emit(
            assembly, xmlDocumentationStream: documentation, cancellationToken: TestContext.Current.CancellationToken);
        ImmutableArray<Diagnostic> found = WarningsAndErrors(emitted.Diagnostics);
        Assert.True(found.IsEmpty, Describe(found));
        Assert.True(emitted.Success);
        assembly.Position = 0;
        return assembly;
    }

    /// <summary>Fails with the file, line and text of every warning and error, hidden ones aside.</summary>
    public static void AssertCompiles(Compilation compilation)
    {
        ImmutableArray<Diagnostic> found = CompilerDiagnosticsOf(compilation);
        Assert.True(found.IsEmpty, Describe(found));
    }

    /// <summary>
    /// Warnings and errors of the compiler. Missing comments count in generated files alone: a test's own sources need none.
    /// </summary>
    public static ImmutableArray<Diagnostic> CompilerDiagnosticsOf(Compilation compilation) =>
        WarningsAndErrors(compilation.GetDiagnostics(TestContext.Current.CancellationToken));

    /// <summary>Diagnostics with the lines they are about.</summary>
    public static string Describe(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            text.AppendLine(diagnostic.ToString());
            if (diagnostic.Location.SourceTree?.GetText() is { } source)
            {
                text.Append("    ").AppendLine(source.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString());
            }
        }

        return text.ToString();
    }

    private static void AssertAnalyzerIsContent(Compilation compilation)
    {
        // What is odd but works is for the tests of those rules to expect: other tests try it on purpose.
        ImmutableArray<Diagnostic> mistakes =
        [
            .. AnalyzerHarness.DiagnosticsOf(compilation).GetAwaiter().GetResult()
                .Where(diagnostic => diagnostic.Id is not ("GN0018" or "GN0023" or "GN0024")),
        ];
        Assert.True(mistakes.IsEmpty, Describe(mistakes));
    }

    private static ImmutableArray<Diagnostic> WarningsAndErrors(ImmutableArray<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Id != "CS1591" || IsGenerated(diagnostic.Location)),
    ];

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), ParseOptions, path);

    private static CSharpCompilation EditUnrelated(CSharpCompilation compilation)
    {
        SyntaxTree before = compilation.SyntaxTrees.Single(tree => tree.FilePath == UnrelatedPath);
        return compilation.ReplaceSyntaxTree(before, Parse("namespace Unrelated; internal sealed class Added;", UnrelatedPath));
    }

    private static GeneratorRunResult ResultOf(GeneratorDriver driver)
    {
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.True(result.Exception is null, $"The generator threw: {result.Exception}");
        Assert.Empty(result.Diagnostics);
        return result;
    }

    private static bool IsGenerated(Location location) =>
        location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(Network).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}

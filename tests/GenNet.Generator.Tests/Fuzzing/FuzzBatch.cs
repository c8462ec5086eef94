using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GenNet.CodeFixes;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Fuzzing;

/// <summary>Many declarations in one compilation, each a file, put through generator, analyzer, compiler and code fixes.</summary>
internal sealed class FuzzBatch
{
    /// <summary>Applying them costs more than all else; the offers of these many are computed for every declaration.</summary>
    private const int DiagnosticsFixedInAFile = 2;

    /// <summary>Comments are for other tests to check: parsing them takes a third of the time.</summary>
    private static readonly CSharpParseOptions s_parseOptions = GeneratorHarness.ParseOptions.WithDocumentationMode(DocumentationMode.None);

    private readonly string[] _sources;

    private FuzzBatch(string[] sources) => _sources = sources;

    public int GeneratedFiles { get; private set; }

    public int Characters { get; private set; }

    public int Fixes { get; private set; }

    public List<string> Ids { get; } = [];

    /// <summary>What was made for this batch alone: compilations, the driver, generated texts and the values of the generator's steps.</summary>
    public List<WeakReference> Made { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Fails if anything throws, or if an edit elsewhere recomputes an output.
    /// </summary>
    /// <returns>
    /// What was seen, and the numbers of declarations about which nothing is reported, and which have no network or one that does not compile.
    /// </returns>
    public static async Task<(FuzzBatch Seen, IReadOnlyList<int> Suspects)> Run(string[] sources)
    {
        var batch = new FuzzBatch(sources);
        return (batch, await batch.Run());
    }

    private async Task<IReadOnlyList<int>> Run()
    {
        using var workspace = new AdhocWorkspace();
        Project project = AddProject(workspace);
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync(Cancellation))!;
        Compilation generated = Generate(compilation);
        ImmutableArray<Diagnostic> mistakes = await AnalyzerHarness.DiagnosticsOf(generated);
        Ids.AddRange(mistakes.Select(mistake => mistake.Id));
        await Fix(project, mistakes);

        ImmutableArray<Diagnostic> errors = [.. generated.GetDiagnostics(Cancellation).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        var faulty = new HashSet<SyntaxTree>(errors.Concat(mistakes).Select(diagnostic => diagnostic.Location.SourceTree).OfType<SyntaxTree>());
        return [.. Enumerable.Range(0, _sources.Length).Where(number =>
            !faulty.Contains(compilation.SyntaxTrees[number])
            && (faulty.Any(tree => tree.FilePath.Contains($"Fuzz{NumberIn(_sources[number])}.", StringComparison.Ordinal))
                || DeclaresNoNetwork(compilation.SyntaxTrees[number], generated, faulty)))];
    }

    /// <summary>The number in a file's namespace, by which its generated files are called.</summary>
    private static string NumberIn(string source) => new([.. source.SkipWhile(letter => !char.IsDigit(letter)).TakeWhile(char.IsDigit)]);

    private Project AddProject(AdhocWorkspace workspace)
    {
        var id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Fuzz",
            "Fuzz",
            LanguageNames.CSharp,
            compilationOptions: GeneratorHarness.CompilationOptions,
            parseOptions: s_parseOptions,
            metadataReferences: GeneratorHarness.References));
        for (int number = 0; number < _sources.Length; number++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"Source{number}.cs", SourceText.From(_sources[number], Encoding.UTF8), filePath: $"Source{number}.cs");
        }

        return solution.GetProject(id)!;
    }

    private Compilation Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: s_parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics, Cancellation);
        Assert.Empty(diagnostics);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        StepInspection.AssertHoldNothingOfTheCompilation(result);
        GeneratedFiles = result.GeneratedSources.Length;
        Characters = result.GeneratedSources.Sum(file => file.SourceText.Length);
        object[] made = [compilation, generated, driver, .. result.GeneratedSources.Select(file => file.SourceText), .. StepInspection.ValuesOf(result)];
        Made.AddRange(made.Select(part => new WeakReference(part)));

        CSharpCompilation edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal class Unrelated;", s_parseOptions, cancellationToken: Cancellation));
        StepInspection.AssertAllCached(Assert.Single(driver.RunGenerators(edited, Cancellation).GetRunResult().Results));
        return generated;
    }

    private async Task Fix(Project project, ImmutableArray<Diagnostic> mistakes)
    {
        foreach (Diagnostic mistake in mistakes.GroupBy(mistake => mistake.Location.SourceTree).SelectMany(file => file.Take(DiagnosticsFixedInAFile)))
        {
            Document document = project.GetDocument(mistake.Location.SourceTree) ?? throw new Xunit.Sdk.XunitException($"Reported nowhere: {mistake}");
            foreach (RepairProvider provider in CodeFixHarness.Providers.Where(provider => provider.FixableDiagnosticIds.Contains(mistake.Id)))
            {
                var actions = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, mistake, (action, _) => actions.Add(action), Cancellation));
                foreach (CodeAction action in actions)
                {
                    CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(Cancellation));
                    Solution changed = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
                    Assert.NotEmpty(changed.GetChanges(project.Solution).GetProjectChanges().SelectMany(changes => changes.GetChangedDocuments()));
                    Fixes++;
                }
            }
        }
    }

    /// <summary>Either code or a diagnostic: a class with our attributes and without any diagnostic in its files is a network.</summary>
    private static bool DeclaresNoNetwork(SyntaxTree tree, Compilation generated, HashSet<SyntaxTree> faulty)
    {
        SemanticModel model = generated.GetSemanticModel(tree);
        foreach (TypeDeclarationSyntax declaration in tree.GetRoot(Cancellation).DescendantNodes().OfType<TypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration, Cancellation) is { } type
                && type.GetAttributes().Any(NetworkParser.IsNetworkAttribute)
                && !type.DeclaringSyntaxReferences.Any(part => faulty.Contains(part.SyntaxTree))
                && (type.BaseType?.Name is not ("TrainableNetwork" or "Network")
                    || type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree.ToString().Contains("has a mistake", StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GenNet.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>Runs the code fixes as an editor does: over a workspace, on what the analyzer reports.</summary>
internal sealed class CodeFixHarness : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project;
    private readonly ImmutableArray<AdditionalText> _files;

    private CodeFixHarness(ImmutableArray<AdditionalText> files, string[] sources)
    {
        _files = files;
        _project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Networks",
            "Networks",
            LanguageNames.CSharp,
            compilationOptions: GeneratorHarness.CompilationOptions,
            parseOptions: GeneratorHarness.ParseOptions,
            metadataReferences: GeneratorHarness.References)).Id;
        for (int index = 0; index < sources.Length; index++)
        {
            string path = $"Source{index}.cs";
            _workspace.AddDocument(DocumentInfo.Create(
                DocumentId.CreateNewId(_project),
                path,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(sources[index], Encoding.UTF8), VersionStamp.Default)),
                filePath: path));
        }
    }

    /// <summary>Every fix there is; each is made as an editor makes it, with a constructor that takes nothing.</summary>
    public static ImmutableArray<RepairProvider> Providers { get; } =
    [
        .. typeof(RepairProvider).Assembly.GetTypes()
            .Where(type => typeof(RepairProvider).IsAssignableFrom(type) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (RepairProvider)Activator.CreateInstance(type)!),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Project Project => _workspace.CurrentSolution.GetProject(_project)!;

    /// <summary>What is offered for each mistake in these sources, in the order of the mistakes.</summary>
    public static Task<IReadOnlyList<CodeFixOffer>> OffersFor(params string[] sources) => OffersFor([], sources);

    /// <summary>The same in a project that has other files, too.</summary>
    public static async Task<IReadOnlyList<CodeFixOffer>> OffersFor(ImmutableArray<AdditionalText> files, params string[] sources)
    {
        using var harness = new CodeFixHarness(files, sources);
        var offers = new List<CodeFixOffer>();
        foreach (Diagnostic diagnostic in await harness.DiagnosticsOf(harness.Project))
        {
            foreach ((RepairProvider _, CodeAction action) in await harness.ActionsFor(diagnostic))
            {
                offers.Add(new CodeFixOffer(diagnostic.Id, action.Title, await harness.TextsAfter(action)));
            }
        }

        return offers;
    }

    /// <summary>The sources after one kind of fix was made for all mistakes of a rule.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="title">The title of the fix as it is offered for the first such mistake.</param>
    /// <param name="scope">How far to go.</param>
    /// <param name="sources">The sources before.</param>
    public static async Task<string[]> FixAll(string id, string title, FixAllScope scope, params string[] sources)
    {
        using var harness = new CodeFixHarness([], sources);
        Diagnostic first = (await harness.DiagnosticsOf(harness.Project)).First(diagnostic => diagnostic.Id == id);
        (RepairProvider provider, CodeAction offered) = (await harness.ActionsFor(first)).Single(action => action.Action.Title == title);
        var context = new FixAllContext(
            harness.Project.GetDocument(first.Location.SourceTree)!,
            provider,
            scope,
            offered.EquivalenceKey,
            [id],
            new DiagnosticsOfAProject(harness),
            Cancellation);
        CodeAction all = await provider.GetFixAllProvider().GetFixAsync(context) ?? throw new Xunit.Sdk.XunitException("There is no fix for all.");
        return await harness.TextsAfter(all);
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>What the analyzer reports in the order of the source, as in a build: it sees the generated files.</summary>
    private async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Project project)
    {
        Compilation compilation = await project.GetCompilationAsync(Cancellation) ?? throw new Xunit.Sdk.XunitException("No compilation.");
        return await AnalyzerHarness.DiagnosticsOf(GeneratorHarness.AddGenerated(compilation, _files), new AnalyzerOptions(_files));
    }

    private async Task<IReadOnlyList<(RepairProvider Provider, CodeAction Action)>> ActionsFor(Diagnostic diagnostic)
    {
        var actions = new List<(RepairProvider, CodeAction)>();
        if (Project.GetDocument(diagnostic.Location.SourceTree) is { } document)
        {
            foreach (RepairProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(
                    document, diagnostic, (action, _) => actions.Add((provider, action)), Cancellation));
            }
        }

        return actions;
    }

    private async Task<string[]> TextsAfter(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(Cancellation);
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        var texts = new List<string>();
        foreach (Document document in changed.GetProject(_project)!.Documents)
        {
            texts.Add((await document.GetTextAsync(Cancellation)).ToString());
        }

        return [.. texts];
    }

    private sealed class DiagnosticsOfAProject(CodeFixHarness harness) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await harness.DiagnosticsOf(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await harness.DiagnosticsOf(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

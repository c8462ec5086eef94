using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.CodeFixes;

/// <summary>Makes one kind of repair wherever it is due: in a document, a project or a solution.</summary>
internal sealed class RepairAll : FixAllProvider
{
    public static readonly RepairAll Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        if (fixAllContext.CodeFixProvider is not RepairProvider provider)
        {
            return null;
        }

        Solution solution = fixAllContext.Solution;
        CancellationToken cancellation = fixAllContext.CancellationToken;
        var repairs = new List<Repair>();
        foreach (Diagnostic diagnostic in await FindDiagnostics(fixAllContext).ConfigureAwait(false))
        {
            if (diagnostic.Location.SourceTree is { } tree && DocumentOf(solution, tree) is { } document)
            {
                IReadOnlyList<Repair> found = await provider.FindRepairs(document, diagnostic, cancellation).ConfigureAwait(false);
                repairs.AddRange(found.Where(repair => repair.Key == fixAllContext.CodeActionEquivalenceKey));
            }
        }

        return repairs.Count == 0
            ? null
            : CodeAction.Create(
                $"{repairs[0].Title}, and so in all other places",
                later => Apply(solution, repairs, later),
                fixAllContext.CodeActionEquivalenceKey);
    }

    /// <summary>
    /// The solution after repairs. Two that change the same words to the same are one; of two that contradict each other the first
    /// is made, and the other mistake stays to be seen.
    /// </summary>
    public static async Task<Solution> Apply(Solution solution, IReadOnlyList<Repair> repairs, CancellationToken cancellationToken)
    {
        var accepted = new Dictionary<SyntaxTree, List<TextChange>>();
        foreach (Repair repair in repairs)
        {
            if (!repair.Changes.Any(change => Contradicts(change, accepted)))
            {
                foreach (Change change in repair.Changes)
                {
                    if (!accepted.TryGetValue(change.Tree, out List<TextChange>? changes))
                    {
                        accepted.Add(change.Tree, changes = []);
                    }

                    if (!changes.Contains(change.Text))
                    {
                        changes.Add(change.Text);
                    }
                }
            }
        }

        foreach (KeyValuePair<SyntaxTree, List<TextChange>> changes in accepted)
        {
            if (DocumentOf(solution, changes.Key) is { } document)
            {
                SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(
                    document.Id, text.WithChanges(changes.Value.OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End)));
            }
        }

        return solution;
    }

    private static bool Contradicts(Change change, Dictionary<SyntaxTree, List<TextChange>> accepted) =>
        accepted.TryGetValue(change.Tree, out List<TextChange>? changes)
        && changes.Any(other => other != change.Text
            && (other.Span.OverlapsWith(change.Text.Span) || other.Span.Start == change.Text.Span.Start));

    private static async Task<ImmutableArray<Diagnostic>> FindDiagnostics(FixAllContext context)
    {
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is { } document:
                return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            case FixAllScope.Project:
                return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
            case FixAllScope.Solution:
                var all = ImmutableArray.CreateBuilder<Diagnostic>();
                foreach (Project project in context.Solution.Projects)
                {
                    all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                return all.ToImmutable();
            default:
                return ImmutableArray<Diagnostic>.Empty;
        }
    }

    /// <summary>The document of a tree, which an editor may have parsed again since.</summary>
    private static Document? DocumentOf(Solution solution, SyntaxTree tree) =>
        solution.GetDocument(tree)
        ?? solution.GetDocument(solution.GetDocumentIdsWithFilePath(tree.FilePath).FirstOrDefault());
}

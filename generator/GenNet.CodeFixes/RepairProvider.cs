using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenNet.CodeFixes;

/// <summary>A code fix that is a matter of <see cref="Repair"/>s: for one mistake, or for all of a kind at once.</summary>
public abstract class RepairProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => RepairAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Repair repair in await FindRepairs(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        cancellation => RepairAll.Apply(solution, [repair], cancellation),
                        equivalenceKey: repair.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways to undo a mistake, the likeliest first; none if the source is not as expected.</summary>
    /// <param name="document">The file that the mistake is in.</param>
    /// <param name="diagnostic">The mistake.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal abstract Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken);
}

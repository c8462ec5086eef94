using System.Collections.Generic;

namespace GenNet.Generator.Graph;

/// <summary>Operations that stand under one comment: a layer's way forward, or what makes its δ.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Comment">The formulas, in the field's notation.</param>
/// <param name="Operations">The operations, in order.</param>
internal sealed record Stage(int Layer, string Comment, IReadOnlyList<Operation> Operations)
{
    /// <summary>The same where a loss follows that takes the activation in.</summary>
    public string CommentBeforeLoss { get; init; } = Comment;
}

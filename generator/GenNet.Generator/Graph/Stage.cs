using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Graph;

/// <summary>Operations that stand under one comment: a layer's way forward, or what makes its δ.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Comment">The formulas, in the field's notation.</param>
/// <param name="Operations">The operations, in order.</param>
internal sealed record Stage(int Layer, string Comment, IReadOnlyList<Operation> Operations)
{
    /// <summary>The same where a loss follows that takes the activation in.</summary>
    public string CommentBeforeLoss { get; init; } = Comment;

    /// <summary>The comment above formulas of a layer.</summary>
    public static string CommentOf(int layer, IEnumerable<string> formulas) =>
        $"Layer {layer}: {string.Join(", ", formulas.Where(formula => formula.Length > 0))}.";

    /// <summary>What its last operation makes: what a layer yields, or its δ.</summary>
    public Value Output => Operations[Operations.Count - 1].Makes!;

    /// <summary>The parameters of its operations.</summary>
    public IEnumerable<Tensor> Tensors => Operations.SelectMany(operation => operation.Tensors);

    /// <summary>What its operations keep for the way back.</summary>
    public IEnumerable<Value> Keeps => Operations.SelectMany(operation => operation.Keeps);
}

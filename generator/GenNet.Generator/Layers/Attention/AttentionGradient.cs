using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Attention;

/// <summary>∂L/∂q, ∂L/∂k and ∂L/∂v from ∂L/∂c.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Forward">What it is the gradient of.</param>
/// <param name="Delta">∂L/∂c.</param>
/// <param name="QueryDelta">∂L/∂q.</param>
/// <param name="KeyDelta">∂L/∂k.</param>
/// <param name="ValueDelta">∂L/∂v.</param>
internal sealed record AttentionGradient(
    int Layer, Attention Forward, Value Delta, Value QueryDelta, Value KeyDelta, Value ValueDelta) : KindOperation(Layer), IWorkingOperation
{
    public override IReadOnlyList<Value> Reads => [Delta, .. Forward.Reads, Forward.Output, Forward.LogSums];

    public override Value? Makes => QueryDelta;

    public override IEnumerable<Value> Scratch => [KeyDelta, ValueDelta];

    /// <summary>The scores once more, and what queries, keys and values take of theirs.</summary>
    public override double MultiplyAdds => 2.5 * Forward.MultiplyAdds;

    public long WorkBytes(int samples, Precision precision) =>
        WorkMemory.BytesOfThreads(AttentionLayout.Of(Forward, precision).BackwardLength, samples, precision);

    public bool WorksInPrediction => false;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new AttentionGradientCode(style, this);
}

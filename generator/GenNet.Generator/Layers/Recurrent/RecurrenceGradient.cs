using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// From the last step to the first: ∂L/∂h is what the layer's consumers hand down and δz·Uᵀ of the step after it, and what goes on through the
/// step is δz of its gates and ∂L/∂c of the step before.
/// </summary>
/// <param name="Forward">The way forward.</param>
/// <param name="Delta">What is handed down: of every step, or of the last one alone.</param>
/// <param name="Output">δz, for W and b.</param>
internal sealed record RecurrenceGradient(Recurrence Forward, Value Delta, Value Output) : KindOperation(Forward.Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Forward.Gates, Forward.Output];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Scratch => Known(Gates == Output ? null : Gates, OfOutput, OfMemory, Direct);

    public override IEnumerable<Value> Parts => Known(OfU == Output ? null : OfU, OfQ);

    public override Tensor? ReadsTransposed => Forward.Steps > 1 ? Forward.Weights : null;

    /// <summary>The gradient of all that stands in the place of the gates.</summary>
    public Value Gates => Output.PartOf?.Whole ?? Output;

    /// <summary>What U takes of it.</summary>
    public Value OfU { get; init; } = null!;

    /// <summary>What the bias of h·U takes of it; null where there is none.</summary>
    public Value? OfQ { get; init; }

    /// <summary>δz·Uᵀ of the step in hand; null where there is one step alone.</summary>
    public Value? OfOutput { get; init; }

    /// <summary>∂L/∂c of the step before the one in hand.</summary>
    public Value? OfMemory { get; init; }

    /// <summary>∂L/∂h of the step before, as far as it does not go through U.</summary>
    public Value? Direct { get; init; }

    public override IEnumerable<Tensor> ReadsParameters => [Forward.Weights];

    public override Tensor? MultipliesLike => ReadsTransposed;

    public override IEnumerable<Value> LeavesBehind => [Output, Gates];

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new RecurrenceGradientCode(style, this);
}

using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// Step after step z = x·W + b + h·U, with h of the step before, and what the cell makes of it: its gates, which take the place of x·W + b, what it
/// remembers, and h.
/// </summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Cell">What a step computes.</param>
/// <param name="Input">x·W + b of every step, a group a gate.</param>
/// <param name="Weights">U.</param>
/// <param name="Bias">bₙ, where h·U has a bias of its own.</param>
/// <param name="Output">h of every step.</param>
internal sealed record Recurrence(int Layer, RecurrentCell Cell, Value Input, Tensor Weights, Tensor? Bias, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Scratch => Known(Gates == Input ? null : Gates, Memory, Products);

    public override IEnumerable<(Value Value, ValueRole Role)> Roles => [(Gates, ValueRole.Gate)];

    public override IEnumerable<Tensor> Tensors => Known(Weights, Bias);

    public override double MultiplyAdds => (double)Output.Positions * Weights.Count;

    public override bool LimitsSamples => true;

    /// <summary>The place of the gates: the input's, or one of which that is the last groups.</summary>
    public Value Gates => Input.PartOf?.Whole ?? Input;

    /// <summary>c of every step; null where a step remembers no more than it yields.</summary>
    public Value? Memory { get; init; }

    /// <summary>h·U of the step in hand; null where there is one step alone.</summary>
    public Value? Products { get; init; }

    /// <summary>Whether it goes from the last step to the first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>How many steps there are.</summary>
    public int Steps => Output.Positions;

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        RecurrenceGradient gradient = RecurrenceRule.Gradient(this, delta);
        gradients.Know(Input, gradient.Output, gradient);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) => RecurrenceRule.OfParameters(this);

    public override IEnumerable<Value> LeavesBehind => Known(Output, Gates, Memory);

    public override CheckedOperation? CheckedForm => new CheckedRecurrence(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new RecurrenceCode(style, this);

    /// <summary>x·W + b is of one step then, and comes along.</summary>
    public override OperationCode StepCodeIn(CodeStyle style, Stage stage)
    {
        DenseProduct product = stage.Operations.OfType<DenseProduct>().Single(StepIncludes);
        return Output.Features <= FusedStepCode.MostUnits
            ? new FusedStepCode(style, product, this)
            : new StreamRecurrenceCode(style, product, this);
    }

    public override bool StepIncludes(Operation other) => other.Makes == Input;
}

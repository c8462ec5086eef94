using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>One step of a sequence: another name for a part of it where whoever reads it may find rows so far apart, else a copy.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">The sequence.</param>
/// <param name="Step">Which step, 0 for the first.</param>
/// <param name="Output">The step.</param>
internal sealed record OneStep(int Layer, Value Input, int Step, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override int? RowOfInput => Step;

    public override void HandDown(Value delta, GradientBuilder gradients) => gradients.Know(Input, delta, null);

    public override CheckedOperation? CheckedForm => new CheckedStep(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new OneStepCode(style, this);
}

using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Attention;

/// <summary>c = softmax(q·kᵀ/√(features/heads))·v for each head, which has its part of the features.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Query">q.</param>
/// <param name="Key">k.</param>
/// <param name="Value">v.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="IsCausal">Whether a step looks at itself and those before alone.</param>
/// <param name="LogSums">l, the logarithm of each softmax's sum: a row a head, a column a step.</param>
/// <param name="Output">c.</param>
internal sealed record Attention(
    int Layer, Value Query, Value Key, Value Value, int Heads, bool IsCausal, Value LogSums, Value Output) : KindOperation(Layer), IWorkingOperation
{
    public override IReadOnlyList<Value> Reads => [Query, Key, Value];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Scratch => [LogSums];

    /// <summary>The number of steps.</summary>
    public int Steps => Output.Positions;

    /// <summary>The features of a head.</summary>
    public int HeadSize => Output.Features / Heads;

    public override double MultiplyAdds => IsCausal
        ? (double)Steps * (Steps + 1) * Output.Features
        : 2.0 * Steps * Steps * Output.Features;

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        int n = Layer;
        Value[] deltas = Reads.Select(value => new Value($"d{value.Symbol}", n, value.Shape)).ToArray();
        string d = GradientBuilder.Notation(delta);
        string scale = $"/√{HeadSize}";
        gradients.Know(Query, deltas[0], new AttentionGradient(n, this, delta, deltas[0], deltas[1], deltas[2])
        {
            Formula = $"δq{n} = s·k{n}, δk{n} = sᵀ·q{n}, δv{n} = pᵀ·{d} with p = exp(q{n}·k{n}ᵀ{scale} − l{n}) and s = p ⊙ ({d}·v{n}ᵀ − {d}·c{n}){scale}",
        });
        gradients.Know(Key, deltas[1], null);
        gradients.Know(Value, deltas[2], null);
    }

    public override CheckedOperation? CheckedForm => new CheckedAttention(this);

    /// <summary>What a head pays attention to: the code keeps the logarithms of the sums alone, and makes the rest again where it needs it.</summary>
    public override RetracedValue? Retraced => new($"attention{Layer}", ValueRole.AttentionWeight, [Heads, Steps, Steps], RecordIn);

    public long WorkBytes(int samples, Precision precision) =>
        WorkMemory.BytesOfThreads(AttentionLayout.Of(this, precision).ForwardLength, samples, precision);

    public bool WorksInPrediction => true;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new AttentionCode(style, this, keeps);

    private string RecordIn(Placement placement, string statement, string value)
    {
        (Slot query, Slot key, Slot sums) = (placement.Of(Query), placement.Of(Key), placement.Of(LogSums));
        return $"trace.RecordAttention(\n    {statement}, {value}, in {query.Name}, {query.Stride}, in {key.Name}, {key.Stride}, "
            + $"in {sums.Name}, {sums.Stride}, first, end, {HeadSize}, isCausal: {(IsCausal ? "true" : "false")});";
    }
}

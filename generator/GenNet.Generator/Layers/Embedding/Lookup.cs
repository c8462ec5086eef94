using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>a = E[x]: the row of the table that each index names.</summary>
internal sealed record Lookup(int Layer, Value Indices, Tensor Table, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Indices];

    public override Value? Makes => Output;

    public override IEnumerable<Tensor> Tensors => [Table];

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) =>
    [
        new LookupGradient(Layer, Indices, delta, Table)
        {
            Formula = $"∂L/∂E{Layer}[i] = Σ {GradientBuilder.Notation(delta)} where {Indices.Name} = i",
        },
    ];

    public override bool ReadsIndices => true;

    public override CheckedOperation? CheckedForm => new CheckedLookup(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new LookupCode(style, this);
}

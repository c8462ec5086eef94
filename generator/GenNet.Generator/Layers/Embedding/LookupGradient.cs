using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>∂L/∂E: for each row of the table the sum of δ over the positions that looked it up.</summary>
internal sealed record LookupGradient(int Layer, Value Indices, Value Delta, Tensor Table) : KindOperation(Layer), IWorkingOperation
{
    public override IReadOnlyList<Value> Reads => [Indices, Delta];

    public override Value? Makes => null;

    public override Tensor? GradientOf => Table;

    /// <summary>The lists of positions that the runtime's <c>Lookups</c> lays over it.</summary>
    public long WorkBytes(int samples, Precision precision)
    {
        long positions = (long)samples * Delta.Positions;
        return sizeof(int) * (1 + Table.Rows + (3 * System.Math.Min(Table.Rows, positions)) + positions);
    }

    public bool WorksInPrediction => false;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new LookupGradientCode(style, this);
}

using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>An embedding over dual numbers: the row of the table that each index names.</summary>
internal sealed class CheckedLookup(Lookup operation) : CheckedOperation(operation)
{
    public override IEnumerable<CheckedTensor> Tensors => [new(operation.Table.Name, $"layer {operation.Layer}, embeddings", (int)operation.Table.Count)];

    public override void Write(SourceWriter writer, string output)
    {
        int size = operation.Output.Features;
        using (writer.WriteBlock($"for (int row = 0; row < {operation.Output.Positions}; row++)"))
        {
            writer.WriteLine($"int index = (int){operation.Indices.Name}[row].Value;");
            using (writer.WriteBlock("for (int j = first; j < end; j++)"))
            {
                writer.WriteLine($"{output}[(row * {size}) + j] = {operation.Table.Name}[(index * {size}) + j];");
            }
        }
    }
}

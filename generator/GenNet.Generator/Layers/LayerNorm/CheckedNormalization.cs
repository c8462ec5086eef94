using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>Layer normalization over dual numbers: row by row, as it was declared.</summary>
internal sealed class CheckedNormalization(Normalization operation) : CheckedOperation(operation)
{
    public override IEnumerable<CheckedTensor> Tensors =>
    [
        new(operation.Scale.Name, $"layer {operation.Layer}, γ", operation.Scale.Columns, Factors: operation.Normalized.Name),
        new(operation.Shift.Name, $"layer {operation.Layer}, β", operation.Shift.Columns),
    ];

    public override IEnumerable<Value> Writes => [operation.Normalized, operation.Output];

    public override void Write(SourceWriter writer, string output)
    {
        int features = operation.Output.Features;
        string x = operation.Input.Name;
        WriteRows(writer, operation.Output, row =>
        {
            writer.WriteLine("Dual mean = 0;");
            using (writer.WriteBlock($"for (int j = 0; j < {features}; j++)"))
            {
                writer.WriteLine($"mean += {x}[{Index(row)}] / {features};");
            }

            writer.WriteLine();
            writer.WriteLine("Dual variance = 0;");
            using (writer.WriteBlock($"for (int j = 0; j < {features}; j++)"))
            {
                writer.WriteLine($"Dual difference = {x}[{Index(row)}] - mean;");
                writer.WriteLine($"variance += difference * difference / {features};");
            }

            writer.WriteLine();
            using (writer.WriteBlock($"for (int j = 0; j < {features}; j++)"))
            {
                string n = $"{operation.Normalized.Name}[{Index(row)}]";
                writer.WriteLine($"{n} = ({x}[{Index(row)}] - mean) / Sqrt(variance + {Printer.Number(operation.Epsilon)});");
                writer.WriteLine($"{output}[{Index(row)}] = ({operation.Scale.Name}[j] * {n}) + {operation.Shift.Name}[j];");
            }
        });
    }
}

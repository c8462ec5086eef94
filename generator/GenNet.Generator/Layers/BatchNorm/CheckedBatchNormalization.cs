using System;
using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>Batch normalization over dual numbers: channel by channel over all samples, as it was declared.</summary>
internal sealed class CheckedBatchNormalization(BatchNormalization operation) : CheckedOperation(operation)
{
    /// <summary>n, which says how far γ may move.</summary>
    private readonly Value _normalized = new("n", operation.Layer, operation.Output.Shape);

    public override IEnumerable<CheckedTensor> Tensors =>
    [
        new(operation.Scale.Name, $"layer {operation.Layer}, γ", operation.Scale.Columns, Factors: _normalized.Name),
        new(operation.Shift.Name, $"layer {operation.Layer}, β", operation.Shift.Columns),
    ];

    /// <summary>Nothing of a sample alone: the loops go through the batch.</summary>
    public override IEnumerable<Value> Reads => [];

    public override IEnumerable<Value> Writes => [_normalized, operation.Output];

    public override void Write(SourceWriter writer, string output) => throw new InvalidOperationException("It is over a batch.");

    public override void WriteBatch(SourceWriter writer, string output, Func<string, string> placeOf)
    {
        string x = operation.Input.Name;
        string n = _normalized.Name;
        int positions = operation.Output.Positions;
        string index = positions == 1 ? "j" : $"(row * {operation.Output.Features}) + j";
        writer.WriteLine("int samples = values.Length / sampleSize;");
        writer.WriteLine($"double count = samples{(positions == 1 ? string.Empty : $" * {positions}d")};");
        using (writer.WriteBlock("for (int j = first; j < end; j++)"))
        {
            writer.WriteLine("Dual mean = 0;");
            WriteSamples(() => writer.WriteLine($"mean += {x}[{index}] / count;"), x);
            writer.WriteLine();
            writer.WriteLine("Dual variance = 0;");
            WriteSamples(
                () =>
                {
                    writer.WriteLine($"Dual difference = {x}[{index}] - mean;");
                    writer.WriteLine("variance += difference * difference / count;");
                },
                x);
            writer.WriteLine();
            WriteSamples(
                () =>
                {
                    writer.WriteLine(
                        $"{n}[{index}] = ({x}[{index}] - mean) / Sqrt(variance + {Printer.Number(operation.Statistics.Epsilon)});");
                    writer.WriteLine($"{output}[{index}] = ({operation.Scale.Name}[j] * {n}[{index}]) + {operation.Shift.Name}[j];");
                },
                x,
                n,
                output);
        }

        void WriteSamples(Action body, params string[] names)
        {
            using (writer.WriteBlock("for (int sample = 0; sample < samples; sample++)"))
            {
                foreach (string name in names)
                {
                    writer.WriteLine($"Span<Dual> {name} = values.Slice(sample * sampleSize, sampleSize)[{placeOf(name)}];");
                }

                if (positions == 1)
                {
                    body();
                    return;
                }

                using (writer.WriteBlock($"for (int row = 0; row < {positions}; row++)"))
                {
                    body();
                }
            }
        }
    }
}

using System;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Check;

/// <summary>Batch normalization over dual numbers: channel by channel over all samples, as it was declared.</summary>
internal static class CheckedBatchNormalization
{
    /// <summary>n, which says how far γ may move.</summary>
    public static Value Normalized(BatchNormalization operation) => new("n", operation.Layer, operation.Output.Shape);

    /// <summary>Writes the loops for channels <c>first</c> to below <c>end</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="output">What its output is called.</param>
    /// <param name="placeOf">Where a value lies in a sample.</param>
    public static void Write(SourceWriter writer, BatchNormalization operation, string output, Func<string, string> placeOf)
    {
        string x = operation.Input.Name;
        string n = Normalized(operation).Name;
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

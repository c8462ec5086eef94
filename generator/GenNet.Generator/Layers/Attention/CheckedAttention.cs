using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Attention;

/// <summary>Attention as plain loops over dual numbers: head after head, query after query.</summary>
internal sealed class CheckedAttention(Attention attention) : CheckedOperation(attention)
{
    public override bool IsByUnit => false;

    public override void Write(SourceWriter writer, string output)
    {
        int steps = attention.Steps;
        int features = attention.Output.Features;
        int size = attention.HeadSize;
        string q = attention.Query.Name;
        string k = attention.Key.Name;
        string v = attention.Value.Name;
        writer.WriteLine($"Dual[] scores = new Dual[{steps}];");
        using (writer.WriteBlock($"for (int head = 0; head < {features}; head += {size})"))
        {
            using (writer.WriteBlock($"for (int query = 0; query < {steps}; query++)"))
            {
                writer.WriteLine($"int keys = {(attention.IsCausal ? "query + 1" : $"{steps}")};");
                using (writer.WriteBlock("for (int key = 0; key < keys; key++)"))
                {
                    writer.WriteLine("scores[key] = 0;");
                    using (writer.WriteBlock($"for (int j = head; j < head + {size}; j++)"))
                    {
                        writer.WriteLine($"scores[key] += {q}[(query * {features}) + j] * {k}[(key * {features}) + j] / Sqrt({size});");
                    }
                }

                writer.WriteLine();
                writer.WriteLine("Dual logSum = LogSumExp(scores.AsSpan(0, keys));");
                using (writer.WriteBlock($"for (int j = head; j < head + {size}; j++)"))
                {
                    writer.WriteLine("Dual sum = 0;");
                    using (writer.WriteBlock("for (int key = 0; key < keys; key++)"))
                    {
                        writer.WriteLine($"sum += Exp(scores[key] - logSum) * {v}[(key * {features}) + j];");
                    }

                    writer.WriteLine();
                    writer.WriteLine($"{output}[(query * {features}) + j] = sum;");
                }
            }
        }
    }
}

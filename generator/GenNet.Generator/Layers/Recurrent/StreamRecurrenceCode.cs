using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// One step of a recurrent layer in a stream: x·W + b and h·U of each strip of columns in one go, with several sums that hide the latency of
/// multiply-add, then everything else. h and c stay where they are from one step to the next.
/// </summary>
/// <param name="style">How things are called.</param>
/// <param name="product">x·W + b.</param>
/// <param name="operation">The steps.</param>
internal sealed class StreamRecurrenceCode(CodeStyle style, DenseProduct product, Recurrence operation) : OperationCode(style)
{
    private Slot Gates => Place(operation.Gates);

    private int GroupWidth => Gates.Width / operation.Gates.Groups;

    public override IEnumerable<StripKind> StripKinds => [Kind];

    /// <summary>A line, or half of one, divides what a gate takes, whatever it is.</summary>
    private StripKind Kind => GroupWidth % Style.ElementsPerLine == 0 ? StripKind.Line : StripKind.Half;

    private string Strip => CodeStyle.TypeParameter(Kind);

    private IEnumerable<(string Name, Tensor Tensor)> Tensors => new (string Name, Tensor? Tensor)[]
    {
        ("w", product.Weights), ("b", product.Bias), ("u", operation.Weights), ("bn", operation.Bias),
    }.Where(pair => pair.Tensor is not null).Select(pair => (pair.Name, pair.Tensor!));

    public override bool StepNamesRows => false;

    public override void WriteCall(SourceWriter writer)
    {
        string tensors = string.Concat(Tensors.Select(pair => $"ref {pair.Tensor.Name}, "));
        writer.WriteLine(
            $"Layer{operation.Layer}Gates<{Strip}>(ref {Place(product.Input).Name}, ref {Place(operation.Output).Name}, {tensors}ref {Gates.Name});");
        new RecurrenceCode(Style, operation).WriteStreamCall(writer);
    }

    public override void WriteMethods(SourceWriter writer)
    {
        int gates = operation.Cell.Gates.Count;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} and h₋·{operation.Weights.Notation} of one step.</summary>");
        writer.WriteLine(KernelOptions);
        string tensors = string.Concat(Tensors.Select(pair => $"ref {Element} {pair.Name}, "));
        using (writer.WriteBlock(
            $"private static void Layer{operation.Layer}Gates<{Strip}>(\n    ref {Element} x, ref {Element} h, {tensors}ref {Element} z)"
            + Style.Constraint(Strip)))
        {
            if (operation.Cell.KeepsProductApart)
            {
                // The last gate's h·U comes first, and apart from its x·W.
                WriteColumns(writer, 0, 1, null, 0, operation.Bias is null ? null : ("bn", 0));
                writer.WriteLine();
                WriteColumns(writer, 1, gates - 1, 0, 1, product.Bias is null ? null : ("b", 0));
                writer.WriteLine();
                WriteColumns(writer, gates, 1, gates - 1, null, product.Bias is null ? null : ("b", gates - 1));
            }
            else
            {
                WriteColumns(writer, 0, gates, 0, 0, product.Bias is null ? null : ("b", 0));
            }
        }

        new RecurrenceCode(Style, operation).WriteStreamStep(writer);
    }

    /// <summary>The columns of some gates.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="first">The first of them, as they lie.</param>
    /// <param name="count">How many gates.</param>
    /// <param name="ofW">The first group of W's columns; null where W has no part.</param>
    /// <param name="ofU">The first group of U's columns; null where U has no part.</param>
    /// <param name="start">The bias and the first of its groups; null where there is none.</param>
    private void WriteColumns(SourceWriter writer, int first, int count, int? ofW, int? ofU, (string Name, int Group)? start)
    {
        int terms = (ofW is null ? 0 : product.Weights.Rows) + (ofU is null ? 0 : operation.Weights.Rows);
        int sums = terms < Tiles.Phases ? 1 : Tiles.Phases;
        using (writer.WriteBlock($"for (int unit = 0; unit < {Text(count * GroupWidth)}; unit += {Strip}.Count)"))
        {
            writer.WriteLine(start is { } bias
                ? $"{Strip} z0 = {Strip}.Load(ref Unsafe.Add(ref {bias.Name}, {Column(bias.Group)}));"
                : $"{Strip} z0 = default;");
            if (sums > 1)
            {
                writer.WriteLine($"{Strip} {string.Join(", ", Enumerable.Range(1, sums - 1).Select(sum => $"z{sum} = default"))};");
            }

            if (ofW is { } w)
            {
                WriteTerms(writer, "x", "w", product.Weights, w, sums);
            }

            if (ofU is { } u)
            {
                WriteTerms(writer, "h", "u", operation.Weights, u, sums);
            }

            for (int step = 1; step < sums; step *= 2)
            {
                for (int sum = 0; sum + step < sums; sum += 2 * step)
                {
                    writer.WriteLine($"z{sum}.Add(z{sum + step});");
                }
            }

            writer.WriteLine($"z0.Store(ref Unsafe.Add(ref z, {Column(first)}));");
        }
    }

    private void WriteTerms(SourceWriter writer, string factors, string weights, Tensor tensor, int group, int sums)
    {
        int rows = tensor.Rows;
        MatrixColumns columns = Placement.Of(tensor).Columns;
        int whole = sums == 1 ? 0 : rows - (rows % sums);
        string column = group == 0 ? "unit" : $"({Column(group)})";
        string place = columns.IsInPanels
            ? $"({column} / {Text(columns.PanelWidth)} * {Text(columns.PanelLength)}) + ({column} % {Text(columns.PanelWidth)})"
            : Column(group);
        writer.WriteLine($"ref {Element} {weights}_k = ref Unsafe.Add(ref {weights}, {place});");
        if (whole > 0)
        {
            using (writer.WriteBlock($"for (int k = 0; k < {Text(whole)}; k += {Text(sums)})"))
            {
                writer.WriteLine(
                    $"{Strip}.AddInTurn(ref z0, ref z1, ref z2, ref z3, factors: ref Unsafe.Add(ref {factors}, k), times: ref {weights}_k, "
                    + $"rowLength: {Text(columns.PanelWidth)});");
                writer.WriteLine($"{weights}_k = ref Unsafe.Add(ref {weights}_k, {Text(sums * columns.PanelWidth)});");
            }
        }

        for (int k = whole; k < rows; k++)
        {
            string row = k == whole ? $"{weights}_k" : $"Unsafe.Add(ref {weights}_k, {Text((k - whole) * columns.PanelWidth)})";
            writer.WriteLine($"z{(sums == 1 ? 0 : k % sums)}.Add({(k == 0 ? factors : $"Unsafe.Add(ref {factors}, {Text(k)})")}, times: ref {row});");
        }

        writer.WriteLine();
    }

    private string Column(int group) => group == 0 ? "unit" : $"unit + {Text(group * GroupWidth)}";
}

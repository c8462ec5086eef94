using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// Writes the sums of a step of a stream with vectors of 512 bits: of as many units at once as there are registers for, so that each factor is spread once for
/// all of them, and no vector waits for the functions of the one before.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="style">How things are called.</param>
/// <param name="groupWidth">The columns of a gate.</param>
/// <param name="units">The number of units.</param>
/// <param name="sums">The sums of a unit.</param>
internal sealed class WideSumsWriter(SourceWriter writer, CodeStyle style, int groupWidth, int units, IReadOnlyList<StepSum> sums)
{
    /// <summary>The most vectors of sums: of 32 registers, with those that a round of terms needs.</summary>
    private const int MostSums = 24;

    /// <summary>The fewest that hide the latency of multiply-add: where there are fewer, they take turns.</summary>
    private const int FewestSums = 8;

    private string Vector => style.WideVectors.Name;

    private int Line => style.ElementsPerLine;

    /// <summary>Writes the sums of all units, of as many vectors at once as there are registers for.</summary>
    /// <param name="inputs">Factors and weights, by the names of the method's parameters.</param>
    /// <param name="outputs">The same of the outputs of the step before.</param>
    public void Write((string Factors, string Weights, Tensor Tensor) inputs, (string Factors, string Weights, Tensor Tensor) outputs)
    {
        int vectors = (units + Line - 1) / Line;
        int blocks = ((vectors * sums.Count) + MostSums - 1) / MostSums;
        int together = (vectors + blocks - 1) / blocks;
        for (int first = 0; first < vectors; first += together)
        {
            if (first > 0)
            {
                writer.WriteLine();
            }

            List<Part> parts = Enumerable.Range(first, Math.Min(together, vectors - first))
                .SelectMany(vector => sums.Select(sum => new Part(vectors == 1 ? sum.Name : $"{sum.Name}_{Text(vector * Line)}", sum, vector * Line)))
                .ToList();
            WriteParts(parts, first == 0 ? string.Empty : Text(first * Line), inputs, outputs);
        }
    }

    private void WriteParts(
        List<Part> parts, string block, (string Factors, string Weights, Tensor Tensor) inputs, (string Factors, string Weights, Tensor Tensor) outputs)
    {
        List<Part> ofInputs = parts.Where(part => part.Sum.OfW is not null).ToList();
        List<Part> ofOutputs = parts.Where(part => part.Sum.OfU is not null).ToList();
        int turns = Math.Min(Math.Max(FewestSums / ofOutputs.Count, 1), Tiles.Phases);
        foreach (Part part in parts)
        {
            writer.WriteLine(part.Sum.Start is { } start
                ? $"{Vector} {part.Name} = Vector512.LoadUnsafe(ref {start.Row}, {Text(start.Column + part.Unit)});"
                : $"{Vector} {part.Name} = {Vector}.Zero;");
            for (int turn = 1; turn < turns && part.Sum.OfU is not null; turn++)
            {
                writer.WriteLine($"{Vector} {part.NameOf(turn)} = {Vector}.Zero;");
            }
        }

        writer.WriteLine();
        WriteTerms(inputs, ofInputs, part => part.Sum.OfW!.Value, turns: 1, block);
        WriteTerms(outputs, ofOutputs, part => part.Sum.OfU!.Value, turns, block);
        foreach (Part part in parts)
        {
            string sum = part.Sum.OfU is null || turns == 1
                ? part.Name
                : $"({string.Join(" + ", Enumerable.Range(0, turns).Select(part.NameOf))})";
            writer.WriteLine($"{sum}.StoreUnsafe(ref sums, {Text((part.Sum.Place * groupWidth) + part.Unit)});");
        }
    }

    /// <summary>The terms of some sums, of which every factor is spread once for all.</summary>
    private void WriteTerms(
        (string Factors, string Weights, Tensor Tensor) of, List<Part> parts, Func<Part, int> group, int turns, string block)
    {
        MatrixColumns columns = style.Plan.Placement!.Of(of.Tensor).Columns;
        int rows = of.Tensor.Rows;
        int whole = rows <= turns ? 0 : rows - (rows % turns);
        string row = $"{of.Weights}_k{block}";
        if (whole > 0)
        {
            writer.WriteLine($"ref {style.Element} {row} = ref {of.Weights};");
            string step = turns == 1 ? "k++" : $"k += {Text(turns)}";
            using (writer.WriteBlock($"for (int k = 0; k < {Text(whole)}; {step})"))
            {
                for (int turn = 0; turn < turns; turn++)
                {
                    WriteRow(turn == 0 ? "k" : $"k + {Text(turn)}", row, turn, turn);
                }

                writer.WriteLine($"{row} = ref Unsafe.Add(ref {row}, {Text(turns * columns.PanelWidth)});");
            }

            writer.WriteLine();
        }

        for (int k = whole; k < rows; k++)
        {
            WriteRow(Text(k), whole > 0 ? row : of.Weights, k - whole, k % turns);
        }

        if (whole < rows)
        {
            writer.WriteLine();
        }

        void WriteRow(string factor, string from, int rowsOn, int turn)
        {
            string local = $"{of.Factors}{block}_{new string(factor.Where(char.IsLetterOrDigit).ToArray())}";
            writer.WriteLine($"{Vector} {local} = Vector512.Create({(factor == "0" ? of.Factors : $"Unsafe.Add(ref {of.Factors}, {factor})")});");
            foreach (Part part in parts)
            {
                int column = (group(part) * groupWidth) + part.Unit;
                int place = columns.IsInPanels
                    ? (column / columns.PanelWidth * columns.PanelLength) + (column % columns.PanelWidth)
                    : column;
                place += rowsOn * columns.PanelWidth;
                string weights = place == 0 ? from : $"Unsafe.Add(ref {from}, {Text(place)})";
                string sum = part.NameOf(turn);
                writer.WriteLine($"{sum} = Vector512.MultiplyAddEstimate({local}, Vector512.LoadUnsafe(ref {weights}), {sum});");
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A vector of a sum.</summary>
    private sealed record Part(string Name, StepSum Sum, int Unit)
    {
        /// <summary>What it is called that takes the terms of a turn.</summary>
        public string NameOf(int turn) => turn == 0 ? Name : $"{Name}{(Name == Sum.Name ? string.Empty : "_")}{turn.ToString(CultureInfo.InvariantCulture)}";
    }
}

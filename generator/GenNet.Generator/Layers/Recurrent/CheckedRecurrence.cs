using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>The steps of a recurrent layer as plain loops over dual numbers: step after step, unit by unit, gate by gate.</summary>
/// <param name="recurrence">The steps.</param>
internal sealed class CheckedRecurrence(Recurrence recurrence) : CheckedOperation(recurrence)
{
    private readonly int _last = recurrence.Steps - 1;

    public override IEnumerable<CheckedTensor> Tensors =>
    [
        new(recurrence.Weights.Name, WordsOf(recurrence.Weights, "weights"), (int)recurrence.Weights.Count, null, true),
        .. recurrence.Bias is { } bias ? [new(bias.Name, WordsOf(bias, "biases"), bias.Columns, null, true)] : (CheckedTensor[])[],
    ];

    public override IEnumerable<Value> Writes => recurrence.Memory is { } memory ? [memory, recurrence.Output] : [recurrence.Output];

    public override bool IsByUnit => false;

    /// <summary>Whether there is a step before.</summary>
    private string HasBefore => recurrence.IsReversed ? $"step < {_last}" : "step > 0";

    /// <summary>The step before.</summary>
    private string Before => recurrence.IsReversed ? "step + 1" : "step - 1";

    public override void Write(SourceWriter writer, string output)
    {
        RecurrentCell cell = recurrence.Cell;
        int units = recurrence.Output.Features;
        string loop = recurrence.IsReversed
            ? $"for (int step = {_last}; step >= 0; step--)"
            : $"for (int step = 0; step <= {_last}; step++)";
        using (writer.WriteBlock(loop))
        {
            using (writer.WriteBlock($"for (int j = 0; j < {units}; j++)"))
            {
                WriteProducts(writer, output, units);
                writer.WriteLine();
                WriteBefore(RecurrentCell.CBefore, recurrence.Memory?.Name);
                WriteBefore(RecurrentCell.HBefore, output);
                foreach (Quantity quantity in cell.Quantities)
                {
                    writer.WriteLine($"Dual {quantity.Name.Name} = {DualPrinter.Code(quantity.Formula, symbol => symbol.Name)};");
                }

                if (recurrence.Memory is { } memory)
                {
                    writer.WriteLine($"{memory.Name}[(step * {units}) + j] = c;");
                }

                writer.WriteLine($"{output}[(step * {units}) + j] = h;");
            }
        }

        void WriteBefore(Symbol symbol, string? values)
        {
            if (cell.Quantities.Any(quantity => quantity.Formula.Uses(symbol)))
            {
                writer.WriteLine($"Dual {symbol.Name} = {HasBefore} ? {values}[(({Before}) * {units}) + j] : 0;");
            }
        }
    }

    /// <summary>What each gate takes in: the products of the input, which are there, and those of h of the step before.</summary>
    private void WriteProducts(SourceWriter writer, string output, int units)
    {
        RecurrentCell cell = recurrence.Cell;
        int columns = units * cell.Gates.Count;
        for (int gate = 0; gate < cell.Gates.Count; gate++)
        {
            writer.WriteLine($"Dual {Pre(gate)} = {recurrence.Input.Name}[(step * {columns}) + {gate * units} + j];");
        }

        if (cell.KeepsProductApart)
        {
            writer.WriteLine($"Dual q = {(recurrence.Bias is { } bias ? $"{bias.Name}[j]" : "0")};");
        }

        using (writer.WriteBlock($"for (int k = 0; {HasBefore} && k < {units}; k++)"))
        {
            for (int gate = 0; gate < cell.Gates.Count; gate++)
            {
                bool isApart = cell.KeepsProductApart && gate == cell.Gates.Count - 1;
                writer.WriteLine(
                    $"{(isApart ? "q" : Pre(gate))} += {output}[(({Before}) * {units}) + k] * "
                    + $"{recurrence.Weights.Name}[(k * {columns}) + {gate * units} + j];");
            }
        }

        string Pre(int gate) => RecurrentCell.PreActivationOf(cell.Gates[gate]).Name;
    }
}

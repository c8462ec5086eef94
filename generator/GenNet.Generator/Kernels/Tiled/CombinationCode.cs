using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>An element of the output from the same element of each input.</summary>
internal sealed class CombinationCode(CodeStyle style, Combination operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}Forward";

    private IEnumerable<Value> Inputs => operation.Inputs.Distinct();

    public override void WriteCall(SourceWriter writer)
    {
        IEnumerable<string> places = Inputs.Append(operation.Output).Select(value => $"ref {Place(value).Name}");
        writer.WriteLine($"{Name}({string.Join(", ", places)}, {Range(operation.Output.Positions)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        var formula = new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Expression);
        List<Statement> statements = formula.Declaration("a", 0).ToList();
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}.</summary>");
        writer.WriteLine(KernelOptions);
        string inputs = string.Join(", ", Inputs.Select(value => $"ref {Element} {value.Name}Rows"));
        using (writer.WriteBlock($"private static void {Name}({inputs}, ref {Element} values, int first, int end)"))
        {
            WriteConstants(writer, statements);
            List<(string Name, Slot Slot)> places =
                [.. Inputs.Select(value => ($"{value.Name}Rows", Place(value))), ("values", Place(operation.Output))];
            WriteElementLoop(writer, places, () =>
            {
                foreach (Value value in Inputs)
                {
                    writer.WriteLine($"{Vector} {value.Name} = Vector.LoadUnsafe(ref {value.Name}Rows, i);");
                }

                writer.WriteStatements(statements, Style.Vectors);
                writer.WriteLine("a.StoreUnsafe(ref values, i);");
            });
        }
    }
}

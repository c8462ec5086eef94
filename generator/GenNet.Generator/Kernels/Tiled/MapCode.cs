using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>a = f(z), element by element: in place where z is the layer's own, and with what a backward pass needs where that is kept.</summary>
/// <param name="style">How things are called.</param>
/// <param name="operation">The operation.</param>
/// <param name="keeps">Whether the pass learns, and keeps what the output does not tell.</param>
internal sealed class MapCode(CodeStyle style, Map operation, bool keeps) : OperationCode(style)
{
    private bool IsInPlace => Placement.AreInPlace(operation.Input, operation.Output);

    private Slot Output => Place(operation.Output);

    /// <summary>What the method keeps; null where it keeps nothing.</summary>
    private Value? Kept => keeps ? operation.Kept : null;

    private bool KeepsSlope => Kept is not null && operation.Parameter is null;

    private string Name => $"Layer{operation.Layer}Activation" + (Kept is null ? string.Empty : KeepsSlope ? "AndSlope" : "KeepingZ");

    private string Formula => TextLayout.Documented(operation.Formula);

    /// <summary>What the method reads z from.</summary>
    private string Input => Place(operation.Input).Name;

    /// <summary>The parameter for what is kept.</summary>
    private string KeptName => Place(Kept!).Name;

    public override void WriteCall(SourceWriter writer) => WriteCall(writer, Range(operation.Output.Positions));

    public override bool StepNamesRows => false;

    public override void WriteStepCall(SourceWriter writer) => WriteCall(writer, "0, 1");

    public override void WriteMethods(SourceWriter writer)
    {
        if (operation.SecondHalf is { } second)
        {
            WriteByHalves(writer, second);
            return;
        }

        string where = IsInPlace ? ", in place" : string.Empty;
        writer.WriteLine();
        if (KeepsSlope)
        {
            writer.WriteLine("/// <summary>");
            writer.WriteLine($"/// {Formula}{where}, and for the backward pass");
            writer.WriteLine($"/// {TextLayout.Documented(operation.SlopeFormula)}.");
            writer.WriteLine("/// </summary>");
        }
        else
        {
            string kept = Kept is null ? "." : $"; z{operation.Layer} is kept for the backward pass.";
            writer.WriteLine($"/// <summary>{Formula}{where}{kept}</summary>");
        }

        string inputs = IsInPlace ? string.Empty : $"ref {Element} {Input}, ";
        string keptParameter = Kept is null ? string.Empty : $", ref {Element} {KeptName}";
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}({inputs}ref {Element} {Output.Name}{keptParameter}{Declaration(operation.Parameter)}, int first, int end)"))
        {
            WriteBody(writer);
        }
    }

    private void WriteBody(SourceWriter writer)
    {
        var formulas = KeepsSlope
            ? new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Function.Output, operation.Function.Derivative)
            : new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Function.Output);
        List<Statement> statements = [];
        List<Statement> stores = [];
        if (Kept is null)
        {
            statements.AddRange(formulas.Preparation(0));
            stores.Add(new Execution(formulas.Code(0).Calling("StoreUnsafe", $"ref {Output.Name}", "i")));
        }
        else
        {
            statements.AddRange(formulas.Declaration("a", 0));
            if (KeepsSlope)
            {
                statements.AddRange(formulas.Declaration("f", 1));
                stores.Add(Store("a", Output.Name));
                stores.Add(Store("f", KeptName));
            }
            else
            {
                stores.Add(Store("z", KeptName));
                stores.Add(Store("a", Output.Name));
            }
        }

        WriteConstants(writer, [.. statements, .. stores]);
        WriteParameterVector(writer, operation.Parameter);
        var places = new List<(string Name, Slot Slot)>();
        if (!IsInPlace)
        {
            places.Add((Input, Place(operation.Input)));
        }

        if (Kept is not null)
        {
            places.Add((KeptName, Place(Kept)));
        }

        places.Add((Output.Name, Output));
        WriteElementLoop(writer, places, () =>
        {
            writer.WriteLine($"{Vector} z = Vector.LoadUnsafe(ref {(IsInPlace ? Output.Name : Input)}, i);");
            writer.WriteStatements(statements, Style.Vectors);
            writer.WriteStatements(stores, Style.Vectors);
        });

        static Statement Store(Code value, string name) => new Execution(value.Calling("StoreUnsafe", $"ref {name}", "i"));
    }

    /// <summary>The activation where the units of the second half have a function of their own.</summary>
    private void WriteByHalves(SourceWriter writer, ActivationFunction second)
    {
        var functions = new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Function.Output, second.Output);
        List<Statement> statements = functions.Preparation(0).Concat(functions.Preparation(1)).ToList();
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{Formula}{(IsInPlace ? ", in place" : string.Empty)}.</summary>");
        writer.WriteLine(KernelOptions);
        string inputs = IsInPlace ? string.Empty : $"ref {Element} {Input}, ";
        using (writer.WriteBlock($"private static void {Name}({inputs}ref {Element} {Output.Name}, int first, int end)"))
        {
            var halves = new FunctionCall(
                "KeepFirst", functions.Code(0), new Infix(Text(operation.Output.Features / 2), "-", "unit"), functions.Code(1));
            statements.Add(new Execution(halves.Calling("StoreUnsafe", "ref row", "(nuint)unit")));
            WriteConstants(writer, statements);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"ref {Element} row = ref Unsafe.Add(ref {Output.Name}, sample * {Text(Output.Stride)});");
                if (!IsInPlace)
                {
                    writer.WriteLine($"ref {Element} inputRow = ref Unsafe.Add(ref {Input}, sample * {Text(Place(operation.Input).Stride)});");
                }

                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(Output.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine($"{Vector} z = Vector.LoadUnsafe(ref {(IsInPlace ? "row" : "inputRow")}, (nuint)unit);");
                    writer.WriteStatements(statements, Style.Vectors);
                }
            }
        }
    }

    private void WriteCall(SourceWriter writer, string range)
    {
        string inputs = IsInPlace ? string.Empty : $"ref {Input}, ";
        string kept = Kept is null ? string.Empty : $", ref {KeptName}";
        writer.WriteLine($"{Name}({inputs}ref {Output.Name}{kept}{Argument(operation.Parameter)}, {range});");
    }
}

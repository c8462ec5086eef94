using GenNet.Generator.Calculus;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers;

internal static partial class OutputLayer
{
    /// <summary>Whether the last activation is a softmax, which is left out where its loss is computed with it.</summary>
    public static bool IsSoftmax(NetworkPlan plan) => new Formulas(plan).IsSoftmax;

    /// <summary>δ of the last layer, in the field's notation.</summary>
    public static string DeltaComment(NetworkPlan plan) => new Formulas(plan).DeltaFormula;

    /// <summary>Why δ of the last layer has its form.</summary>
    public static string DeltaReason(NetworkPlan plan) => new Formulas(plan).DeltaReason;

    /// <summary>The method that turns rows of z into probabilities, for prediction.</summary>
    public static void WriteTiledSoftmax(SourceWriter writer, EmissionStyle style)
    {
        LayerPlan layer = style.Plan.LastLayer;
        int n = layer.Number;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>a{n} = exp(z{n} − max z{n}) / Σ exp(z{n} − max z{n}), in place: softmax, and no exponential overflows.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock($"private static void Layer{n}Activation(ref {style.Element} values, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref values, sample * {layer.OutputStride});");
                WriteSoftmax(writer, style, layer, source: "row", destination: "row");
                using (writer.WriteBlock(UnitLoop(style, layer)))
                {
                    writer.WriteLine("(Vector.LoadUnsafe(ref row, (nuint)unit) / total).StoreUnsafe(ref row, (nuint)unit);");
                }
            }
        }
    }

    /// <summary>The method that makes outputs, each sample's loss and δ from z.</summary>
    public static void WriteTiledLoss(SourceWriter writer, EmissionStyle style)
    {
        var formulas = new Formulas(style.Plan);
        LayerPlan layer = style.Plan.LastLayer;
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// From z{layer.Number}, in place, the outputs a{layer.Number}; each sample's loss, {formulas.LossFormula};");
        writer.WriteLine($"/// and {formulas.DeltaFormula},");
        writer.WriteLine($"/// {formulas.DeltaReason}.");
        writer.WriteLine("/// Each sample counts <paramref name=\"share\"/> in the batch.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void LossAndDelta(\n    ref {style.Element} values, ref {style.Element} targets, ref {style.Element} deltas, "
            + $"ref {style.Element} losses, {style.Element} share, int first, int end)"))
        {
            if (formulas.IsSoftmax)
            {
                WriteSoftmaxLoss(writer, style, layer, formulas);
            }
            else
            {
                WriteElementwiseLoss(writer, style, layer, formulas);
            }
        }
    }

    private static void WriteElementwiseLoss(SourceWriter writer, EmissionStyle style, LayerPlan layer, Formulas formulas)
    {
        string output = Printer.Code(formulas.Activation!.Output, style.Precision, symbol => symbol.Name);
        string term = Printer.Code(formulas.Loss!.Term, style.Precision, symbol => symbol.Name);
        string delta = Printer.Code(formulas.Delta!, style.Precision, symbol => symbol.Name);
        WriteConstants(writer, style, output, term, delta);
        writer.WriteLine($"{style.Vector} m = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            writer.WriteLine($"{style.Vector} loss = {style.Vector}.Zero;");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                writer.WriteLine($"{style.Vector} z = Vector.LoadUnsafe(ref row, (nuint)unit);");
                writer.WriteLine($"{style.Vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                writer.WriteLine($"{style.Vector} a = {output};");
                writer.WriteLine($"{style.Vector} d = {Parenthesized(formulas.Delta!, delta)} * m;");
                writer.WriteLine("a.StoreUnsafe(ref row, (nuint)unit);");
                writer.WriteLine($"{Kept(layer, "d")}.StoreUnsafe(ref delta, (nuint)unit);");
                writer.WriteLine($"loss += {Kept(layer, term)};");
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }
    }

    private static void WriteSoftmaxLoss(SourceWriter writer, EmissionStyle style, LayerPlan layer, Formulas formulas)
    {
        string vector = style.Vector;
        string gradient = formulas.IsCrossEntropy
            ? string.Empty
            : Printer.Code(formulas.Loss!.DerivativeByOutput(), style.Precision, symbol => symbol.Name);
        string term = formulas.IsCrossEntropy
            ? string.Empty
            : Printer.Code(formulas.Loss!.Term, style.Precision, symbol => symbol.Name);
        WriteConstants(writer, style, gradient, term);
        writer.WriteLine($"{vector} m = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            WriteSoftmax(writer, style, layer, source: "row", destination: "delta");
            writer.WriteLine();
            if (formulas.IsCrossEntropy)
            {
                writer.WriteLine($"// L = {formulas.LossFormula}, and the sum of the targets, which need not be 1.");
                writer.WriteLine($"{vector} logTotal = Log(total) + largest;");
                writer.WriteLine($"{vector} loss = {vector}.Zero;");
                writer.WriteLine($"{vector} targetSum = {vector}.Zero;");
                using (writer.WriteBlock(UnitLoop(style, layer)))
                {
                    writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                    writer.WriteLine("loss += t * (logTotal - Vector.LoadUnsafe(ref row, (nuint)unit));");
                    writer.WriteLine("targetSum += t;");
                }

                writer.WriteLine();
                writer.WriteLine($"{vector} allTargets = Vector.Create(Vector.Sum(targetSum));");
                using (writer.WriteBlock(UnitLoop(style, layer)))
                {
                    writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                    writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref delta, (nuint)unit) / total;");
                    writer.WriteLine("a.StoreUnsafe(ref row, (nuint)unit);");
                    writer.WriteLine("(((a * allTargets) - t) * m).StoreUnsafe(ref delta, (nuint)unit);");
                }
            }
            else
            {
                writer.WriteLine("// Outputs and loss, and Σ g a, which every output's δ needs; a is 0 behind the last output.");
                writer.WriteLine($"{vector} loss = {vector}.Zero;");
                writer.WriteLine($"{vector} products = {vector}.Zero;");
                using (writer.WriteBlock(UnitLoop(style, layer)))
                {
                    writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                    writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref delta, (nuint)unit) / total;");
                    writer.WriteLine($"{vector} g = {gradient};");
                    writer.WriteLine("a.StoreUnsafe(ref row, (nuint)unit);");
                    writer.WriteLine($"loss += {Kept(layer, term)};");
                    writer.WriteLine("products += g * a;");
                }

                writer.WriteLine();
                writer.WriteLine($"{vector} mean = Vector.Create(Vector.Sum(products));");
                using (writer.WriteBlock(UnitLoop(style, layer)))
                {
                    writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                    writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref row, (nuint)unit);");
                    writer.WriteLine($"{vector} g = {gradient};");
                    writer.WriteLine("(a * (g - mean) * m).StoreUnsafe(ref delta, (nuint)unit);");
                }
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }
    }

    /// <summary>exp(z − max z) of a row, its total and the largest z, as vectors of copies.</summary>
    private static void WriteSoftmax(SourceWriter writer, EmissionStyle style, LayerPlan layer, string source, string destination)
    {
        string vector = style.Vector;
        string minimum = $"Vector.Create({style.Element}.NegativeInfinity)";
        bool isPadded = layer.Outputs != layer.Width;
        string z = $"Vector.LoadUnsafe(ref {source}, (nuint)unit)";
        string kept = isPadded ? $"KeepFirst({z}, {layer.Outputs} - unit, {minimum})" : z;
        writer.WriteLine($"{vector} maximum = {minimum};");
        using (writer.WriteBlock(UnitLoop(style, layer)))
        {
            writer.WriteLine($"maximum = Vector.Max(maximum, {kept});");
        }

        writer.WriteLine();
        writer.WriteLine($"{vector} largest = Vector.Create(Largest(maximum));");
        writer.WriteLine($"{vector} sum = {vector}.Zero;");
        using (writer.WriteBlock(UnitLoop(style, layer)))
        {
            string e = $"Exp({z} - largest)";
            writer.WriteLine($"{vector} e = {Kept(layer, e)};");
            writer.WriteLine($"e.StoreUnsafe(ref {destination}, (nuint)unit);");
            writer.WriteLine("sum += e;");
        }

        writer.WriteLine();
        writer.WriteLine($"{vector} total = Vector.Create(Vector.Sum(sum));");
    }

    private static void WriteRows(SourceWriter writer, EmissionStyle style, LayerPlan layer)
    {
        writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref values, sample * {layer.OutputStride});");
        writer.WriteLine($"ref {style.Element} target = ref Unsafe.Add(ref targets, sample * {layer.OutputStride});");
        writer.WriteLine($"ref {style.Element} delta = ref Unsafe.Add(ref deltas, sample * {layer.OutputStride});");
    }

    private static void WriteConstants(SourceWriter writer, EmissionStyle style, params string[] code)
    {
        foreach (string constant in style.ConstantsOf(code))
        {
            writer.WriteLine(constant);
        }
    }

    /// <summary>The value with zeros in the padding, where there is any.</summary>
    private static string Kept(LayerPlan layer, string value) =>
        layer.Outputs == layer.Width ? value : $"KeepFirst({value}, {layer.Outputs} - unit)";

    private static string UnitLoop(EmissionStyle style, LayerPlan layer) =>
        $"for (int unit = 0; unit < {layer.Width}; unit += {style.Vector}.Count)";
}

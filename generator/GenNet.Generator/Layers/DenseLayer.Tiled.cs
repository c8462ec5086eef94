using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers;

internal static partial class DenseLayer
{
    /// <summary>The methods of the forward pass: z, and a in its place.</summary>
    public static void WriteTiledForward(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        ProductWriter.WriteBySamples(writer, style, ForwardProduct(layer));
        if (layer.SecondHalf is { } second)
        {
            WriteActivationByHalves(writer, style, layer, second);
        }
        else if (layer.Function is not null && !IsLinear(layer))
        {
            WriteActivation(writer, style, layer);
            if (KeepsSlopeInRows(style, layer))
            {
                WriteActivationAndSlope(writer, style, layer);
            }
            else if (KeepsPreActivationInRows(style, layer) && layer != style.Plan.LastLayer)
            {
                WriteActivationKeepingZ(writer, style, layer);
            }
        }
    }

    /// <summary>The methods of the backward pass: the weights' gradient, the biases', and ∂L/∂z of the layer before.</summary>
    public static void WriteTiledBackward(SourceWriter writer, CodeStyle style, LayerPlan layer, LayerPlan? previous)
    {
        ProductWriter.WriteByWeightRows(writer, style, WeightGradientProduct(layer), layer.Inputs, layer.WeightOffset);
        ProductWriter.WriteOfFew(writer, style, WeightGradientProduct(layer), layer.Inputs, layer.WeightOffset);
        if (layer.HasBias)
        {
            WriteBiasGradient(writer, style, layer);
        }

        if (layer.HasParameter)
        {
            WriteParameterGradient(writer, style, layer);
        }

        if (previous is not null)
        {
            ProductWriter.WriteBySamples(writer, style, InputGradientProduct(layer));
            if (!IsLinear(previous))
            {
                WriteActivationGradient(writer, style, layer, previous);
            }
        }
    }

    /// <summary>The lines that run this layer forward in a pass over samples first to end.</summary>
    public static void WriteTiledForwardCall(SourceWriter writer, CodeStyle style, LayerPlan layer, bool appliesActivation, bool keepsSlope)
    {
        int n = layer.Number;
        string bias = layer.HasBias ? $"ref b{n}, " : string.Empty;
        writer.WriteLine(
            $"Layer{n}Forward<{ProductWriter.TypeArguments(style, ForwardProduct(layer))}>(ref {CodeStyle.InputName(layer)}, ref w{n}, {bias}ref a{n}{NonzerosArgument(layer)}, first, end);");
        if (appliesActivation && !IsLinear(layer))
        {
            writer.WriteLine(keepsSlope && KeepsSlopeInRows(style, layer) ? $"Layer{n}ActivationAndSlope(ref a{n}, ref f{n}, first, end);"
                : keepsSlope && layer.HasParameter ? $"Layer{n}ActivationKeepingZ(ref a{n}, ref q{n}{ParameterArgument(layer)}, first, end);"
                : $"Layer{n}Activation(ref a{n}{ParameterArgument(layer)}, first, end);");
        }
    }

    /// <summary>The lines that turn ∂L/∂z of this layer into that of the layer before, for samples first to end.</summary>
    public static void WriteTiledInputGradientCall(SourceWriter writer, CodeStyle style, LayerPlan layer, LayerPlan previous)
    {
        int n = layer.Number;
        writer.WriteLine($"// Layer {n - 1}: {InputGradientFormula(layer, previous)}.");
        writer.WriteLine($"Layer{n}InputGradient<{ProductWriter.TypeArguments(style, InputGradientProduct(layer))}>(ref d{n}, ref w{n}T, ref d{n - 1}, first, end);");
        if (!IsLinear(previous))
        {
            string kept = previous.HasParameter ? "q" : previous.KeepsSlope ? "f" : "a";
            writer.WriteLine($"Layer{n - 1}ActivationGradient(ref d{n - 1}, ref {kept}{n - 1}{ParameterArgument(previous)}, first, end);");
        }
    }

    /// <summary>The lines that compute the weights' and biases' gradient, for the rows that this thread takes.</summary>
    public static void WriteTiledWeightGradientCall(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        int n = layer.Number;
        writer.WriteLine($"// {WeightGradientFormula(layer)}.");
        string types = ProductWriter.TypeArguments(style, WeightGradientProduct(layer), hasUpdate: true);
        if (layer.HasBias || layer.HasParameter)
        {
            using (writer.WriteBlock("if (batch.IsLeader)"))
            {
                if (layer.HasBias)
                {
                    writer.WriteLine($"Layer{n}BiasGradient<{types}>(ref d{n}, batch.Samples, update);");
                }

                if (layer.HasParameter)
                {
                    writer.WriteLine($"Layer{n}ParameterGradient(ref q{n}, batch.Samples, update);");
                }
            }

            writer.WriteLine();
        }

        int grain = Tiles.WeightRows(layer.Inputs, layer.SkipsZeros);
        using (writer.WriteBlock(
            $"foreach ((int first, int end) in batch.TakeRows({n}, {layer.Inputs}, grain: {grain}, atLeast: {Tiles.RowsAtLeast(layer)}))"))
        {
            writer.WriteLine(
                $"Layer{n}WeightGradient<{types}>(\n    ref {CodeStyle.InputName(layer)}, ref d{n}{NonzerosArgument(layer)}, batch.Samples, first, end, update);");
        }
    }

    /// <summary>Whether a pass that learns keeps a row of z for each sample, and in its place later the terms of ∂L/∂p.</summary>
    public static bool KeepsPreActivationInRows(CodeStyle style, LayerPlan layer) =>
        layer.HasParameter && style.Plan.Model.IsTrainable;

    /// <summary>The activation's parameter as an argument of the methods that apply it.</summary>
    public static string ParameterArgument(LayerPlan layer) => layer.HasParameter ? $", {Parameter(layer)}" : string.Empty;

    private static string ParameterOf(CodeStyle style, LayerPlan layer) =>
        layer.HasParameter ? $", {style.Element} parameter" : string.Empty;

    /// <summary>The parameter in every lane, where a method has one.</summary>
    public static void WriteParameterVector(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        if (layer.HasParameter)
        {
            writer.WriteLine($"{style.Vector} {ActivationFunction.P.Name} = Vector.Create(parameter);");
        }
    }

    /// <summary>Whether a pass that learns keeps a row of ∂a/∂z for each sample; the last layer uses it up on the spot.</summary>
    public static bool KeepsSlopeInRows(CodeStyle style, LayerPlan layer) => layer.KeepsSlope && layer != style.Plan.LastLayer;

    /// <summary>The formula above this layer's part of the forward pass.</summary>
    public static string TiledForwardComment(LayerPlan layer, bool appliesActivation) =>
        $"Layer {layer.Number}: {(appliesActivation ? ForwardFormula(layer) : PreActivationFormula(layer))}.";

    /// <summary>The strips of this layer's products, which a pass is generic over.</summary>
    public static IEnumerable<StripKind> StripKinds(CodeStyle style, LayerPlan layer, bool isBackward)
    {
        IEnumerable<StripKind> kinds = ForwardProduct(layer).StripKinds(style.ElementsPerLine);
        return isBackward && !layer.IsFirst ? kinds.Concat(InputGradientProduct(layer).StripKinds(style.ElementsPerLine)) : kinds;
    }

    private static string NonzerosArgument(LayerPlan layer) => layer.SkipsZeros ? ", nonzeros" : string.Empty;

    private static MatrixProduct ForwardProduct(LayerPlan layer) => new(
        $"Layer{layer.Number}Forward",
        A: "x",
        ARowStride: layer.InputStride,
        AStep: 1,
        B: "w",
        BColumns: layer.WeightColumns,
        C: "z",
        CColumns: MatrixColumns.InRows(layer.WeightColumns.Count, layer.OutputStride),
        Depth: Text(layer.Inputs),
        Start: layer.HasBias ? "b" : null)
    {
        Formula = PreActivationFormula(layer),
        SkipsZeros = layer.SkipsZeros,
    };

    private static MatrixProduct WeightGradientProduct(LayerPlan layer) => new(
        $"Layer{layer.Number}WeightGradient",
        A: "x",
        ARowStride: 1,
        AStep: layer.InputStride,
        B: "d",
        BColumns: MatrixColumns.InRows(layer.WeightColumns.Count, layer.OutputStride),
        C: "g",
        CColumns: layer.WeightColumns,
        Depth: "samples",
        Start: null)
    {
        Formula = $"∂L/∂W{layer.Number} = {CodeStyle.InputName(layer)}ᵀ·δ{layer.Number}",
        RowWord = "input",
        SkipsZeros = layer.SkipsZeros,
    };

    private static MatrixProduct InputGradientProduct(LayerPlan layer) => new(
        $"Layer{layer.Number}InputGradient",
        A: "d",
        ARowStride: layer.OutputStride,
        AStep: 1,
        B: "w",
        BColumns: layer.TransposeColumns,
        C: "s",
        CColumns: MatrixColumns.InRows(layer.TransposeColumns.Count, layer.InputStride),
        Depth: Text(layer.Outputs),
        Start: null)
    {
        Formula = $"s = δ{layer.Number}·W{layer.Number}ᵀ",
        ColumnWord = "input",
    };

    private static void WriteActivation(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        var function = new FormulaStatements(style.Precision, symbol => symbol.Name, layer.Function!.Output);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{TextLayout.Documented(ActivationFormula(layer))}, in place.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock($"private static void Layer{layer.Number}Activation(ref {style.Element} values{ParameterOf(style, layer)}, int first, int end)"))
        {
            List<Statement> statements = function.Preparation(0).ToList();
            var last = new Execution(function.Code(0).Calling("StoreUnsafe", "ref values", "i"));
            WriteConstants(writer, style, [.. statements, last]);
            WriteParameterVector(writer, style, layer);
            WriteElementLoop(writer, style, layer, () =>
            {
                writer.WriteLine($"{style.Vector} z = Vector.LoadUnsafe(ref values, i);");
                writer.WriteStatements(statements, style.Vectors);
                writer.WriteStatements([last], style.Vectors);
            });
        }
    }

    /// <summary>The activation where the units of the second half have a function of their own.</summary>
    private static void WriteActivationByHalves(SourceWriter writer, CodeStyle style, LayerPlan layer, ActivationFunction second)
    {
        string vector = style.Vector;
        var functions = new FormulaStatements(style.Precision, symbol => symbol.Name, layer.Function!.Output, second.Output);
        List<Statement> statements = functions.Preparation(0).Concat(functions.Preparation(1)).ToList();
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{TextLayout.Documented(ActivationFormula(layer))}, in place.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock($"private static void Layer{layer.Number}Activation(ref {style.Element} values, int first, int end)"))
        {
            var halves = new FunctionCall(
                "KeepFirst", functions.Code(0), new Infix(Text(layer.Outputs / 2), "-", "unit"), functions.Code(1));
            statements.Add(new Execution(halves.Calling("StoreUnsafe", "ref row", "(nuint)unit")));
            WriteConstants(writer, style, statements);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref values, sample * {layer.OutputStride});");
                using (writer.WriteBlock($"for (int unit = 0; unit < {layer.Width}; unit += {vector}.Count)"))
                {
                    writer.WriteLine($"{vector} z = Vector.LoadUnsafe(ref row, (nuint)unit);");
                    writer.WriteStatements(statements, style.Vectors);
                }
            }
        }
    }

    /// <summary>The activation as a pass that learns applies it: what both formulas share is computed once.</summary>
    private static void WriteActivationAndSlope(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        var formulas = new FormulaStatements(style.Precision, symbol => symbol.Name, layer.Function!.Output, layer.Function.Derivative);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {TextLayout.Documented(ActivationFormula(layer))}, in place, and for the backward pass");
        writer.WriteLine($"/// {TextLayout.Documented(SlopeFormula(layer))}.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void Layer{layer.Number}ActivationAndSlope(ref {style.Element} values, ref {style.Element} slopes, int first, int end)"))
        {
            List<Statement> statements = formulas.Declaration("a", 0).Concat(formulas.Declaration("f", 1)).ToList();
            WriteConstants(writer, style, [.. statements]);
            WriteElementLoop(writer, style, layer, () =>
            {
                writer.WriteLine($"{style.Vector} z = Vector.LoadUnsafe(ref values, i);");
                writer.WriteStatements(statements, style.Vectors);
                writer.WriteLine("a.StoreUnsafe(ref values, i);");
                writer.WriteLine("f.StoreUnsafe(ref slopes, i);");
            });
        }
    }

    /// <summary>The activation as a pass applies it that learns its parameter: z stays, because both derivatives need it.</summary>
    private static void WriteActivationKeepingZ(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        var function = new FormulaStatements(style.Precision, symbol => symbol.Name, layer.Function!.Output);
        List<Statement> statements = function.Declaration("a", 0).ToList();
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{TextLayout.Documented(ActivationFormula(layer))}, in place; z{layer.Number} is kept for the backward pass.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void Layer{layer.Number}ActivationKeepingZ("
            + $"ref {style.Element} values, ref {style.Element} kept{ParameterOf(style, layer)}, int first, int end)"))
        {
            WriteConstants(writer, style, [.. statements]);
            WriteParameterVector(writer, style, layer);
            WriteElementLoop(writer, style, layer, () =>
            {
                writer.WriteLine($"{style.Vector} z = Vector.LoadUnsafe(ref values, i);");
                writer.WriteStatements(statements, style.Vectors);
                writer.WriteLine("z.StoreUnsafe(ref kept, i);");
                writer.WriteLine("a.StoreUnsafe(ref values, i);");
            });
        }
    }

    private static void WriteActivationGradient(SourceWriter writer, CodeStyle style, LayerPlan layer, LayerPlan previous)
    {
        Expression sum = new Symbol("s");
        Expression delta = Simplifier.Simplify(sum * Slope(previous));
        Expression byParameter = previous.HasParameter ? Simplifier.Simplify(sum * previous.Function!.ByParameter()) : Expression.Zero;
        var formula = new FormulaStatements(style.Precision, symbol => symbol.Name, delta, byParameter);
        (string kept, string buffer) = previous.HasParameter ? ("z", "kept") : previous.KeepsSlope ? ("f", "slopes") : ("a", "outputs");
        string inPlace = previous.HasParameter ? $" and z{previous.Number} the terms of the sum in place" : " in place";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{TextLayout.Documented(InputGradientFormula(layer, previous))}: s = δ{layer.Number}·W{layer.Number}ᵀ becomes δ{inPlace}.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void Layer{previous.Number}ActivationGradient(ref {style.Element} sums, ref {style.Element} {buffer}{ParameterOf(style, previous)}, int first, int end)"))
        {
            List<Statement> statements = formula.Declaration("d", 0).ToList();
            if (previous.HasParameter)
            {
                statements.AddRange(formula.Declaration("q", 1));
            }

            WriteConstants(writer, style, [.. statements]);
            WriteParameterVector(writer, style, previous);
            WriteElementLoop(writer, style, previous, () =>
            {
                writer.WriteLine($"{style.Vector} s = Vector.LoadUnsafe(ref sums, i);");
                writer.WriteLine($"{style.Vector} {kept} = Vector.LoadUnsafe(ref {buffer}, i);");
                writer.WriteStatements(statements, style.Vectors);
                writer.WriteLine("d.StoreUnsafe(ref sums, i);");
                if (previous.HasParameter)
                {
                    writer.WriteLine($"q.StoreUnsafe(ref {buffer}, i);");
                }
            });
        }
    }

    private static void WriteBiasGradient(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        MatrixProduct product = WeightGradientProduct(layer);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>∂L/∂b{layer.Number} = δ{layer.Number}, summed over the samples.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void Layer{layer.Number}BiasGradient<{ProductWriter.TypeArguments(style, product, hasUpdate: true)}>("
            + $"ref {style.Element} d, int samples, TUpdate update)"
            + style.Constraints(product.StripKinds(style.ElementsPerLine), hasUpdate: true)))
        {
            ProductWriter.WriteColumns(writer, style, product, strip =>
            {
                writer.WriteLine($"{strip} sum = default;");
                using (writer.WriteBlock("for (nint sample = 0; sample < samples; sample++)"))
                {
                    writer.WriteLine($"sum.Add(ref Unsafe.Add(ref d, (sample * {layer.OutputStride}) + unit));");
                }

                writer.WriteLine();
                writer.WriteLine($"update.ApplyStrip({layer.BiasOffset} + unit, sum);");
            });
        }
    }

    private static void WriteParameterGradient(SourceWriter writer, CodeStyle style, LayerPlan layer)
    {
        writer.WriteLine();
        writer.WriteLine($"/// <summary>∂L/∂{Parameter(layer)}: the sum of its terms, of every unit and every sample.</summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void Layer{layer.Number}ParameterGradient<TUpdate>(ref {style.Element} terms, int samples, TUpdate update)\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>"))
        {
            writer.WriteLine($"{style.Vector} sum = {style.Vector}.Zero;");
            using (writer.WriteBlock("for (nint sample = 0; sample < samples; sample++)"))
            {
                writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref terms, sample * {layer.OutputStride});");
                writer.WriteLine($"{style.Vector} ofSample = {style.Vector}.Zero;");
                using (writer.WriteBlock($"for (int unit = 0; unit < {layer.Width}; unit += {style.Vector}.Count)"))
                {
                    writer.WriteLine("ofSample += Vector.LoadUnsafe(ref row, (nuint)unit);");
                }

                writer.WriteLine();
                writer.WriteLine("sum += ofSample;");
            }

            writer.WriteLine();
            writer.WriteLine($"LaneReduction.Apply({layer.ParameterOffset}, update, sum);");
        }
    }

    private static void WriteConstants(SourceWriter writer, CodeStyle style, IReadOnlyCollection<Statement> statements) =>
        writer.WriteStatements(Statement.ConstantsOf(statements), style.Vectors);

    /// <summary>
    /// The loop over all vectors of some rows of a layer's outputs. Rows that follow one another are one; of those that keep their
    /// distance each has its own, because nobody has written what lies between them.
    /// </summary>
    private static void WriteElementLoop(SourceWriter writer, CodeStyle style, LayerPlan layer, Action writeBody)
    {
        int stride = layer.OutputStride;
        string step = $"i += (nuint){style.Vector}.Count";
        if (stride == layer.Width)
        {
            using (writer.WriteBlock($"for (nuint i = (nuint)first * {stride}; i < (nuint)end * {stride}; {step})"))
            {
                writeBody();
            }

            return;
        }

        using (writer.WriteBlock($"for (nuint row = (nuint)first * {stride}; row < (nuint)end * {stride}; row += {stride})"))
        {
            using (writer.WriteBlock($"for (nuint i = row; i < row + {layer.Width}; {step})"))
            {
                writeBody();
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.StraightLine;
using GenNet.Generator.Layers;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Writes the passes of a network as straight-line code: every unit and every weight has its own statement.</summary>
internal static partial class StraightLineFiles
{
    /// <summary>What a pass has beside its inputs.</summary>
    [Flags]
    private enum Uses
    {
        Outputs = 1,
        Targets = 2,
        Gradients = 4,
    }

    /// <summary>
    /// A group runs in blocks where one method would be too large; the blocks' values then live in a <c>Sample</c> in memory.
    /// </summary>
    private static bool IsInBlocks(CodeStyle style) => style.Plan.Strategy == Strategy.StraightLineInBlocks;

    private static BlockSize SizeOf(CodeStyle style) => IsInBlocks(style) ? BlockSize.Small : BlockSize.Whole;

    private enum Pass
    {
        Forward,
        Loss,
        Backward,
    }

    /// <summary>
    /// Blocks keep z of the last layer, and derivatives, in any case, as the forward blocks are shared by all passes.
    /// </summary>
    private static IEnumerable<StatementBlock> ForwardBlocks(CodeStyle style, Pass pass)
    {
        bool keepsPreActivation = (pass != Pass.Forward || IsInBlocks(style)) && OutputLayer.NeedsPreActivation(style.Plan);
        foreach (LayerPlan layer in style.Plan.Layers)
        {
            bool isLast = layer == style.Plan.LastLayer;
            bool keepsSlope = layer.KeepsSlope
                && (pass == Pass.Backward || IsInBlocks(style))
                && (!isLast || OutputLayer.NeedsSlope(style.Plan));
            foreach (StatementBlock block in DenseLayer.Forward(style, layer, SizeOf(style), isLast && keepsPreActivation, keepsSlope))
            {
                yield return block;
            }
        }

        if (OutputLayer.Softmax(style, hasLoss: pass != Pass.Forward || IsInBlocks(style)) is { } softmax)
        {
            yield return softmax;
        }
    }

    private static IEnumerable<StatementBlock> BackwardBlocks(CodeStyle style)
    {
        foreach (StatementBlock block in OutputLayer.Deltas(style, SizeOf(style)))
        {
            yield return block;
        }

        for (int i = style.Plan.Layers.Count - 1; i >= 0; i--)
        {
            LayerPlan layer = style.Plan.Layers[i];
            foreach (StatementBlock block in DenseLayer.WeightGradient(style, layer, SizeOf(style)))
            {
                yield return block;
            }

            if (!layer.IsFirst)
            {
                foreach (StatementBlock block in DenseLayer.InputGradient(style, layer, style.Plan.Layers[i - 1], SizeOf(style)))
                {
                    yield return block;
                }
            }
        }
    }

    private static StatementBlock GatherBlock(
        CodeStyle style, string name, string source, string symbol, int size, IndexRange range, bool hasLoss)
    {
        // A lane without a sample counts 0 in the batch; where 0 may be no argument of a function, it repeats the first sample.
        bool isFilled = hasLoss && Planner.HasGaps(style.Plan.Model);
        var block = new StatementBlock(name);
        block.Statements.AddRange(range.Select(i => new Local($"{symbol}_{i}", new Gather(source, size, Index(i), isFilled))));
        block.Stores.AddRange(range.Select(i => $"{symbol}_{i}"));
        return block;
    }

    private static IEnumerable<StatementBlock> InputBlocks(CodeStyle style, string source, bool hasLoss) => SizeOf(style)
        .CutValues(style.Plan.Model.InputSize)
        .Select(cut => GatherBlock(style, $"Inputs{cut.Index}", source, "x", style.Plan.Model.InputSize, cut.Values, hasLoss));

    private static IEnumerable<StatementBlock> TargetBlocks(CodeStyle style, string source) => SizeOf(style)
        .CutValues(style.Plan.Model.TargetSize)
        .Select(cut => GatherBlock(style, $"Targets{cut.Index}", source, "t", style.Plan.Model.TargetSize, cut.Values, hasLoss: true));

    private static IEnumerable<StatementBlock> ScatterBlocks(CodeStyle style, string name, string destination) => SizeOf(style)
        .CutValues(style.Plan.Model.OutputSize)
        .Select(cut => ScatterBlock(style, $"{name}{cut.Index}", destination, cut.Values));

    private static StatementBlock ScatterBlock(CodeStyle style, string name, string destination, IndexRange range)
    {
        int n = style.Plan.Layers.Count;
        var block = new StatementBlock(name);
        block.Loads.AddRange(range.Select(i => $"a{n}_{i}"));
        block.Statements.AddRange(range.Select(
            i => new Execution(new Scatter($"a{n}_{i}", destination, style.Plan.Model.OutputSize, Index(i)))));
        return block;
    }

    /// <summary>What a group's outputs are called: what the last layer yields, without the unit's number.</summary>
    private static string Output(CodeStyle style) => $"a{Index(style.Plan.Layers.Count)}";

    private static string Index(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file of the forward pass: the parameters' names, and outputs from inputs.</summary>
    public static string Forward(CodeStyle style, IWriterListener? listener = null)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "forward pass"))
        {
            WriteParameters(writer, style);
            if (IsInBlocks(style))
            {
                WriteSample(writer, style);
            }

            PassesFile.WriteForwardSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardSignature(style)))
            {
                WriteGroupLoop(writer, style, "samples", Uses.Outputs, () =>
                {
                    if (IsInBlocks(style))
                    {
                        writer.WriteLine($"Outputs(in p, ref s, in x, ref {Output(style)}, count);");
                        return;
                    }

                    WriteStatements(writer, OutputBlocks(style), style.Vectors);
                });
            }

            if (IsInBlocks(style))
            {
                WriteOutputsInBlocks(writer, style);
            }

            if (!IsInBlocks(style))
            {
                WriteForwardWide(writer, style);
            }

            if (plan.HasOneSamplePass)
            {
                // Its values are vectors of units, and no other pass has them.
                writer.Listener = null;
                OneSamplePass.WriteStraightLine(writer, style);
            }
        }

        return writer.ToString();
    }

    /// <summary>What a group does from inputs to outputs.</summary>
    private static List<StatementBlock> OutputBlocks(CodeStyle style)
    {
        List<StatementBlock> blocks = ForwardBlocks(style, Pass.Forward).ToList();
        return [.. InputBlocks(style, "x", hasLoss: false), .. blocks, .. ScatterBlocks(style, "Outputs", Output(style))];
    }

    /// <summary>The same statements over vectors of 512 bits, for as many samples as fill them.</summary>
    private static void WriteForwardWide(SourceWriter writer, CodeStyle style)
    {
        string element = style.Element;
        writer.Listener?.BeginPass();
        writer.WriteLine();
        writer.WriteLine("/// <summary>The outputs of pairs of groups, as many as there are; returns the number of samples done.</summary>");
        WriteOptimized(writer);
        using (writer.WriteBlock(
            $"private static int ForwardWide(ref readonly Parameters p, ref readonly {element} inputs, ref {element} outputs, int samples)"))
        {
            writer.WriteLine("int first = 0;");
            using (writer.WriteBlock($"for (; first <= samples - {style.WideVectors.Name}.Count; first += {style.WideVectors.Name}.Count)"))
            {
                WriteGroupReferences(writer, style, "inputs", Uses.Outputs);
                WriteStatements(writer, OutputBlocks(style), style.WideVectors);
            }

            writer.WriteLine();
            writer.WriteLine("return first;");
        }
    }

    private static void WriteOutputsInBlocks(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        List<StatementBlock> blocks = ForwardBlocks(style, Pass.Forward).ToList();
        writer.WriteLine();
        writer.WriteLine("/// <summary>The outputs of a group of samples, one sample a lane.</summary>");
        WriteOptimized(writer);
        using (writer.WriteBlock(
            $"private static void {NameIn(writer, "Outputs")}(\n    "
            + Parameters(writer, style, $"ref readonly Parameters p, ref Sample s, ref readonly {style.Element} inputs, ref {style.Element} outputs, int count")
            + ")"))
        {
            WriteCalls(writer, InputBlocks(style, "inputs", hasLoss: true), "ref s, in inputs, count");
            WriteCalls(writer, blocks, "in p, ref s");
            WriteCalls(writer, ScatterBlocks(style, "WriteOutputs", "outputs"), "ref s, ref outputs, count");
        }

        WriteBlockMethods(writer, style, InputBlocks(style, "inputs", hasLoss: true), $"ref Sample s, ref readonly {style.Element} inputs, int count");
        WriteBlockMethods(writer, style, blocks, "ref readonly Parameters p, ref Sample s");
        WriteBlockMethods(
            writer, style, ScatterBlocks(style, "WriteOutputs", "outputs"), $"ref Sample s, ref {style.Element} outputs, int count");
    }

    /// <summary>The file of the loss: outputs and loss together, for evaluation.</summary>
    public static string Loss(CodeStyle style, IWriterListener? listener = null)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "loss"))
        {
            PassesFile.WriteForwardWithLossSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardWithLossSignature(style)))
            {
                writer.WriteLine($"{style.Vector} batchLoss = {style.Vector}.Zero;");
                WriteGroupLoop(writer, style, "batch.Samples", Uses.Targets | Uses.Outputs, () =>
                {
                    if (IsInBlocks(style))
                    {
                        writer.WriteLine($"batchLoss += OutputsAndLoss(in p, ref s, in x, in t, ref {Output(style)}, count, batch.Share);");
                        return;
                    }

                    WriteStatements(
                        writer,
                        [
                            .. InputBlocks(style, "x", hasLoss: true),
                            .. TargetBlocks(style, "t"),
                            .. ForwardBlocks(style, Pass.Loss),
                            .. ScatterBlocks(style, "Outputs", Output(style)),
                            .. OutputLayer.LossValues(style, SizeOf(style)),
                        ],
                        style.Vectors);
                    writer.WriteLine("batchLoss += loss * ShareOf(batch.Share, count);");
                });
                writer.WriteLine();
                writer.WriteLine("return Vector.Sum(batchLoss);");
            }

            if (IsInBlocks(style))
            {
                WriteOutputsAndLossInBlocks(writer, style);
            }
        }

        return writer.ToString();
    }

    private static void WriteOutputsAndLossInBlocks(SourceWriter writer, CodeStyle style)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>The outputs of a group of samples, one sample a lane, and what each counts in the loss.</summary>");
        WriteOptimized(writer);
        using (writer.WriteBlock(
            $"private static {style.Vector} OutputsAndLoss(\n    ref readonly Parameters p, ref Sample s, ref readonly {style.Element} inputs, "
            + $"ref readonly {style.Element} targets, ref {style.Element} outputs, int count, {style.Element} share)"))
        {
            writer.WriteLine($"Outputs(in p, ref s, in inputs, ref outputs, count);");
            WriteCalls(writer, TargetBlocks(style, "targets"), "ref s, in targets, count");
            WriteCalls(writer, OutputLayer.LossValues(style, SizeOf(style)), "in p, ref s");
            writer.WriteLine("return s.loss * ShareOf(share, count);");
        }

        WriteBlockMethods(writer, style, TargetBlocks(style, "targets"), $"ref Sample s, ref readonly {style.Element} targets, int count");
        WriteBlockMethods(writer, style, OutputLayer.LossValues(style, SizeOf(style)), "ref readonly Parameters p, ref Sample s");
    }

    /// <summary>The file of the backward pass: loss and gradient.</summary>
    public static string Backward(CodeStyle style, IWriterListener? listener = null)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "backward pass"))
        {
            if (!plan.HasGradientsInLocals)
            {
                writer.WriteLine("/// <summary>∂L/∂parameter, one sample a lane, in parameter order: dw1_0_2 belongs to w1_0_2.</summary>");
                using (writer.WriteBlock("internal struct Gradients"))
                {
                    WriteGradientFields(writer, style);
                }

                writer.WriteLine();
            }

            PassesFile.WriteBackwardSummary(writer, style);
            if (plan.HasGradientsInLocals)
            {
                WriteChoiceOfGroups(writer, style);
            }

            WriteOptimized(writer);
            using (writer.WriteBlock(
                plan.HasGradientsInLocals
                    ? PassesFile.BackwardSignature(style, "TUpdate, TGroups", "private") + "\n    where TGroups : struct, IGroups"
                    : PassesFile.BackwardSignature(style, "TUpdate")))
            {
                WriteBackpropagation(writer, style);
            }

            if (IsInBlocks(style))
            {
                WriteBackwardInBlocks(writer, style);
            }
        }

        return writer.ToString();
    }

    /// <summary>The body of the pass that learns.</summary>
    private static void WriteBackpropagation(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        if (plan.HasGradientsInLocals)
        {
            WriteRule(writer, "Sums of the gradients");
            writer.WriteLine("// They begin at 0: dw1_0_2 is ∂L/∂w1_0_2, of several samples at once, one sample a lane of the vector.");
            WriteGradientSums(writer, style);
            writer.WriteLine();
        }
        else if (!IsInBlocks(style))
        {
            writer.WriteLine("Gradients g = default;");
        }

        writer.WriteLine($"{style.Vector} batchLoss = {style.Vector}.Zero;");
        WriteGroupLoop(writer, style, "batch.Samples", Uses.Targets | Uses.Gradients, () =>
        {
            if (IsInBlocks(style))
            {
                writer.WriteLine($"batchLoss += {NameIn(writer, "AddGradients")}({Arguments(writer, "in p, ref s, ref g, in x, in t, count, batch.Share")});");
            }
            else
            {
                WriteForwardAndBackward(writer, style);
            }
        });
        writer.WriteLine();
        WriteRule(writer, "Update");
        WriteReduction(writer, style);
        writer.WriteLine("return Vector.Sum(batchLoss);");
    }

    /// <summary>
    /// The pass that learns once more, or the forward pass where none does, which notes what each statement makes: the writer's listener writes that.
    /// </summary>
    public static void WriteTraced(SourceWriter writer, CodeStyle style)
    {
        PassesFile.WriteTraceSummary(writer, style);
        if (style.Plan.Model.IsTrainable)
        {
            using (writer.WriteBlock(PassesFile.TraceSignature(style)))
            {
                WriteBackpropagation(writer, style);
            }

            if (IsInBlocks(style))
            {
                WriteBackwardInBlocks(writer, style);
            }

            return;
        }

        using (writer.WriteBlock(PassesFile.TraceSignature(style)))
        {
            writer.WriteLine($"ref readonly {style.Element} inputs = ref batch.Inputs;");
            writer.WriteLine($"ref {style.Element} workspace = ref batch.Workspace;");
            WriteGroupLoop(writer, style, "batch.Samples", Uses.Outputs, () =>
            {
                if (IsInBlocks(style))
                {
                    writer.WriteLine($"TraceOutputs({Arguments(writer, $"in p, ref s, in x, ref {Output(style)}, count")});");
                    return;
                }

                WriteStatements(writer, OutputBlocks(style), style.Vectors);
            });
            writer.WriteLine();
            writer.WriteLine("return 0;");
        }

        if (IsInBlocks(style))
        {
            WriteOutputsInBlocks(writer, style);
        }
    }

    private static IEnumerable<string> GradientsOf(IEnumerable<string> parameters) => parameters.Select(name => "d" + name);

    /// <summary>A field for each gradient.</summary>
    private static void WriteGradientFields(SourceWriter writer, CodeStyle style)
    {
        foreach (IEnumerable<string> group in style.Plan.Layers.SelectMany(DenseLayer.Parameters))
        {
            foreach (string field in TextLayout.Fields(style.Vector, GradientsOf(group)))
            {
                writer.WriteLine(field);
            }
        }
    }

    /// <summary>A local for each gradient, which begins at 0; rows that are short share a line.</summary>
    private static void WriteGradientSums(SourceWriter writer, CodeStyle style)
    {
        foreach (LayerPlan layer in style.Plan.Layers)
        {
            foreach (string declaration in TextLayout.LocalsInRows(
                style.Vector, DenseLayer.Parameters(layer).Select(row => GradientsOf(row).Select(name => $"{name} = default"))))
            {
                writer.WriteLine(declaration);
            }
        }
    }

    /// <summary>
    /// The pass is written once and compiled for a batch of one group and for one of several: without a loop there are no sums to begin with
    /// zeros, which would be more vectors than a processor has registers.
    /// </summary>
    private static void WriteChoiceOfGroups(SourceWriter writer, CodeStyle style)
    {
        writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
        writer.WriteLine(PassesFile.BackwardSignature(style, "TUpdate") + " =>");
        using (writer.Indent())
        {
            writer.WriteLine($"batch.Samples <= {style.Vector}.Count");
            using (writer.Indent())
            {
                writer.WriteLine("? Backpropagate<TUpdate, OneGroup>(in parameters, in batch, update)");
                writer.WriteLine(": Backpropagate<TUpdate, ManyGroups>(in parameters, in batch, update);");
            }
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>The pass itself, compiled twice: for batches of one group of samples, whose sums need not begin at 0, and for larger ones.</summary>");
    }

    private static void WriteReduction(SourceWriter writer, CodeStyle style)
    {
        const int GradientsPerCall = 8;
        NetworkPlan plan = style.Plan;
        writer.WriteLine("// w ← w − η ∂L/∂w, if it is plain gradient descent of learning rate η:");
        writer.WriteLine("// the lanes of each gradient are summed, once for the whole batch, and update takes the sum.");
        if (!plan.HasGradientsInLocals)
        {
            writer.WriteLine($"LaneReduction.Apply(ref Unsafe.As<Gradients, {style.Vector}>(ref g), {plan.ParameterCount}, update);");
            return;
        }

        List<string> gradients = GradientsOf(plan.Layers.SelectMany(DenseLayer.Parameters).SelectMany(group => group)).ToList();
        for (int offset = 0; offset < gradients.Count; offset += GradientsPerCall)
        {
            writer.WriteLine($"LaneReduction.Apply({offset}, update, {string.Join(", ", gradients.Skip(offset).Take(GradientsPerCall))});");
        }
    }

    private static void WriteForwardAndBackward(SourceWriter writer, CodeStyle style)
    {
        List<StatementBlock> forward = ForwardBlocks(style, Pass.Backward).ToList();
        List<StatementBlock> backward = BackwardBlocks(style).ToList();
        List<StatementBlock> loss = OutputLayer.LossValues(style, SizeOf(style)).ToList();
        writer.WriteStatements(ConstantsOf(forward.Concat(backward).Concat(loss)), style.Vectors);
        writer.WriteLine();
        WriteBlocks(writer, [ShareBlock(new Local("m", new FunctionCall("ShareOf", "batch.Share", "count"))), .. InputBlocks(style, "x", hasLoss: true), .. TargetBlocks(style, "t")], style.Vectors);
        writer.WriteLine();
        WriteRule(writer, "Forward");
        WriteBlocks(writer, forward, style.Vectors);
        writer.WriteLine();
        WriteRule(writer, "Loss");
        WriteBlocks(writer, loss, style.Vectors);
        writer.WriteLine();
        WriteRule(writer, "Backward");
        WriteBlocks(writer, backward, style.Vectors);
        writer.WriteLine();
        var batchLoss = new StatementBlock("BatchLoss") { Layer = style.Plan.LastLayer.Number };
        batchLoss.Statements.Add(new Addition(ExploredValues.BatchLoss, new Infix("loss", "*", "m")));
        WriteBlocks(writer, [batchLoss], style.Vectors);
    }

    /// <summary>What each sample counts.</summary>
    private static StatementBlock ShareBlock(Statement statement)
    {
        var block = new StatementBlock("Share");
        block.Comments.Add("m is what each sample counts in the batch's loss, and 0 in a lane without a sample.");
        block.Statements.Add(statement);
        return block;
    }

    private static void WriteBackwardInBlocks(SourceWriter writer, CodeStyle style)
    {
        List<StatementBlock> blocks = BackwardBlocks(style).ToList();
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine("/// Forward, then backward, for a group of samples, one sample a lane. Adds their gradients to <paramref name=\"g\"/>");
        writer.WriteLine("/// and returns what each sample counts in the loss.");
        writer.WriteLine("/// </summary>");
        WriteOptimized(writer);
        using (writer.WriteBlock(
            $"private static {style.Vector} {NameIn(writer, "AddGradients")}(\n    "
            + Parameters(
                writer,
                style,
                $"ref readonly Parameters p, ref Sample s, ref Gradients g, ref readonly {style.Element} inputs, "
                    + $"ref readonly {style.Element} targets, int count, {style.Element} share")
            + ")"))
        {
            WriteBlocks(writer, [ShareBlock(new Assignment("s.m", new FunctionCall("ShareOf", "share", "count")))], style.Vectors);
            writer.WriteLine();
            WriteRule(writer, "Forward");
            WriteCalls(writer, InputBlocks(style, "inputs", hasLoss: true), "ref s, in inputs, count");
            WriteCalls(writer, TargetBlocks(style, "targets"), "ref s, in targets, count");
            WriteCalls(writer, ForwardBlocks(style, Pass.Backward), "in p, ref s");
            writer.WriteLine();
            WriteRule(writer, "Loss");
            WriteCalls(writer, OutputLayer.LossValues(style, SizeOf(style)), "in p, ref s");
            writer.WriteLine();
            WriteRule(writer, "Backward");
            WriteCalls(writer, blocks, "in p, ref s, ref g");
            writer.WriteLine();
            writer.WriteLine("return s.loss * s.m;");
        }

        if (Records(writer))
        {
            // Without a trace these stand in the other files.
            WriteBlockMethods(writer, style, InputBlocks(style, "inputs", hasLoss: true), $"ref Sample s, ref readonly {style.Element} inputs, int count");
            WriteBlockMethods(writer, style, TargetBlocks(style, "targets"), $"ref Sample s, ref readonly {style.Element} targets, int count");
            WriteBlockMethods(writer, style, ForwardBlocks(style, Pass.Backward), "ref readonly Parameters p, ref Sample s");
            WriteBlockMethods(writer, style, OutputLayer.LossValues(style, SizeOf(style)), "ref readonly Parameters p, ref Sample s");
        }

        WriteBlockMethods(writer, style, blocks, "ref readonly Parameters p, ref Sample s, ref Gradients g");
    }

    private static IndexRange AllInputs(NetworkPlan plan) => new(0, plan.Model.InputSize);

    private static IndexRange AllTargets(NetworkPlan plan) => new(0, plan.Model.TargetSize);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.StraightLine;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>The statements of passes, in blocks.</content>
internal static partial class StraightLineFiles
{
    /// <summary>
    /// Blocks keep z of the last layer, and derivatives, in any case, as the forward blocks are shared by all passes.
    /// </summary>
    private static IEnumerable<StatementBlock> ForwardBlocks(CodeStyle style, Pass pass)
    {
        bool keepsPreActivation = (pass != Pass.Forward || IsInBlocks(style)) && style.Head.NeedsPreActivation;
        foreach (LayerPlan layer in style.Plan.Layers)
        {
            bool isLast = layer == style.Plan.LastLayer;
            bool keepsSlope = layer.KeepsSlope
                && (pass == Pass.Backward || IsInBlocks(style))
                && (!isLast || style.Head.NeedsSlope);
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

    /// <summary>What a group does from inputs to outputs.</summary>
    private static List<StatementBlock> OutputBlocks(CodeStyle style)
    {
        List<StatementBlock> blocks = ForwardBlocks(style, Pass.Forward).ToList();
        return [.. InputBlocks(style, "x", hasLoss: false), .. blocks, .. ScatterBlocks(style, "Outputs", Output(style))];
    }

    /// <summary>What each sample counts.</summary>
    private static StatementBlock ShareBlock(Statement statement)
    {
        var block = new StatementBlock("Share");
        block.Comments.Add("share is what each sample counts in the batch's loss, and 0 in a lane without a sample.");
        block.Statements.Add(statement);
        return block;
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
            WriteBlocks(writer, [ShareBlock(new Assignment("s.share", new FunctionCall("ShareOf", "share", "count")))], style.Vectors);
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
            writer.WriteLine("return s.loss * s.share;");
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

    private static string Index(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IndexRange AllInputs(NetworkPlan plan) => new(0, plan.Model.InputSize);

    private static IndexRange AllTargets(NetworkPlan plan) => new(0, plan.Model.TargetSize);
}

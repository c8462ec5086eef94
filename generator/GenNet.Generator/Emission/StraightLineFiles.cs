using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.StraightLine;
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

    /// <summary>What a group's outputs are called: what the last layer yields, without the unit's number.</summary>
    private static string Output(CodeStyle style) => $"a{Index(style.Plan.Layers.Count)}";

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
        WriteBlocks(writer, [ShareBlock(new Local("share", new FunctionCall("ShareOf", "batch.Share", "count"))), .. InputBlocks(style, "x", hasLoss: true), .. TargetBlocks(style, "t")], style.Vectors);
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
        batchLoss.Statements.Add(new Addition(ExploredValues.BatchLoss, new Infix("loss", "*", "share")));
        WriteBlocks(writer, [batchLoss], style.Vectors);
    }
}

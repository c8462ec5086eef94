using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the passes of a network as loops around register tiles: each layer has its own code, and every size is a constant. A pass is a
/// schedule of the graph's operations: forward, loss and δ over samples, then, after a barrier, the gradients of the parameters.
/// </summary>
internal static partial class TiledFiles
{
    /// <summary>The file of the forward pass.</summary>
    public static string Forward(CodeStyle style, IWriterListener? listener = null)
    {
        NetworkPlan plan = style.Plan;
        TiledCode code = style.Tiled;
        CodeStyle predicting = style.ForPrediction();
        TiledCode predictingCode = predicting.Tiled;
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "forward pass"))
        {
            OffsetNames.OfPasses(style).Write(writer);
            PassesFile.WriteForwardSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardSignature(style)))
            {
                WriteWidths(
                    writer,
                    style,
                    code.ForwardStrips,
                    strips => $"{Inner("Forward", code.ForwardStrips)}{strips}(ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in inputs), ref outputs, ref workspace, samples);");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static void {Inner("Forward", code.ForwardStrips)}{TypeParameters(code.ForwardStrips)}(\n    ref {style.Element} parameters, ref {style.Element} {(code.RawInput is null ? "inputs" : code.RawInput.Name)}, "
                + $"ref {style.Element} outputs, ref {style.Element} workspace, int samples)"
                + style.Constraints(code.ForwardStrips, hasUpdate: false)))
            {
                WriteForward(writer, predicting, predictingCode);
            }

            if (plan.HasOneSamplePass)
            {
                OneSamplePass.WriteTiled(writer, predicting, predictingCode);
            }

            foreach (Stage stage in plan.Graph.Forward)
            {
                foreach (OperationCode operation in code.ForwardMethods(stage))
                {
                    operation.Define(writer);
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>What the forward pass does.</summary>
    private static void WriteForward(SourceWriter writer, CodeStyle style, TiledCode code)
    {
        NetworkPlan plan = style.Plan;
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        WriteParameters(writer, style);
        WriteInputs(writer, style, code, isBackward: false);
        WriteActivations(writer, style, "outputs", "samples × ");
        WriteBuffers(writer, style, Matrices.Of(plan.Graph.Forward, style.Precision));
        writer.WriteLine("const int first = 0;");
        writer.WriteLine("int end = samples;");
        writer.WriteLine();
        WriteNonzeros(writer, style);
        WritePaddedInputs(writer, style, code.RawInput?.Name ?? "inputs");
        bool isFirst = true;
        foreach (Stage stage in plan.Graph.Forward.Where(stage => code.Forward(stage).Count > 0))
        {
            if (!isFirst)
            {
                writer.WriteLine();
            }

            isFirst = false;
            writer.WriteLine($"// {Untrained(code, stage) ?? stage.Comment}");
            foreach (OperationCode operation in code.Forward(stage))
            {
                operation.Write(writer);
            }
        }

        WriteOutputs(writer, output, "outputs", "samples");
    }

    /// <summary>The file of the loss.</summary>
    public static string Loss(CodeStyle style, IWriterListener? listener = null)
    {
        CodeStyle predicting = style.ForPrediction();
        NetworkPlan plan = predicting.Plan;
        TiledCode code = predicting.Tiled;
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "loss"))
        {
            PassesFile.WriteForwardWithLossSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardWithLossSignature(style)))
            {
                WriteWidths(
                    writer,
                    style,
                    code.ForwardStrips,
                    strips => $"return {Inner("ForwardWithLoss", code.ForwardStrips)}{strips}(ref Unsafe.AsRef(in parameters), in batch, ref outputs);");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static {style.Element} {Inner("ForwardWithLoss", code.ForwardStrips)}{TypeParameters(code.ForwardStrips)}(\n    ref {style.Element} parameters, "
                + $"in Batch<{style.Element}> batch, ref {style.Element} outputs)"
                + style.Constraints(code.ForwardStrips, hasUpdate: false)))
            {
                WriteParameters(writer, predicting);
                WriteBatchBuffers(writer, predicting, code, isBackward: false);
                writer.WriteLine("const int first = 0;");
                writer.WriteLine("int end = batch.Samples;");
                writer.WriteLine();
                WriteNonzeros(writer, predicting);
                WriteForwardAndLoss(writer, predicting, code, phases: null);
                writer.WriteLine();
                writer.WriteLine(Unpad(output, "outputs", "batch.Samples"));
                writer.WriteLine($"return Rows.Sum(in losses, {RowsOf("batch.Samples", output)});");
            }

            new HeadCode(style).Define(writer);
        }

        return writer.ToString();
    }

    /// <summary>The file of the backward pass.</summary>
    public static string Backward(CodeStyle style, IWriterListener? listener = null)
    {
        TiledCode code = style.Tiled;
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "backward pass"))
        {
            PassesFile.WriteBackwardSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.BackwardSignature(style, "TUpdate")))
            {
                WriteWidths(
                    writer,
                    style,
                    code.BackwardStrips,
                    strips => $"return {Inner("Backpropagate", code.BackwardStrips)}{strips}(ref Unsafe.AsRef(in parameters), in batch, update);",
                    "TUpdate");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static {style.Element} {Inner("Backpropagate", code.BackwardStrips)}{TypeParameters(code.BackwardStrips, "TUpdate")}(\n    ref {style.Element} parameters, "
                + $"in Batch<{style.Element}> batch, TUpdate update)"
                + style.Constraints(code.BackwardStrips, hasUpdate: true)))
            {
                WriteBackpropagate(writer, style, code);
            }

            foreach (OperationCode operation in code.BackwardMethods())
            {
                operation.Define(writer);
            }
        }

        return writer.ToString();
    }

    /// <summary>
    /// The pass that learns once more, or the forward pass where none does, which notes what each operation makes: the writer's listener writes that.
    /// </summary>
    public static void WriteTraced(SourceWriter writer, CodeStyle style)
    {
        TiledCode code = style.Tiled;
        string element = style.Element;
        bool learns = style.Plan.Model.IsTrainable;
        IReadOnlyList<StripKind> strips = learns ? code.BackwardStrips : code.ForwardStrips;
        string name = Inner("Trace", strips);
        PassesFile.WriteTraceSummary(writer, style);
        using (writer.WriteBlock(PassesFile.TraceSignature(style)))
        {
            if (learns)
            {
                WriteWidths(
                    writer,
                    style,
                    strips,
                    types => $"return {name}{types}(ref Unsafe.AsRef(in parameters), in batch, update, trace);",
                    $"StoreGradient<{element}>");
            }
            else
            {
                WriteWidths(
                    writer,
                    style,
                    strips,
                    types => $"{name}{types}(\n    ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in batch.Inputs), ref outputs, ref batch.Workspace, batch.Samples, trace);");
                writer.WriteLine();
                writer.WriteLine("return 0;");
            }
        }

        writer.WriteLine();
        string trace = $"global::GenNet.Exploring.NetworkTrace<{element}> trace";
        if (learns)
        {
            using (writer.WriteBlock(
                $"private static {element} {name}{TypeParameters(strips, "TUpdate")}(\n    ref {element} parameters, in Batch<{element}> batch, TUpdate update, {trace})"
                + style.Constraints(strips, hasUpdate: true)))
            {
                WriteBackpropagate(writer, style, code);
            }

            return;
        }

        using (writer.WriteBlock(
            $"private static void {name}{TypeParameters(strips)}(\n    ref {element} parameters, ref {element} {code.RawInput?.Name ?? "inputs"}, "
            + $"ref {element} outputs, ref {element} workspace, int samples, {trace})"
            + style.Constraints(strips, hasUpdate: false)))
        {
            WriteForward(writer, style, code);
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="style">How things are called.</param>
    /// <param name="code">The operations.</param>
    /// <param name="phases">The loops over the samples of a pass that learns; null where none follows a way back.</param>
    private static void WriteForwardAndLoss(SourceWriter writer, CodeStyle style, TiledCode code, SamplePhases? phases)
    {
        NetworkPlan plan = style.Plan;
        LossHead head = plan.Graph.Head;
        bool isBackward = phases is not null;
        WritePaddedInputs(writer, style, "batch.Inputs");
        foreach (Stage stage in plan.Graph.Forward.Where(stage => isBackward || code.Forward(stage).Count > 0))
        {
            string comment = (isBackward ? null : Untrained(code, stage)) ?? (stage.Layer == head.Layer ? stage.CommentBeforeLoss : stage.Comment);
            Operation? overBatch = isBackward ? stage.Operations.FirstOrDefault(operation => operation.IsOverBatch) : null;
            writer.WriteLine($"// {(overBatch is null ? comment : Stage.CommentOf(stage.Layer, [overBatch.Formula]))}");
            foreach (OperationCode operation in code.ForwardBeforeLoss(stage, keeps: isBackward))
            {
                if (phases is null)
                {
                    operation.Write(writer);
                    continue;
                }

                phases.Write(operation);
                if (operation.IsOverBatch)
                {
                    phases.GoOn();
                    writer.WriteLine($"// {Stage.CommentOf(stage.Layer, stage.Operations.Where(other => other != overBatch).Select(other => other.Formula))}");
                }
            }

            writer.WriteLine();
        }

        if (isBackward)
        {
            WriteRule(writer, "Loss and the first δ");
        }

        writer.WriteLine($"// Layer {head.Layer}: {style.Head.DeltaFormula},");
        writer.WriteLine($"// {style.Head.DeltaReason}.");
        writer.WriteLine("// Each sample counts batch.Share in the batch. a takes the place of z, and each sample's loss is kept.");
        Slot targets = plan.Placement!.Targets;
        if (targets.Home == SlotHome.Workspace)
        {
            writer.WriteLine(
                $"Rows.Pad(in batch.Targets, ref t, {targets.Features}, {targets.Stride}, {OperationCode.Range(targets.Positions)});");
        }

        var headCode = new HeadCode(style);
        headCode.Write(writer);
        if (isBackward && plan.Graph.CouplesSamples)
        {
            writer.WriteLine();
            writer.WriteLine("// Samples that count more than others are in the same pass, because they depend on each other.");
            headCode.WriteWeighing(writer);
        }
    }

    /// <summary>The choice of the widest vectors the machine has. It costs nothing: the JIT knows the answer when it compiles.</summary>
    public static void WriteWidths(
        SourceWriter writer, CodeStyle style, IReadOnlyList<StripKind> strips, Func<string, string> call, params string[] others)
    {
        if (strips.Count == 0)
        {
            writer.WriteLine(call(TypeArguments(others)));
            return;
        }

        writer.WriteLine("// One text for every vector width; the JIT, or the native compiler, keeps the branch of the machine it is for.");
        writer.WriteLine("// A strip is what a register tile takes of a row, neighbouring columns: four vectors, two or one.");
        IReadOnlyList<string> widths = CodeStyle.VectorWidths;
        for (int i = 0; i < widths.Count; i++)
        {
            string condition = $"if ({widths[i]}.IsHardwareAccelerated)";
            using (writer.WriteBlock(i == 0 ? condition : i == widths.Count - 1 ? "else" : $"else {condition}"))
            {
                writer.WriteLine(call(TypeArguments(strips.Select(kind => style.Strip(kind, widths[i])).Concat(others))));
            }
        }
    }

    /// <summary>The strips that a pass is generic over, as type parameters.</summary>
    public static string TypeParameters(IReadOnlyList<StripKind> strips, params string[] others) =>
        TypeArguments(strips.Select(CodeStyle.TypeParameter).Concat(others));

    /// <summary>What the pass itself is called: it has other type parameters than the method that chooses the width, if it has any.</summary>
    private static string Inner(string name, IReadOnlyList<StripKind> strips) => strips.Count == 0 ? $"{name}InRows" : name;

    private static string TypeArguments(IEnumerable<string> types) => types.Any() ? $"<{string.Join(", ", types)}>" : string.Empty;

    private static void WriteOptimized(SourceWriter writer) => writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");

    private static void WriteRule(SourceWriter writer, string title) =>
        writer.WriteLine($"// {title} {new string('─', 72 - title.Length)}");
}

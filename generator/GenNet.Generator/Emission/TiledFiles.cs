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
internal static class TiledFiles
{
    /// <summary>The file of the forward pass.</summary>
    public static string Forward(CodeStyle style, IWriterListener? listener = null)
    {
        NetworkPlan plan = style.Plan;
        var code = new TiledCode(style);
        var writer = new SourceWriter { Listener = listener };
        using (PassesFile.Open(writer, style, "forward pass"))
        {
            OffsetNames.OfPasses(style, code).Write(writer);
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
                WriteForward(writer, style, code);
            }

            if (plan.HasOneSamplePass)
            {
                OneSamplePass.WriteTiled(writer, style, code);
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
        WriteBuffers(writer, style, NetworkGraph.BuffersOf(plan.Graph.Forward));
        writer.WriteLine("const int first = 0;");
        writer.WriteLine("int end = samples;");
        writer.WriteLine();
        WriteNonzeros(writer, style);
        WritePaddedInputs(writer, style, code.RawInput?.Name ?? "inputs");
        bool isFirst = true;
        foreach (Stage stage in plan.Graph.Forward.Where(stage => code.Forward(stage).Any()))
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
        NetworkPlan plan = style.Plan;
        var code = new TiledCode(style);
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
                WriteParameters(writer, style);
                WriteBatchBuffers(writer, style, code, isBackward: false);
                writer.WriteLine("const int first = 0;");
                writer.WriteLine("int end = batch.Samples;");
                writer.WriteLine();
                WriteNonzeros(writer, style);
                WriteForwardAndLoss(writer, style, code, phases: null);
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
        var code = new TiledCode(style);
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
        var code = new TiledCode(style);
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

    private static void WriteBackpropagate(SourceWriter writer, CodeStyle style, TiledCode code)
    {
        NetworkPlan plan = style.Plan;
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        WriteParameters(writer, style);
        WriteBatchBuffers(writer, style, code, isBackward: true);
        writer.WriteLine();
        List<Tensor> transposed = plan.Graph.Transposed.ToList();
        if (transposed.Count > 0)
        {
            WriteTransposes(writer, plan, transposed);
        }

        WriteNonzeros(writer, style);
        writer.WriteLine("// Every thread of a team runs this method, and takes samples until none are left, then weight rows.");
        var phases = new SamplePhases(writer, plan);
        phases.GoOn();
        WriteRule(writer, "Forward");
        writer.WriteLine($"// Its methods stand in {plan.Model.Type.HintName}.Forward.g.cs, LossAndDelta in {plan.Model.Type.HintName}.Loss.g.cs.");
        WriteForwardAndLoss(writer, style, code, phases);
        if (plan.Graph.Backward.Count > 0)
        {
            writer.WriteLine();
            WriteRule(writer, "Backward");
            if (transposed.Count > 0 && !plan.Graph.CouplesSamples)
            {
                writer.WriteLine("batch.AwaitReady();");
            }

            foreach (Stage stage in plan.Graph.Backward)
            {
                if (phases.IsOpen)
                {
                    writer.WriteLine();
                }

                phases.GoOn();
                writer.WriteLine($"// {stage.Comment}");
                foreach (OperationCode operation in code.Backward(stage))
                {
                    phases.Write(operation);
                }
            }
        }

        bool isBehindBarrier = !phases.IsOpen;
        phases.Close();
        writer.WriteLine();
        WriteRule(writer, "Gradients and update");
        writer.WriteLine("// Every δ is known: from here on the samples are the terms of each weight's sum, and weights may change.");
        writer.WriteLine("// w ← w − η ∂L/∂w, if it is plain gradient descent of learning rate η: a gradient that has been summed goes to update.");
        if (!isBehindBarrier)
        {
            writer.WriteLine("batch.Barrier();");
        }

        bool isPrepared = false;
        foreach (OperationCode operation in plan.Graph.Gradients.SelectMany(code.Gradients).Where(operation => operation.IsPrepared))
        {
            writer.WriteLine();
            operation.Prepare(writer);
        }

        foreach (Stage stage in plan.Graph.Gradients)
        {
            writer.WriteLine();
            if (!isPrepared && code.Gradients(stage).Any(operation => operation.IsPrepared))
            {
                writer.WriteLine("// What follows has been prepared.");
                writer.WriteLine("batch.Barrier();");
                writer.WriteLine();
                isPrepared = true;
            }

            WriteGradients(writer, code, stage);
        }

        writer.WriteLine();
        writer.WriteLine($"return batch.IsLeader ? Rows.Sum(in losses, {RowsOf("batch.Samples", output)}) : 0;");
    }

    /// <summary>The gradients of a layer's parameters: short ones by one thread, weights by whoever takes their rows.</summary>
    private static void WriteGradients(SourceWriter writer, TiledCode code, Stage stage)
    {
        writer.WriteLine($"// {stage.Comment}");
        List<OperationCode> all = code.Gradients(stage).ToList();
        List<OperationCode> ofLeader = all.Where(operation => !operation.IsShared).ToList();
        if (ofLeader.Count > 0)
        {
            using (writer.WriteBlock("if (batch.IsLeader)"))
            {
                foreach (OperationCode operation in ofLeader)
                {
                    operation.Write(writer);
                }
            }
        }

        foreach (OperationCode operation in all.Where(operation => operation.IsShared))
        {
            if (ofLeader.Count > 0)
            {
                writer.WriteLine();
            }

            operation.Write(writer);
        }
    }

    private static void WriteTransposes(SourceWriter writer, NetworkPlan plan, IEnumerable<Tensor> tensors)
    {
        writer.WriteLine("// Transposes, once a batch: δ·Wᵀ then reads whole vectors.");
        using (writer.WriteBlock("if (batch.IsLeader)"))
        {
            foreach (Tensor tensor in tensors)
            {
                int width = plan.Placement!.Of(tensor).Columns.PanelWidth;
                int transposed = plan.Placement.TransposeOf(tensor).Columns.PanelWidth;
                int rows = tensor.Rows / tensor.Matrices;
                if (tensor.Matrices == 1)
                {
                    writer.WriteLine($"Rows.Transpose(in {tensor.Name}, ref {tensor.Name}T, {rows}, {StoredColumns(plan, tensor)}, {width}, {transposed});");
                    continue;
                }

                using (writer.WriteBlock($"for (nint matrix = 0; matrix < {tensor.Matrices}; matrix++)"))
                {
                    writer.WriteLine(
                        $"Rows.Transpose(\n    in Unsafe.Add(ref {tensor.Name}, matrix * {rows * width}), "
                        + $"ref Unsafe.Add(ref {tensor.Name}T, matrix * {tensor.Columns * transposed}),\n    {rows}, {tensor.Columns}, {width}, {transposed});");
                }
            }

            if (!plan.Graph.CouplesSamples)
            {
                writer.WriteLine("batch.SetReady();");
            }
        }

        writer.WriteLine();
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
        foreach (Stage stage in plan.Graph.Forward.Where(stage => isBackward || code.Forward(stage).Any()))
        {
            string comment = (isBackward ? null : Untrained(code, stage)) ?? (stage.Layer == head.Layer ? stage.CommentBeforeLoss : stage.Comment);
            Operation? overBatch = isBackward ? stage.Operations.FirstOrDefault(operation => operation.IsOverBatch) : null;
            writer.WriteLine($"// {(overBatch is null ? comment : CommentOf(stage.Layer, [overBatch.Formula]))}");
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
                    writer.WriteLine($"// {CommentOf(stage.Layer, stage.Operations.Where(other => other != overBatch).Select(other => other.Formula))}");
                }
            }

            writer.WriteLine();
        }

        if (isBackward)
        {
            WriteRule(writer, "Loss and the first δ");
        }

        writer.WriteLine($"// Layer {head.Layer}: {OutputLayer.DeltaComment(plan.Model)},");
        writer.WriteLine($"// {OutputLayer.DeltaReason(plan.Model)}.");
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

    /// <summary>Names for the inputs: where they are, or where they are copied to.</summary>
    public static void WriteInputs(SourceWriter writer, CodeStyle style, TiledCode code, bool isBackward)
    {
        foreach (Slot input in code.Inputs)
        {
            if (input.Home == SlotHome.Workspace)
            {
                WriteReference(writer, style, input.Name, "workspace", OffsetOf(style, input, isBackward), $"samples × {ShapeOf(input)}");
            }
            else if (input != code.RawInput)
            {
                writer.WriteLine($"ref {style.Element} {input.Name} = ref {code.RawInput?.Name ?? "inputs"}; // samples × {ShapeOf(input)}");
            }
        }
    }

    public static void WritePaddedInputs(SourceWriter writer, CodeStyle style, string inputs)
    {
        foreach (Slot input in style.Plan.Graph.Inputs.Select(style.Plan.Placement!.Of).Where(input => input.Home == SlotHome.Workspace))
        {
            writer.WriteLine(input.IsPadded
                ? "// Rows of whole cache lines, which vectors are loaded from."
                : "// Rows a power of two apart would crowd into a few sets of the cache.");
            writer.WriteLine(
                $"Rows.Pad(in {inputs}, ref {input.Name}, {input.Features}, {input.Stride}, {OperationCode.Range(input.Positions)});");
            writer.WriteLine();
        }
    }

    private static void WriteNonzeros(SourceWriter writer, CodeStyle style)
    {
        Placement placement = style.Plan.Placement!;
        if (placement.SkipsZeros is { } product)
        {
            writer.WriteLine($"// Inputs that are 0 add nothing to a sum: the tiles of layer {product.Layer} visit the others alone.");
            writer.WriteLine(
                $"Nonzeros<{style.Element}> nonzeros = new(\n    ref Unsafe.Add(ref workspace, {CodeStyle.OffsetOf(OffsetNames.Nonzeros)}), "
                + $"inputs: {product.Weights.Rows}, stride: {placement.Of(product.Input).Stride}, mostSamples: {style.Plan.SamplesPerPass}, samplesPerTile: {Tiles.Samples});");
            writer.WriteLine();
        }
    }

    /// <summary>Copies rows without their padding to where they leave the network, unless they were computed there.</summary>
    public static void WriteOutputs(SourceWriter writer, Slot output, string outputs, string samples)
    {
        if (IsPadded(output))
        {
            writer.WriteLine();
            writer.WriteLine(Unpad(output, outputs, samples));
        }
    }

    /// <summary>Whether rows of outputs do not lie as they leave the network.</summary>
    public static bool IsPadded(Slot output) => output.Stride != output.Features;

    private static string Unpad(Slot output, string outputs, string samples) =>
        $"Rows.Unpad(in {output.Name}, ref {outputs}, {output.Features}, {output.Stride}, {RowsOf(samples, output)});";

    private static string RowsOf(string samples, Slot slot) =>
        slot.Positions == 1 ? samples : samples == "1" ? $"{slot.Positions}" : $"{samples} * {slot.Positions}";

    /// <summary>Names for each layer's activations; the last layer's are the outputs themselves where rows have no padding.</summary>
    public static void WriteActivations(SourceWriter writer, CodeStyle style, string? outputs, string rows)
    {
        Placement placement = style.Plan.Placement!;
        Slot output = placement.Of(style.Plan.Graph.Head.Output);
        foreach (Slot slot in style.Plan.Graph.Forward.SelectMany(stage => TiledCode.MadeBy(stage, predicts: true)).Select(placement.Of).Distinct())
        {
            if (TiledCode.IsPassedOver(style.Plan.Graph, slot.Value) || WriteAlias(writer, style, slot))
            {
                continue;
            }

            bool isInPlace = outputs is not null && slot == output && !IsPadded(slot);
            string shape = $"{(slot.Value.Scope == ValueScope.Batch ? string.Empty : rows)}{Rows(slot)}{slot.Stride}";
            if (isInPlace)
            {
                writer.WriteLine($"ref {style.Element} {slot.Name} = ref {outputs}; // {shape}");
            }
            else
            {
                WriteReference(writer, style, slot.Name, "workspace", CodeStyle.OffsetOf(slot.Name), shape);
            }
        }
    }

    public static void WriteParameters(SourceWriter writer, CodeStyle style)
    {
        foreach (TensorPlace place in style.Plan.Tensors)
        {
            Tensor tensor = place.Tensor;
            string columns = Padded(tensor.Columns, place.Columns.Count);
            if (tensor.IsNumber)
            {
                writer.WriteLine($"{style.Element} {tensor.Name} = Unsafe.Add(ref parameters, {CodeStyle.OffsetOf(tensor)});");
            }
            else
            {
                WriteReference(
                    writer, style, tensor.Name, "parameters", CodeStyle.OffsetOf(tensor), tensor.Shape.Rank == 1 ? columns : $"{tensor.Rows} × {columns}");
            }
        }
    }

    private static void WriteBatchBuffers(SourceWriter writer, CodeStyle style, TiledCode code, bool isBackward)
    {
        NetworkPlan plan = style.Plan;
        Placement placement = plan.Placement!;
        if (code.RawInput is { } raw)
        {
            writer.WriteLine($"ref {style.Element} {raw.Name} = ref Unsafe.AsRef(in batch.Inputs); // samples × {ShapeOf(raw)}");
        }

        Slot targets = placement.Targets;
        if (targets.Home == SlotHome.Targets)
        {
            writer.WriteLine($"ref {style.Element} t = ref Unsafe.AsRef(in batch.Targets); // samples × {Rows(targets)}{targets.Features}");
        }

        writer.WriteLine($"ref {style.Element} workspace = ref batch.Workspace;");
        if (isBackward && plan.Graph.CouplesSamples)
        {
            writer.WriteLine();
            writer.WriteLine("// Samples depend on each other, so all of the batch are here at once, and places grow with it.");
            writer.WriteLine("nint capacity = batch.Capacity;");
        }

        WriteInputs(writer, style, code, isBackward);
        foreach (Slot slot in code.BatchSlots(isBackward))
        {
            if (isBackward || !(TiledCode.IsPassedOver(plan.Graph, slot.Value) || WriteAlias(writer, style, slot)))
            {
                WriteReference(writer, style, slot.Name, "workspace", OffsetOf(style, slot, isBackward), $"{Samples(slot)}{Rows(slot)}{slot.Stride}");
            }
        }

        if (isBackward)
        {
            foreach (Tensor tensor in plan.Graph.Transposed.OrderBy(tensor => tensor.Layer))
            {
                TensorPlace place = placement.TransposeOf(tensor);
                WriteReference(
                    writer,
                    style,
                    $"{tensor.Name}T",
                    "workspace",
                    CodeStyle.OffsetOf($"{tensor.Name}T"),
                    $"{(tensor.Matrices == 1 ? string.Empty : $"{tensor.Matrices} × ")}{StoredColumns(plan, tensor)} × {Padded(tensor.Rows / tensor.Matrices, place.Columns.Count)}");
            }

        }

        WriteBuffers(writer, style, isBackward ? plan.Graph.Buffers : NetworkGraph.BuffersOf(plan.Graph.Forward));
        if (targets.Home == SlotHome.Workspace)
        {
            WriteReference(writer, style, "t", "workspace", OffsetOf(style, targets, isBackward), $"samples × {Rows(targets)}{Padded(targets.Features, targets.Stride)}");
        }

        string losses = plan.Graph.Head.Output.Positions == 1 ? "samples" : $"samples × {plan.Graph.Head.Output.Positions}";
        WriteReference(writer, style, OffsetNames.Losses, "workspace", LossesOffset(), losses);

        string LossesOffset() => isBackward
            ? WorkspaceOffset.InTraining(plan, CodeStyle.OffsetOf(OffsetNames.Losses), placement.LossesOffsetPerSample)
            : CodeStyle.OffsetOf(OffsetNames.Losses);
    }

    /// <summary>What is said of a layer where nothing is trained, if that is something else than in training.</summary>
    private static string? Untrained(TiledCode code, Stage stage) => stage.Operations.All(operation => code.PredictionFormula(operation) is null)
        ? null
        : CommentOf(
            stage.Layer,
            stage.Operations.Where(operation => !operation.IsOverBatch).Select(operation => code.PredictionFormula(operation) ?? operation.Formula));

    private static string CommentOf(int layer, IEnumerable<string> formulas) => $"Layer {layer}: {string.Join(", ", formulas)}.";

    /// <summary>Another name for a value that dropout or noise leaves as it is where nothing is trained.</summary>
    private static bool WriteAlias(SourceWriter writer, CodeStyle style, Slot slot)
    {
        if (TiledCode.AliasOf(style.Plan, slot.Value) is not ({ } value, { } word))
        {
            return false;
        }

        writer.WriteLine($"ref {style.Element} {slot.Name} = ref {style.Plan.Placement!.Of(value).Name}; // {word} does nothing in prediction");
        return true;
    }

    /// <summary>Names for the matrices that operations need for themselves.</summary>
    private static void WriteBuffers(SourceWriter writer, CodeStyle style, IEnumerable<Graph.Buffer> buffers)
    {
        foreach (Graph.Buffer buffer in buffers)
        {
            WriteReference(
                writer,
                style,
                buffer.Name,
                "workspace",
                CodeStyle.OffsetOf(buffer.Name),
                $"{buffer.Rows} × {Padded(buffer.Columns, (int)Footprint.Width(buffer.Columns, style.Precision))}");
        }
    }

    private static void WriteReference(SourceWriter writer, CodeStyle style, string name, string origin, string offset, string shape) =>
        writer.WriteLine($"ref {style.Element} {name} = ref Unsafe.Add(ref {origin}, {offset}); // {shape}");

    /// <summary>The columns of a tensor, and what stands between groups of them.</summary>
    private static int StoredColumns(NetworkPlan plan, Tensor tensor) =>
        tensor.Groups == 1 ? tensor.Columns : plan.Placement!.Of(tensor).Columns.Count;

    /// <summary>Where a place begins in the workspace.</summary>
    private static string OffsetOf(CodeStyle style, Slot slot, bool isBackward) => isBackward
        ? WorkspaceOffset.InTraining(style.Plan, CodeStyle.OffsetOf(slot.Name), slot.OffsetPerSample, slot.OffsetWithin)
        : CodeStyle.OffsetOf(slot.Name);

    /// <summary>How many rows of samples a value has.</summary>
    private static string Samples(Slot slot) => slot.Value.Scope switch
    {
        ValueScope.Batch => string.Empty,
        ValueScope.Tile => $"samples/{Tiles.Samples} × ",
        _ => "samples × ",
    };

    private static string Padded(int length, int stride) => length == stride ? $"{length}" : $"{length}, padded to {stride}";

    /// <summary>The rows of a sample, where it has several.</summary>
    private static string Rows(Slot slot) => slot.Positions == 1 ? string.Empty : $"{slot.Positions} × ";

    private static string ShapeOf(Slot slot) => $"{Rows(slot)}{Padded(slot.Features, slot.Stride)}";

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

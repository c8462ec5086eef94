using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Layers;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Writes the passes of a network as loops around register tiles: each layer has its own code, and every size is a constant.</summary>
internal static class TiledFiles
{
    /// <summary>The file of the forward pass.</summary>
    public static string Forward(CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter();
        using (PassesFile.Open(writer, style, "forward pass"))
        {
            PassesFile.WriteForwardSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardSignature(style)))
            {
                WriteWidths(
                    writer,
                    style,
                    isBackward: false,
                    strips => $"Forward<{strips}>(ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in inputs), ref outputs, ref workspace, samples);");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static void Forward<{TypeParameters(style, isBackward: false)}>(\n    ref {style.Element} parameters, ref {style.Element} {(plan.MovesInputs ? "inputs" : "x")}, "
                + $"ref {style.Element} outputs, ref {style.Element} workspace, int samples)"
                + style.Constraints(StripKinds(style, isBackward: false), hasUpdate: false)))
            {
                WriteParameters(writer, style);
                WriteMovedInputs(writer, style);
                WriteActivations(writer, style, "outputs", "samples × ");
                writer.WriteLine("const int first = 0;");
                writer.WriteLine("int end = samples;");
                writer.WriteLine();
                WriteNonzeros(writer, style);
                WritePaddedInputs(writer, plan, "inputs");
                foreach (LayerPlan layer in plan.Layers)
                {
                    if (!layer.IsFirst)
                    {
                        writer.WriteLine();
                    }

                    writer.WriteLine($"// {DenseLayer.TiledForwardComment(layer, appliesActivation: true)}");
                    DenseLayer.WriteTiledForwardCall(writer, style, layer, appliesActivation: true, keepsSlope: false);
                }

                WriteOutputs(writer, plan, "outputs", "samples");
            }

            if (plan.HasOneSamplePass)
            {
                OneSamplePass.WriteTiled(writer, style);
            }

            foreach (LayerPlan layer in plan.Layers)
            {
                DenseLayer.WriteTiledForward(writer, style, layer);
            }

            if (OutputLayer.IsCoupled(plan))
            {
                OutputLayer.WriteTiledSoftmax(writer, style);
            }
        }

        return writer.ToString();
    }

    /// <summary>The file of the loss.</summary>
    public static string Loss(CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter();
        using (PassesFile.Open(writer, style, "loss"))
        {
            PassesFile.WriteForwardWithLossSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.ForwardWithLossSignature(style)))
            {
                WriteWidths(
                    writer,
                    style,
                    isBackward: false,
                    strips => $"return ForwardWithLoss<{strips}>(ref Unsafe.AsRef(in parameters), in batch, ref outputs);");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static {style.Element} ForwardWithLoss<{TypeParameters(style, isBackward: false)}>(\n    ref {style.Element} parameters, "
                + $"in Batch<{style.Element}> batch, ref {style.Element} outputs)"
                + style.Constraints(StripKinds(style, isBackward: false), hasUpdate: false)))
            {
                WriteParameters(writer, style);
                WriteBatchBuffers(writer, style, withDeltas: false);
                writer.WriteLine("const int first = 0;");
                writer.WriteLine("int end = batch.Samples;");
                writer.WriteLine();
                WriteNonzeros(writer, style);
                WriteForwardAndLoss(writer, style, isBackward: false);
                writer.WriteLine();
                writer.WriteLine(Unpad(plan.LastLayer, "outputs", "batch.Samples"));
                writer.WriteLine("return Rows.Sum(in losses, batch.Samples);");
            }

            OutputLayer.WriteTiledLoss(writer, style);
        }

        return writer.ToString();
    }

    /// <summary>The file of the backward pass.</summary>
    public static string Backward(CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter();
        using (PassesFile.Open(writer, style, "backward pass"))
        {
            PassesFile.WriteBackwardSummary(writer, style);
            WriteOptimized(writer);
            using (writer.WriteBlock(PassesFile.BackwardSignature(style, "TUpdate")))
            {
                WriteWidths(
                    writer,
                    style,
                    isBackward: true,
                    strips => $"return Backpropagate<{strips}, TUpdate>(ref Unsafe.AsRef(in parameters), in batch, update);");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static {style.Element} Backpropagate<{TypeParameters(style, isBackward: true)}, TUpdate>(\n    ref {style.Element} parameters, "
                + $"in Batch<{style.Element}> batch, TUpdate update)"
                + style.Constraints(StripKinds(style, isBackward: true), hasUpdate: true)))
            {
                WriteBackpropagate(writer, style);
            }

            for (int i = plan.Layers.Count - 1; i >= 0; i--)
            {
                DenseLayer.WriteTiledBackward(writer, style, plan.Layers[i], i == 0 ? null : plan.Layers[i - 1]);
            }
        }

        return writer.ToString();
    }

    private static void WriteBackpropagate(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        WriteParameters(writer, style);
        WriteBatchBuffers(writer, style, withDeltas: true);
        writer.WriteLine();
        List<LayerPlan> hidden = plan.Layers.Skip(1).Reverse().ToList();
        if (hidden.Count > 0)
        {
            WriteTransposes(writer, hidden);
        }

        WriteNonzeros(writer, style);
        writer.WriteLine("// Every thread of a team runs this method, and takes samples until none are left, then weight rows.");
        using (writer.WriteBlock($"foreach ((int first, int end) in batch.TakeSamples(atLeast: {Tiles.SamplesAtLeast(plan)}))"))
        {
            WriteRule(writer, "Forward");
            WriteForwardAndLoss(writer, style, isBackward: true);
            if (hidden.Count > 0)
            {
                writer.WriteLine();
                WriteRule(writer, "Backward");
                writer.WriteLine("batch.AwaitReady();");
                foreach (LayerPlan layer in hidden)
                {
                    writer.WriteLine();
                    DenseLayer.WriteTiledInputGradientCall(writer, style, layer, plan.Layers[layer.Number - 2]);
                }
            }
        }

        writer.WriteLine();
        writer.WriteLine("// Every δ is known: from here on the samples are the terms of each weight's sum, and weights may change.");
        writer.WriteLine("batch.Barrier();");
        foreach (LayerPlan layer in plan.Layers.Reverse())
        {
            writer.WriteLine();
            DenseLayer.WriteTiledWeightGradientCall(writer, style, layer);
        }

        writer.WriteLine();
        writer.WriteLine("return batch.IsLeader ? Rows.Sum(in losses, batch.Samples) : 0;");
    }

    private static void WriteTransposes(SourceWriter writer, IEnumerable<LayerPlan> layers)
    {
        writer.WriteLine("// Transposes, once a batch: δ·Wᵀ then reads whole vectors.");
        using (writer.WriteBlock("if (batch.IsLeader)"))
        {
            foreach (LayerPlan layer in layers)
            {
                int n = layer.Number;
                writer.WriteLine(
                    $"Rows.Transpose(in w{n}, ref w{n}T, {layer.Inputs}, {layer.Outputs}, {layer.WeightColumns.PanelWidth}, {layer.TransposeColumns.PanelWidth});");
            }

            writer.WriteLine("batch.SetReady();");
        }

        writer.WriteLine();
    }

    private static void WriteForwardAndLoss(SourceWriter writer, CodeStyle style, bool isBackward)
    {
        NetworkPlan plan = style.Plan;
        LayerPlan last = plan.LastLayer;
        WritePaddedInputs(writer, plan, "batch.Inputs");
        foreach (LayerPlan layer in plan.Layers)
        {
            bool isLast = layer == last;
            writer.WriteLine($"// {DenseLayer.TiledForwardComment(layer, appliesActivation: !isLast)}");
            DenseLayer.WriteTiledForwardCall(writer, style, layer, appliesActivation: !isLast, keepsSlope: isBackward);
            writer.WriteLine();
        }

        writer.WriteLine($"// Layer {last.Number}: {OutputLayer.DeltaComment(plan)},");
        writer.WriteLine($"// {OutputLayer.DeltaReason(plan)}.");
        writer.WriteLine("// Each sample counts batch.Share in the batch. a takes the place of z, and each sample's loss is kept.");
        if (plan.PadsTargets)
        {
            writer.WriteLine($"Rows.Pad(in batch.Targets, ref t, {last.Outputs}, {last.OutputStride}, first, end);");
        }

        writer.WriteLine($"LossAndDelta(ref a{last.Number}, ref t, ref d{last.Number}, ref losses{OutputLayer.ParameterArguments(style, last)}, batch.Share, first, end);");
    }

    private static void WriteMovedInputs(SourceWriter writer, CodeStyle style)
    {
        LayerPlan first = style.Plan.FirstLayer;
        if (style.Plan.MovesInputs)
        {
            WriteReference(writer, style, "x", "workspace", style.Plan.InputsOffset, $"samples × {Padded(first.Inputs, first.InputStride)}");
        }
    }

    private static void WritePaddedInputs(SourceWriter writer, NetworkPlan plan, string inputs)
    {
        if (plan.MovesInputs)
        {
            writer.WriteLine("// Rows a power of two apart would crowd into a few sets of the cache.");
            writer.WriteLine($"Rows.Pad(in {inputs}, ref x, {plan.FirstLayer.Inputs}, {plan.FirstLayer.InputStride}, first, end);");
            writer.WriteLine();
        }
    }

    private static void WriteNonzeros(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        if (plan.FirstLayer.SkipsZeros)
        {
            writer.WriteLine("// Inputs that are 0 add nothing to a sum: the tiles of layer 1 visit the others alone.");
            writer.WriteLine(
                $"Nonzeros<{style.Element}> nonzeros = new(\n    ref Unsafe.Add(ref workspace, {plan.NonzerosOffset}), "
                + $"inputs: {plan.FirstLayer.Inputs}, stride: {plan.FirstLayer.InputStride}, mostSamples: {plan.SamplesPerPass}, samplesPerTile: {Tiles.Samples});");
            writer.WriteLine();
        }
    }

    /// <summary>Copies rows without their padding to where they leave the network, unless they were computed there.</summary>
    public static void WriteOutputs(SourceWriter writer, NetworkPlan plan, string outputs, string samples)
    {
        if (!plan.WritesOutputsInPlace)
        {
            writer.WriteLine();
            writer.WriteLine(Unpad(plan.LastLayer, outputs, samples));
        }
    }

    private static string Unpad(LayerPlan last, string outputs, string samples) =>
        $"Rows.Unpad(in a{last.Number}, ref {outputs}, {last.Outputs}, {last.OutputStride}, {samples});";

    /// <summary>Names for each layer's activations; the last layer's are the outputs themselves where rows have no padding.</summary>
    public static void WriteActivations(SourceWriter writer, CodeStyle style, string outputs, string rows)
    {
        foreach (LayerPlan layer in style.Plan.Layers)
        {
            bool isInPlace = layer == style.Plan.LastLayer && style.Plan.WritesOutputsInPlace;
            WriteReference(
                writer,
                style,
                $"a{layer.Number}",
                isInPlace ? outputs : "workspace",
                isInPlace ? 0 : layer.ActivationsOffset,
                $"{rows}{layer.OutputStride}");
        }
    }

    public static void WriteParameters(SourceWriter writer, CodeStyle style)
    {
        foreach (LayerPlan layer in style.Plan.Layers)
        {
            int n = layer.Number;
            WriteReference(writer, style, $"w{n}", "parameters", layer.WeightOffset, $"{layer.Inputs} × {Padded(layer.Outputs, layer.WeightColumns.Count)}");
            if (layer.HasBias)
            {
                WriteReference(writer, style, $"b{n}", "parameters", layer.BiasOffset, Padded(layer.Outputs, layer.WeightColumns.Count));
            }

            if (layer.HasParameter)
            {
                writer.WriteLine($"{style.Element} {DenseLayer.Parameter(layer)} = Unsafe.Add(ref parameters, {layer.ParameterOffset});");
            }
        }
    }

    private static void WriteBuffers(SourceWriter writer, CodeStyle style, IEnumerable<(string Name, int Offset, int Stride)> buffers)
    {
        foreach ((string name, int offset, int stride) in buffers)
        {
            WriteReference(writer, style, name, "workspace", offset, $"samples × {stride}");
        }
    }

    private static void WriteBatchBuffers(SourceWriter writer, CodeStyle style, bool withDeltas)
    {
        NetworkPlan plan = style.Plan;
        LayerPlan last = plan.LastLayer;
        if (!plan.MovesInputs)
        {
            writer.WriteLine($"ref {style.Element} x = ref Unsafe.AsRef(in batch.Inputs); // samples × {plan.Model.InputSize}");
        }

        if (!plan.PadsTargets)
        {
            writer.WriteLine($"ref {style.Element} t = ref Unsafe.AsRef(in batch.Targets); // samples × {plan.Model.TargetSize}");
        }

        writer.WriteLine($"ref {style.Element} workspace = ref batch.Workspace;");
        WriteMovedInputs(writer, style);
        WriteBuffers(writer, style, plan.Layers.Select(layer => ($"a{layer.Number}", layer.ActivationsOffset, layer.OutputStride)));
        if (withDeltas)
        {
            WriteBuffers(
                writer,
                style,
                plan.Layers
                    .Where(layer => DenseLayer.KeepsSlopeInRows(style, layer))
                    .Select(layer => ($"f{layer.Number}", layer.SlopesOffset, layer.OutputStride)));
        }

        WriteBuffers(
            writer,
            style,
            plan.Layers
                .Where(layer => DenseLayer.KeepsPreActivationInRows(style, layer) && (withDeltas || layer == last))
                .Select(layer => ($"q{layer.Number}", layer.SlopesOffset, layer.OutputStride)));
        IEnumerable<LayerPlan> withDelta = withDeltas ? plan.Layers : [last];
        WriteBuffers(writer, style, withDelta.Select(layer => ($"d{layer.Number}", layer.DeltasOffset, layer.OutputStride)));
        if (withDeltas)
        {
            foreach (LayerPlan layer in plan.Layers.Skip(1))
            {
                WriteReference(
                    writer, style, $"w{layer.Number}T", "workspace", layer.TransposeOffset, $"{layer.Outputs} × {Padded(layer.Inputs, layer.TransposeColumns.Count)}");
            }
        }

        if (plan.PadsTargets)
        {
            WriteReference(writer, style, "t", "workspace", plan.TargetsOffset, $"samples × {Padded(last.Outputs, last.OutputStride)}");
        }

        WriteReference(writer, style, "losses", "workspace", plan.LossesOffset, "samples");
    }

    private static void WriteReference(SourceWriter writer, CodeStyle style, string name, string origin, int offset, string shape) =>
        writer.WriteLine($"ref {style.Element} {name} = ref Unsafe.Add(ref {origin}, {offset}); // {shape}");

    private static string Padded(int length, int stride) => length == stride ? $"{length}" : $"{length}, padded to {stride}";

    /// <summary>The choice of the widest vectors the machine has. It costs nothing: the JIT knows the answer when it compiles.</summary>
    public static void WriteWidths(SourceWriter writer, CodeStyle style, bool isBackward, Func<string, string> call)
    {
        writer.WriteLine("// One text for every vector width; the JIT, or the native compiler, keeps the branch of the machine it is for.");
        writer.WriteLine("// A strip is what a register tile takes of a row, neighbouring columns: four vectors, two or one.");
        IReadOnlyList<string> widths = CodeStyle.VectorWidths;
        for (int i = 0; i < widths.Count; i++)
        {
            string condition = $"if ({widths[i]}.IsHardwareAccelerated)";
            using (writer.WriteBlock(i == 0 ? condition : i == widths.Count - 1 ? "else" : $"else {condition}"))
            {
                writer.WriteLine(call(string.Join(", ", StripKinds(style, isBackward).Select(kind => style.Strip(kind, widths[i])))));
            }
        }
    }

    /// <summary>The strips that a pass is generic over, as type parameters.</summary>
    public static string TypeParameters(CodeStyle style, bool isBackward) =>
        string.Join(", ", StripKinds(style, isBackward).Select(CodeStyle.TypeParameter));

    /// <summary>The strips that a pass is generic over, widest first.</summary>
    public static IEnumerable<StripKind> StripKinds(CodeStyle style, bool isBackward) =>
        style.Plan.Layers.SelectMany(layer => DenseLayer.StripKinds(style, layer, isBackward)).Distinct().OrderBy(kind => kind);

    private static void WriteOptimized(SourceWriter writer) => writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");

    private static void WriteRule(SourceWriter writer, string title) =>
        writer.WriteLine($"// {title} {new string('─', 72 - title.Length)}");
}

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

/// <content>The way back: δ of each layer, then the gradients of parameters.</content>
internal static partial class TiledFiles
{
    private static void WriteBackpropagate(SourceWriter writer, CodeStyle style, TiledCode code)
    {
        NetworkPlan plan = style.Plan;
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        WriteParameters(writer, style);
        WriteBatchBuffers(writer, style, code, isBackward: true);
        writer.WriteLine();
        List<Tensor> transposed = plan.Transposed.ToList();
        if (transposed.Count > 0)
        {
            WriteTransposes(writer, plan, transposed);
        }

        WriteNonzeros(writer, style);
        writer.WriteLine("// Every thread of a team runs this method, and takes samples until none are left, then weight rows.");
        var phases = new SamplePhases(writer, plan);
        phases.GoOn();
        WriteBuffersOfTiles(writer, style, code);
        WriteRule(writer, "Forward");
        writer.WriteLine($"// Its methods stand in {plan.Model.Type.HintName}.Forward.g.cs, LossAndDelta in {plan.Model.Type.HintName}.Loss.g.cs.");
        WriteForwardAndLoss(writer, style, code, phases);
        WriteTileSums(writer, plan, code, delta => !plan.Graph.Backward.Any(stage => Makes(stage, delta)));
        if (plan.Graph.Backward.Count > 0)
        {
            writer.WriteLine();
            WriteDeltas(writer, plan, code, phases);
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

        WriteAllGradients(writer, plan, code);
        writer.WriteLine();
        writer.WriteLine($"return batch.IsLeader ? Rows.Sum(in losses, {RowsOf("batch.Samples", output)}) : 0;");
    }

    /// <summary>δ of each layer but the last, newest first.</summary>
    private static void WriteDeltas(SourceWriter writer, NetworkPlan plan, TiledCode code, SamplePhases phases)
    {
        WriteRule(writer, "Backward");
        bool hasLines = plan.Transposed.Any() && !plan.Graph.CouplesSamples;
        if (hasLines)
        {
            writer.WriteLine("batch.AwaitReady();");
        }

        foreach (Stage stage in plan.Graph.Backward)
        {
            if (phases.IsOpen && hasLines)
            {
                writer.WriteLine();
            }

            hasLines = true;
            phases.GoOn();
            writer.WriteLine($"// {stage.Comment}");
            foreach (OperationCode operation in code.Backward(stage))
            {
                phases.Write(operation);
            }

            WriteTileSums(writer, plan, code, delta => Makes(stage, delta));
        }
    }

    private static bool Makes(Stage stage, Value delta) => TiledCode.MadeBy(stage, predicts: false).Contains(delta);

    /// <summary>Products stand behind sums, because their lines may be a choice of widths.</summary>
    private static bool IsProduct(OperationCode operation) => operation.Subject!.MultipliesLike is not null;

    /// <summary>What tiles of samples sum up for the gradients of some δs.</summary>
    private static void WriteTileSums(SourceWriter writer, NetworkPlan plan, TiledCode code, Func<Value, bool> isOf)
    {
        IEnumerable<IGrouping<int, OperationCode>> layers = plan.Graph.Gradients.SelectMany(code.Gradients)
            .Where(operation => operation.Subject!.SummedInTiles is { } delta && isOf(delta))
            .GroupBy(operation => operation.Subject!.Layer);
        foreach (IGrouping<int, OperationCode> layer in layers)
        {
            List<OperationCode> sums = layer.OrderBy(IsProduct).ToList();
            string gradients = string.Join(" and ", sums.Select(sum => $"∂L/∂{sum.Subject!.GradientOf!.Notation}"));
            writer.WriteLine();
            writer.WriteLine($"// Layer {layer.Key}: what these samples add to {gradients}, while their δ is in the cache.");
            foreach (OperationCode sum in sums)
            {
                sum.SumTile(writer);
            }
        }
    }

    private static void WriteAllGradients(SourceWriter writer, NetworkPlan plan, TiledCode code)
    {
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
    }

    /// <summary>The gradients of a layer's parameters: short ones by one thread, weights by whoever takes their rows.</summary>
    private static void WriteGradients(SourceWriter writer, TiledCode code, Stage stage)
    {
        writer.WriteLine($"// {stage.Comment}");
        IReadOnlyList<OperationCode> all = code.Gradients(stage);
        List<OperationCode> ofLeader = all.Where(operation => !operation.IsShared).OrderBy(IsProduct).ToList();
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

                if (!plan.Graph.CouplesSamples || tensor != tensors.Last())
                {
                    writer.WriteLine();
                }
            }

            if (!plan.Graph.CouplesSamples)
            {
                writer.WriteLine("batch.SetReady();");
            }
        }

        writer.WriteLine();
    }
}

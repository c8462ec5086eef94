using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes one step of a stream: the forward pass of the same network for a sequence of one step, in which recurrent layers go on from what the
/// state remembers, and windows look back at the steps that it has kept. The state is the pass's whole memory, so that a step allocates nothing and needs
/// no lock. A layer goes on when what it takes has a new row: behind windows without zeros in front, or several steps apart, that is not every step.
/// </summary>
internal static class StreamFile
{
    /// <summary>How things are called in the step of a network.</summary>
    public static CodeStyle StyleOf(NetworkModel model) => new(Planner.PlanStep(LayerKinds.Build(StepOf(model))));

    /// <summary>Whether a step depends on how many there were before.</summary>
    public static bool CountsSteps(CodeStyle style) => style.Plan.Model.StepTimings!.Value.Any(timing => timing != StreamTiming.EachStep)
        || style.Plan.Graph.ForwardOperations.Any(operation => operation is Recall);

    public static string Write(CodeStyle style)
    {
        (string parameter, string argument) = CountsSteps(style) ? (", long step", ", step") : (string.Empty, string.Empty);
        NetworkPlan plan = style.Plan;
        TiledCode code = style.Tiled;
        IReadOnlyList<OperationCode> operations = plan.Graph.Forward.SelectMany(code.Step).ToList();
        IReadOnlyList<StripKind> strips = TiledCode.KindsOf(operations.Select(operation => operation.OneSampleStripKinds));
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        var writer = new SourceWriter();
        using (PassesFile.Open(writer, style, "step of a stream", GeneratedNames.Stream))
        {
            OffsetNames.OfStep(style).Write(writer);
            string late = plan.Model.StepTimings!.Value.Last() == StreamTiming.EachStep ? string.Empty : ", if it yields any";
            writer.WriteLine(
                $"/// <summary>Outputs [{plan.Model.OutputSize}] of one step from its inputs [{plan.Model.InputSize}]{late}; the state goes along.</summary>");
            writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
            using (writer.WriteBlock(
                $"public static void Step(\n    ref readonly {style.Element} parameters, ref readonly {style.Element} input, "
                + $"ref {style.Element} output, ref {style.Element} state{parameter})"))
            {
                TiledFiles.WriteWidths(
                    writer,
                    style,
                    strips,
                    types => $"OneStep{types}(ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in input), ref output, ref state{argument});");
            }

            writer.WriteLine();
            writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
            using (writer.WriteBlock(
                $"private static void OneStep{TiledFiles.TypeParameters(strips)}(\n    ref {style.Element} parameters, "
                + $"ref {style.Element} {code.RawInput?.Name ?? "inputs"}, ref {style.Element} output, ref {style.Element} workspace{parameter})"
                + style.Constraints(strips, hasUpdate: false)))
            {
                WriteStep(writer, style, code, output);
            }

            foreach (OperationCode operation in operations)
            {
                operation.WriteStepMethods(writer);
            }
        }

        return writer.ToString();
    }

    private static void WriteStep(SourceWriter writer, CodeStyle style, TiledCode code, Slot output)
    {
        TiledFiles.WriteParameters(writer, style);
        TiledFiles.WriteInputs(writer, style, code, isBackward: false);
        TiledFiles.WriteActivations(writer, style, outputs: null, rows: string.Empty);
        TiledFiles.WriteBuffers(writer, style, Matrices.Of(style.Plan.Graph.Forward, style.Precision));
        bool namesRows = style.Plan.Graph.Forward.SelectMany(code.Step).Any(operation => operation.StepNamesRows)
            || code.Inputs.Any(input => input.Home == SlotHome.Workspace);
        if (namesRows)
        {
            writer.WriteLine("const int first = 0;");
            writer.WriteLine("const int end = 1;");
        }

        writer.WriteLine();
        TiledFiles.WritePaddedInputs(writer, style, code.RawInput?.Name ?? "inputs");
        EquatableArray<StreamTiming> timings = style.Plan.Model.StepTimings!.Value;
        var parts = new TimedParts(writer);
        foreach (Stage stage in style.Plan.Graph.Forward)
        {
            string? comment = $"// {TiledFiles.Untrained(code, stage) ?? stage.Comment}";
            foreach (OperationCode operation in code.Step(stage))
            {
                var recall = operation.Subject as Recall;
                parts.GoOn(recall?.Timing ?? timings[stage.Layer - 1], isNew: recall is not null || comment is not null);
                if (recall is null && comment is not null)
                {
                    writer.WriteLine(comment);
                    comment = null;
                }

                operation.WriteStepCall(writer);
            }
        }

        parts.GoOn(timings[timings.Count - 1], isNew: true);
        writer.WriteLine(output.Features == 1
            ? $"output = {output.Name};"
            : $"Rows.Unpad(in {output.Name}, ref output, {output.Features}, {output.Stride}, 1);");
        parts.End();
    }

    /// <summary>The same network for sequences of one step.</summary>
    private static NetworkModel StepOf(NetworkModel model)
    {
        return model with
        {
            Input = Step(model.Input),
            Layers = new(model.Layers.Select(layer => layer with
            {
                Inputs = new(layer.Inputs.Select(Step).ToImmutableArray()),
                Output = Step(layer.Output),
            }).ToImmutableArray()),
            StepTimings = model.StreamTimings,
            IsTrainable = false,
            ChecksGradients = false,
            Explores = false,
        };

        static Shape Step(Shape shape) => shape.Rank == 2 ? Shape.Of(1, shape.Features) : shape;
    }
}

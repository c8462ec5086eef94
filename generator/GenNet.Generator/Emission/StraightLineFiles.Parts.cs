using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.StraightLine;
using GenNet.Generator.Layers;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>What the files are made of: structs, the loop over groups, and the blocks of statements in it.</content>
internal static partial class StraightLineFiles
{
    private static void WriteParameters(SourceWriter writer, CodeStyle style)
    {
        writer.WriteLine(
            $"/// <summary>The parameters by name: w1_0_2 is the weight from input 0 to unit 2 of layer 1, b1_2 that unit's bias{(style.Plan.Layers.Any(layer => layer.HasParameter) ? ", p1 the parameter of its activation" : string.Empty)}.</summary>");
        using (writer.WriteBlock("internal struct Parameters"))
        {
            writer.WriteLine("#pragma warning disable CS0649 // Never assigned: the names lie over the network's parameter storage.");
            foreach (IEnumerable<string> group in style.Plan.Layers.SelectMany(DenseLayer.Parameters))
            {
                foreach (string field in TextLayout.Fields(style.Element, group))
                {
                    writer.WriteLine(field);
                }
            }

            writer.WriteLine("#pragma warning restore CS0649");
        }

        writer.WriteLine();
    }

    /// <summary>What blocks pass on to one another.</summary>
    private static void WriteSample(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        bool learns = plan.Model.IsTrainable;
        writer.WriteLine(
            $"/// <summary>What the blocks of a pass hand on, one sample a lane: inputs, targets, {(learns ? "z, a and δ" : "z and a")} of each unit.</summary>");
        using (writer.WriteBlock("internal struct Sample"))
        {
            writer.WriteLine("#pragma warning disable CS0649 // Never assigned: not every pass needs every value.");
            WriteFields(["share", "loss", "total", "logTotal"]);
            WriteFields(AllInputs(plan).Select(i => $"x_{i}"));
            WriteFields(AllTargets(plan).Select(i => $"t_{i}"));
            foreach (LayerPlan layer in plan.Layers)
            {
                if (layer.HasParameter)
                {
                    WriteFields([DenseLayer.Parameter(layer)]);
                }

                foreach (string symbol in !learns ? new[] { "z", "a" } : layer.KeepsSlope ? ["z", "a", "f", "s", "d"] : ["z", "a", "s", "d"])
                {
                    WriteFields(Enumerable.Range(0, layer.Outputs).Select(unit => $"{symbol}{layer.Number}_{unit}"));
                }
            }

            writer.WriteLine("#pragma warning restore CS0649");
        }

        writer.WriteLine();

        void WriteFields(IEnumerable<string> names)
        {
            foreach (string field in TextLayout.Fields(style.Vector, names))
            {
                writer.WriteLine(field);
            }
        }
    }

    /// <summary>The loop over groups of samples, with what each group needs in scope.</summary>
    private static void WriteGroupLoop(SourceWriter writer, CodeStyle style, string samples, Uses uses, Action body)
    {
        NetworkPlan plan = style.Plan;
        string element = style.Element;
        bool hasTargets = (uses & Uses.Targets) != 0;
        writer.WriteLine($"ref readonly Parameters p = ref Unsafe.As<{element}, Parameters>(ref Unsafe.AsRef(in parameters));");
        if (IsInBlocks(style))
        {
            string workspace = hasTargets ? "batch.Workspace" : "workspace";
            writer.WriteLine($"ref Sample s = ref Unsafe.As<{element}, Sample>(ref {workspace});");
            if ((uses & Uses.Gradients) != 0)
            {
                writer.WriteLine("ref Gradients g = ref Unsafe.As<Sample, Gradients>(ref Unsafe.Add(ref s, 1));");
                writer.WriteLine("g = default;");
            }
        }

        writer.WriteLine();
        bool isForward = uses == Uses.Outputs && !IsInBlocks(style) && !Records(writer);
        if (isForward)
        {
            writer.WriteLine("// Where vectors of 512 bits hold two groups, pairs of groups first.");
            writer.WriteLine($"int first = HasWideGroup<{element}>(samples) ? ForwardWide(in p, in inputs, ref outputs, samples) : 0;");
            writer.WriteLine();
        }

        writer.WriteLine("// A group of samples at a time: a vector holds the same quantity of each of them, one sample a lane.");
        if ((uses & Uses.Gradients) != 0 && plan.HasGradientsInLocals)
        {
            // At least one sample is there to learn from.
            writer.WriteLine("int first = 0;");
            using (writer.WriteBlock("do"))
            {
                WriteGroup();
                writer.WriteLine($"first += {style.Vector}.Count;");
            }

            writer.WriteLine($"while ({(Records(writer) ? string.Empty : "TGroups.AreMany && ")}first < {samples});");
            return;
        }

        using (writer.WriteBlock($"for ({(isForward ? string.Empty : "int first = 0")}; first < {samples}; first += {style.Vector}.Count)"))
        {
            WriteGroup();
        }

        void WriteGroup()
        {
            writer.WriteLine($"int count = Math.Min({style.Vector}.Count, {samples} - first);");
            WriteGroupReferences(writer, style, hasTargets ? "batch.Inputs" : "inputs", uses);
            body();
        }
    }

    /// <summary>Where a group's samples are, their targets and their outputs.</summary>
    private static void WriteGroupReferences(SourceWriter writer, CodeStyle style, string inputs, Uses uses)
    {
        NetworkPlan plan = style.Plan;
        string element = style.Element;
        writer.WriteLine(
            $"ref readonly {element} x = ref Unsafe.Add(ref Unsafe.AsRef(in {inputs}), {plan.Model.InputSize} * (nint)first);");
        if ((uses & Uses.Targets) != 0)
        {
            writer.WriteLine(
                $"ref readonly {element} t = ref Unsafe.Add(ref Unsafe.AsRef(in batch.Targets), {plan.Model.TargetSize} * (nint)first);");
        }

        if ((uses & Uses.Outputs) != 0)
        {
            writer.WriteLine($"ref {element} {Output(style)} = ref Unsafe.Add(ref outputs, {plan.Model.OutputSize} * (nint)first);");
        }
    }

    /// <summary>Whether it is the pass that notes what each statement makes.</summary>
    private static bool Records(SourceWriter writer) => writer.Listener is { Records: true };

    /// <summary>What a method is called in that pass.</summary>
    private static string NameIn(SourceWriter writer, string method) => Records(writer) ? $"Trace{method}" : method;

    /// <summary>The arguments of a method, and what it needs to note what it makes.</summary>
    private static string Arguments(SourceWriter writer, string arguments) => Records(writer) ? $"{arguments}, trace, first" : arguments;

    /// <summary>The same where the method is declared.</summary>
    private static string Parameters(SourceWriter writer, CodeStyle style, string parameters) =>
        Records(writer) ? $"{parameters}, global::GenNet.Exploring.NetworkTrace<{style.Element}> trace, int first" : parameters;

    private static void WriteRule(SourceWriter writer, string title) =>
        writer.WriteLine($"// {title} {new string('─', 72 - title.Length)}");

    private static void WriteOptimized(SourceWriter writer) =>
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");

    /// <summary>The statements of blocks that follow one another in one method, each under its formulas.</summary>
    public static void WriteStatements(
        SourceWriter writer, IReadOnlyList<StatementBlock> blocks, VectorType vector, bool startsWithLine = false)
    {
        List<Statement> constants = ConstantsOf(blocks).ToList();
        writer.WriteStatements(constants, vector);
        WriteBlocks(writer, blocks, vector, startsWithLine || constants.Count > 0);
    }

    private static IEnumerable<Statement> ConstantsOf(IEnumerable<StatementBlock> blocks) =>
        Statement.ConstantsOf(blocks.SelectMany(block => block.Statements).ToList());

    private static void WriteBlocks(SourceWriter writer, IEnumerable<StatementBlock> blocks, VectorType vector, bool startsWithLine = false)
    {
        foreach (StatementBlock block in blocks)
        {
            if (startsWithLine && block.Comments.Count > 0)
            {
                writer.WriteLine();
            }

            startsWithLine = true;
            foreach (string comment in block.Comments)
            {
                writer.WriteLine($"// {comment}");
            }

            WriteStatements(writer, block, vector);
        }
    }

    private static void WriteStatements(SourceWriter writer, StatementBlock block, VectorType vector)
    {
        writer.Listener?.BeginBlock(block);
        writer.WriteStatements(block.Statements, vector);
        writer.Listener?.EndBlock();
    }

    private static void WriteCalls(SourceWriter writer, IEnumerable<StatementBlock> blocks, string arguments)
    {
        foreach (StatementBlock block in blocks)
        {
            writer.WriteLine($"{NameIn(writer, block.Name)}({Arguments(writer, arguments)});");
        }
    }

    private static void WriteBlockMethods(SourceWriter writer, CodeStyle style, IEnumerable<StatementBlock> blocks, string parameters)
    {
        foreach (StatementBlock block in blocks)
        {
            WriteBlockMethod(writer, style, block, parameters);
        }
    }

    private static void WriteBlockMethod(SourceWriter writer, CodeStyle style, StatementBlock block, string parameters)
    {
        writer.WriteLine();
        WriteOptimized(writer);
        using (writer.WriteBlock($"private static void {NameIn(writer, block.Name)}({Parameters(writer, style, parameters)})"))
        {
            foreach (string comment in block.Comments)
            {
                writer.WriteLine($"// {comment}");
            }

            foreach (string name in block.Loads)
            {
                writer.WriteLine($"{style.Vector} {name} = s.{name};");
            }

            writer.WriteStatements(Statement.ConstantsOf(block.Statements), style.Vectors);
            WriteStatements(writer, block, style.Vectors);
            foreach (string name in block.Stores)
            {
                writer.WriteLine($"s.{name} = {name};");
            }
        }
    }
}

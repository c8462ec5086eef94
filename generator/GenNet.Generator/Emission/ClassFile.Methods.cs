using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>Overloads for bytes, indices and classes, the steps of a stream, and the gradient check.</content>
internal static partial class ClassFile
{
    /// <summary>The methods that take bytes or indices, and beside each the one that takes numbers.</summary>
    private static void WriteInputMethods(SourceWriter writer, CodeStyle style)
    {
        bool takesIndices = style.Members.TakesIndices;
        string scale = Printer.Literal(style.Plan.Model.ByteScale, style.Precision);
        foreach (InputMethod method in style.Members.InputMethods)
        {
            writer.WriteLine();
            writer.WriteLine(takesIndices
                ? $"/// <summary>As with numbers: inputs are indices, 0 to below {style.Plan.Model.Vocabulary}.</summary>"
                : $"/// <summary>As with numbers: each byte counts {Printer.Number(style.Plan.Model.ByteScale)} times its value.</summary>");
            foreach ((string name, string text) in method.Documentation)
            {
                writer.WriteLine($"/// <param name=\"{name}\">{text}</param>");
            }

            if (method.Returns is { } returns)
            {
                writer.WriteLine($"/// <returns>{returns}</returns>");
            }

            writer.WriteLine("/// <exception cref=\"global::System.ArgumentException\">A length does not fit.</exception>");
            if (takesIndices)
            {
                writer.WriteLine("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such index.</exception>");
            }

            WriteAttributes(writer, method.OwnPriority);
            writer.WriteLine($"public {method.Signature} =>");
            using (writer.Indent())
            {
                writer.WriteLine(takesIndices
                    ? $"global::GenNet.Indices.{method.Name}(this, {method.Arguments});"
                    : $"base.{method.Name}FromBytes({method.Arguments}, {scale});");
            }

            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            WriteAttributes(writer, method.NumberPriority);
            writer.WriteLine($"public new {method.NumberSignature(style.Element)} =>");
            using (writer.Indent())
            {
                writer.WriteLine($"base.{method.Name}({method.Arguments});");
            }
        }
    }

    private static void WriteAttributes(SourceWriter writer, string? priority)
    {
        writer.WriteLine(NotCovered);
        if (priority is not null)
        {
            writer.WriteLine(priority);
        }
    }

    /// <summary>
    /// The members that take class indices, and beside them those that take targets: overloads are weighed against each other only
    /// within a class, and <c>[0, 1]</c> must go on to mean targets.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="members">The class's members; where inputs may be bytes or indices, those that take targets are declared already.</param>
    /// <param name="bodies">What the four members do: a gradient from targets and from classes, then a step from both.</param>
    public static void WriteClassTargets(SourceWriter writer, NetworkMembers members, params string[] bodies)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            if (i % 2 == 0 && members.InputType is not null)
            {
                continue;
            }

            bool isStep = i >= 2;
            writer.WriteLine();
            if (i % 2 == 0)
            {
                writer.WriteLine("/// <inheritdoc/>");
                writer.WriteLine(NotCovered);
                writer.WriteLine($"public new {members.WithTargets(isStep)} =>");
            }
            else
            {
                string priority = members.TakesIndices ? InputMethod.LastPriority : InputMethod.Priority;
                WriteClassTargetsHead(writer, isStep, "values", priority, members.WithClasses(isStep, members.Element));
            }

            using (writer.Indent())
            {
                writer.WriteLine(bodies[i]);
            }
        }
    }

    /// <summary>The members that take bytes or indices, and class indices.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="members">The class's members.</param>
    /// <param name="gradient">What the gradient does.</param>
    /// <param name="step">What the step does.</param>
    public static void WriteClassTargetsOfInputs(SourceWriter writer, NetworkMembers members, string gradient, string step)
    {
        foreach (bool isStep in new[] { false, true })
        {
            writer.WriteLine();
            string words = members.TakesIndices ? "indices" : "bytes";
            string priority = members.TakesIndices ? InputMethod.Priority : InputMethod.LastPriority;
            WriteClassTargetsHead(writer, isStep, words, priority, members.WithClasses(isStep, members.InputType!));
            using (writer.Indent())
            {
                writer.WriteLine(isStep ? step : gradient);
            }
        }
    }

    private static void WriteClassTargetsHead(
        SourceWriter writer, bool isStep, string values, string priority, string signature)
    {
        writer.WriteLine($"/// <summary>As the other <c>{NetworkMembers.NameOf(isStep)}</c>, with the index of its class as the target of each sample.</summary>");
        writer.WriteLine($"/// <param name=\"inputs\">The samples, row after row: samples × <c>InputSize</c> {values}.</param>");
        writer.WriteLine("/// <param name=\"classes\">A class for each sample: 0 to below <c>OutputSize</c>.</param>");
        writer.WriteLine(isStep
            ? "/// <param name=\"optimizer\">How the parameters follow the gradient.</param>"
            : "/// <param name=\"gradient\">Receives ∂loss/∂parameter for each parameter.</param>");
        writer.WriteLine($"/// <returns>The batch's loss{(isStep ? " before the update" : string.Empty)}.</returns>");
        writer.WriteLine(
            "/// <exception cref=\"global::System.ArgumentException\">A length does not fit, there is no sample, or there is no such class.</exception>");
        writer.WriteLine(NotCovered);
        writer.WriteLine(priority);
        writer.WriteLine($"public {signature} =>");
    }

    private static void WriteStream(SourceWriter writer, CodeStyle style)
    {
        NetworkModel model = style.Plan.Model;
        CodeStyle step = StreamFile.StyleOf(model);
        StreamTiming timing = model.StreamTimings!.Value.Last();
        bool isEachStep = timing == StreamTiming.EachStep;
        string stream = $"global::{style.Namespace}.{GeneratedNames.Stream}";
        string when = isEachStep ? string.Empty : $", first: {timing.First}, every: {timing.Every}";
        writer.WriteLine();
        writer.WriteLine("/// <summary>Makes the state of a stream, at its beginning: what <c>Step</c> goes on from.</summary>");
        writer.WriteLine("/// <returns>The state. Each stream has one of its own.</returns>");
        writer.WriteLine(NotCovered);
        writer.WriteLine($"public {style.Members.CreateState} => base.CreateStreamState({step.Plan.WorkspaceLength}{when});");
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine("/// Takes a stream one step on: what <c>Predict</c> yields for the steps so far as a whole, to rounding. Allocates nothing and takes no lock;");
        writer.WriteLine("/// several threads may each take a state of their own on, while nobody trains.");
        if (!isEachStep)
        {
            string late = timing.First switch
            {
                0 => string.Empty,
                1 => "The first step yields nothing",
                _ => $"The first {timing.First} steps yield nothing",
            };
            string some = timing.Every == 1 ? string.Empty
                : timing.First == 0 ? $"One step in {timing.Every} yields something"
                : $", then one in {timing.Every} yields something";
            writer.WriteLine($"/// {late}{some}: whether the last step has, <c>HasOutput</c> of the state says.");
        }

        writer.WriteLine("/// </summary>");
        writer.WriteLine($"/// <param name=\"input\">The step: {TextLayout.Count(model.StepInputSize, "value")}.</param>");
        writer.WriteLine($"/// <param name=\"output\">Receives what the network yields for it: {TextLayout.Count(model.StepOutputSize, "value")}"
            + $"{(isEachStep ? string.Empty : ", or stays as it is")}.</param>");
        writer.WriteLine("/// <param name=\"state\">What <c>CreateState</c> made, and steps before have changed.</param>");
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, or the state belongs to another network.</exception>");
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentNullException\"><paramref name=\"state\"/> is null.</exception>");
        writer.WriteLine(NotCovered);
        using (writer.WriteBlock($"public {style.Members.Step}"))
        {
            writer.WriteLine(
                $"ref {style.Element} values = ref base.BeginStep(input.Length, {Text(model.StepInputSize)}, output.Length, {Text(model.StepOutputSize)}, state);");
            writer.WriteLine($"{stream}.Step(");
            writer.WriteLine("    in base.ParameterStorage,");
            writer.WriteLine("    in global::System.Runtime.InteropServices.MemoryMarshal.GetReference(input),");
            writer.WriteLine("    ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(output),");
            writer.WriteLine(StreamFile.CountsSteps(step) ? "    ref values,\n    state.Steps - 1);" : "    ref values);");
        }
    }

    private static void WriteGradientCheck(SourceWriter writer, CodeStyle style)
    {
        string network = $"global::{style.Namespace}.{GeneratedNames.Formulas}.Network";
        writer.WriteLine();
        writer.WriteLine("/// <inheritdoc/>");
        WriteAttributes(writer, null);
        writer.WriteLine($"protected override {NetworkMembers.Declared} => {network};");
        WriteOne(style.Members.GradientCheck, "values", style.Members.TakesIndices ? InputMethod.Priority : null);
        if (style.Members.TakesIndices)
        {
            WriteOne(style.Members.GradientCheckOfIndices, "indices", null);
        }

        void WriteOne(string signature, string inputs, string? priority)
        {
            writer.WriteLine();
            writer.WriteLine("/// <summary>");
            writer.WriteLine("/// Compares the gradient of the generated backward pass with dual numbers and central differences, which go through the");
            writer.WriteLine("/// network parameter by parameter in double precision: for a test, not for training.");
            writer.WriteLine("/// </summary>");
            writer.WriteLine($"/// <param name=\"inputs\">The samples, row after row: samples × <c>InputSize</c> {inputs}.</param>");
            writer.WriteLine("/// <param name=\"targets\">What the network should yield: samples × <c>OutputSize</c> values.</param>");
            writer.WriteLine("/// <param name=\"parametersPerTensor\">The most weights, and the most biases, to check of each layer, spread evenly.</param>");
            writer.WriteLine("/// <returns>What was found; it prints as a table.</returns>");
            writer.WriteLine("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, or there is no sample.</exception>");
            writer.WriteLine("/// <exception cref=\"global::System.ArgumentOutOfRangeException\"><paramref name=\"parametersPerTensor\"/> is below 1.</exception>");
            WriteAttributes(writer, priority);
            writer.WriteLine($"public {signature} =>");
            using (writer.Indent())
            {
                writer.WriteLine("global::GenNet.GradientChecking.GradientCheck.Run(");
                writer.WriteLine($"    this, {network}, inputs, targets, parametersPerTensor);");
            }
        }
    }
}

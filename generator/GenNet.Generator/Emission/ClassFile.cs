using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Writes the file that makes the user's class a network: its public face, which hands over to the passes.</summary>
internal static class ClassFile
{
    public static string Write(CodeStyle style, NetworkDeclaration declaration)
    {
        NetworkPlan plan = style.Plan;
        NetworkModel network = plan.Model;
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, network.Type.Name);
        using (OpenScopes(writer, network.Type))
        {
            WriteRemarks(writer, plan);
            string baseClass = network.IsTrainable ? "TrainableNetwork" : "Network";
            using (writer.WriteBlock(
                $"partial class {network.Type.Name} : global::GenNet.{baseClass}<{style.Element}>, {InterfaceOf(network.Type, style.Element)}"))
            {
                WriteMembers(writer, style, declaration);
            }
        }

        writer.WriteLine();
        using (writer.WriteBlock($"namespace {style.Namespace}"))
        {
            WriteLayout(writer, style);
        }

        return writer.ToString();
    }

    /// <summary>
    /// The attribute of every member with a body in the user's class. On the class itself it would hide the user's own members from
    /// coverage, too, and <c>[GeneratedCode]</c> would hide them from analyzers.
    /// </summary>
    public const string NotCovered = "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    /// <summary>The attributes of a type that is all generated, so that coverage and style tools leave it alone.</summary>
    public static void WriteGeneratedCode(SourceWriter writer)
    {
        writer.WriteLine($"[global::System.CodeDom.Compiler.GeneratedCode(\"GenNet\", \"{GeneratorVersion}\")]");
        writer.WriteLine(NotCovered);
    }

    private static string GeneratorVersion => "0.1";

    /// <summary>What every network implements, for code that is generic over networks.</summary>
    public static string InterfaceOf(NetworkType type, string element) => $"global::GenNet.INetwork<{type.Name}, {element}>";

    /// <summary>
    /// The members of that interface that are not public members of the class already: constants implement nothing, and <c>Create</c> is a
    /// constructor. They are explicit, so that they take no name away from the class.
    /// </summary>
    public static void WriteInterface(SourceWriter writer, NetworkType type, string element)
    {
        string network = InterfaceOf(type, element);
        foreach (string member in new[]
        {
            $"int {network}.InputSize => InputSize",
            $"int {network}.OutputSize => OutputSize",
            $"int {network}.ParameterCount => ParameterCount",
            $"{type.Name} {network}.Create(int seed) => new(seed)",
        })
        {
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine(NotCovered);
            writer.WriteLine($"static {member};");
        }
    }

    /// <summary>Opens the namespace and the containing types of a class.</summary>
    public static IDisposable OpenScopes(SourceWriter writer, NetworkType type)
    {
        var scopes = new Stack<IDisposable>();
        if (type.Namespace.Length > 0)
        {
            scopes.Push(writer.WriteBlock($"namespace {type.Namespace}"));
        }

        foreach (ContainingType container in type.ContainingTypes)
        {
            scopes.Push(writer.WriteBlock($"partial {container.Keyword} {container.Name}"));
        }

        return new Scopes(scopes);
    }

    private static void WriteRemarks(SourceWriter writer, NetworkPlan plan)
    {
        writer.WriteLine("/// <remarks>");
        writer.WriteLine("/// Architecture:<br/>");
        writer.WriteLine("/// <code>");
        foreach (string line in NetworkDescription.Lines(plan))
        {
            writer.WriteLine($"/// {TextLayout.Documented(line)}<br/>");
        }

        writer.WriteLine("/// </code>");
        writer.WriteLine($"/// How to read the generated code: {WebPages.InDocumentation("docs/generated-code.md")}.");
        writer.WriteLine("/// </remarks>");
    }

    private static void WriteMembers(SourceWriter writer, CodeStyle style, NetworkDeclaration declaration)
    {
        NetworkPlan plan = style.Plan;
        NetworkType type = plan.Model.Type;
        string element = style.Element;
        string passes = $"global::{style.Namespace}.{GeneratedNames.Passes}";
        string constructor = type.Name;
        NetworkMembers members = style.Members;

        writer.WriteLine("/// <summary>The number of values in one sample.</summary>");
        writer.WriteLine($"public const int InputSize = {plan.Model.InputSize};");
        writer.WriteLine();
        writer.WriteLine("/// <summary>The dimensions of one sample; their product is <see cref=\"InputSize\"/>.</summary>");
        writer.WriteLine(NotCovered);
        writer.WriteLine($"public static global::System.ReadOnlySpan<int> InputShape => [{string.Join(", ", plan.Model.Input.Dimensions)}];");
        writer.WriteLine();
        writer.WriteLine("/// <summary>The number of values the network yields for one sample.</summary>");
        writer.WriteLine($"public const int OutputSize = {plan.Model.OutputSize};");
        writer.WriteLine();
        string slopes = plan.Graph.Tensors.Any(tensor => tensor.Symbol == ActivationFunction.P.Name) ? "weights, biases and slopes" : "weights and biases";
        writer.WriteLine($"/// <summary>The number of {slopes}.</summary>");
        writer.WriteLine($"public const int ParameterCount = {plan.ParameterCount};");
        writer.WriteLine();
        writer.WriteLine("/// <summary>Makes the network with parameters drawn from seed 0.</summary>");
        using (writer.WriteBlock($"{NotCovered}\npublic {constructor}()\n    : base({passes}.Layout, 0)"))
        {
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>Makes the network with parameters drawn as declared.</summary>");
        writer.WriteLine("/// <param name=\"seed\">The same seed gives the same parameters on every machine.</param>");
        if (plan.Model.IsTrainable)
        {
            writer.WriteLine("/// <remarks>Under a JIT the first network of the class compiles its training step here; <c>Load</c> does not.</remarks>");
        }

        using (writer.WriteBlock($"{NotCovered}\npublic {constructor}(int seed)\n    : base({passes}.Layout, seed)"))
        {
        }

        writer.WriteLine();
        using (writer.WriteBlock($"{NotCovered}\nprivate {constructor}(global::GenNet.NetworkLayout layout)\n    : base(layout)"))
        {
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>What the network is: its layers, its loss, and what they cost.</summary>");
        writer.WriteLine(NotCovered);
        writer.WriteLine($"public static string Summary => {passes}.Layout.Summary;");

        foreach (string load in NetworkMembers.Loads)
        {
            bool isAsync = load.StartsWith("LoadAsync", StringComparison.Ordinal);
            bool hasMap = load.Contains(NetworkMembers.LoadMap);
            (string name, string what) = load.Contains("string path") ? ("path", "file")
                : load.Contains("Stream stream") ? ("stream", "stream, which is read to its end and left open")
                : ("file", "file that is in memory");
            writer.WriteLine();
            writer.WriteLine($"/// <summary>Makes the network with the parameters of a weight {what}.</summary>");
            writer.WriteLine(
                $"/// <param name=\"{name}\">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>");
            if (hasMap)
            {
                writer.WriteLine("/// <param name=\"map\">What the file leaves open: which of its layers is which, and whose order its values have.</param>");
            }

            if (isAsync)
            {
                writer.WriteLine("/// <param name=\"cancellationToken\">Asks to give up.</param>");
            }

            writer.WriteLine("/// <returns>The network.</returns>");
            writer.WriteLine("/// <exception cref=\"global::System.IO.InvalidDataException\">It is damaged or does not fit; the message says how.</exception>");
            writer.WriteLine(NotCovered);
            writer.WriteLine($"public static {LoadedBy(load, type)} {load} =>");
            using (writer.Indent())
            {
                writer.WriteLine(
                    $"global::GenNet.Network<{element}>.LoadParameters{(isAsync ? "Async" : string.Empty)}(new {type.Name}({passes}.Layout), "
                    + $"{name}{(hasMap ? ", map" : string.Empty)}{(isAsync ? ", cancellationToken" : string.Empty)});");
            }
        }

        if (members.HasPretrained)
        {
            PretrainedFile.WriteMember(writer, style, declaration);
        }

        WriteInterface(writer, type, element);
        WriteInputMethods(writer, style);

        WriteOverride(
            members.Forward,
            $"{passes}.Forward(in base.ParameterStorage, in inputs, ref outputs, ref workspace, samples);");
        if (plan.HasOneSamplePass)
        {
            WriteOverride(
                members.ForwardOne,
                $"{passes}.ForwardOne(in base.ParameterStorage, in input, ref output{(OneSamplePass.NeedsWorkspace(plan) ? ", ref base.Scratch" : string.Empty)});");
        }

        WriteOverride(
            members.ForwardWithLoss,
            $"{passes}.ForwardWithLoss(in base.ParameterStorage, in batch, ref outputs);");
        foreach (string backpropagate in members.Backpropagate)
        {
            WriteOverride(backpropagate, $"{passes}.Backpropagate(in base.ParameterStorage, in batch, update);");
        }

        foreach ((string member, string body) in members.Exploration.Zip(
            [$"{passes}.{GeneratedNames.Exploration}.Network;", $"{passes}.Trace(in base.ParameterStorage, in batch, ref outputs, update, trace);"],
            (member, body) => (member, body)))
        {
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine(NotCovered);
            writer.WriteLine($"protected override {member} =>");
            using (writer.Indent())
            {
                writer.WriteLine(body);
            }
        }

        if (plan.Model.IsTrainable && LossTable.Of(plan.Model.Loss).IsOfClasses)
        {
            WriteClassTargets(
                writer,
                members,
                $"base.Gradient(inputs, targets, gradient);",
                "global::GenNet.Training.ClassTargets.Gradient(this, inputs, classes, gradient);",
                $"base.TrainStep(inputs, targets, optimizer);",
                "global::GenNet.Training.ClassTargets.TrainStep(this, inputs, classes, optimizer);");
            if (members.TakesIndices)
            {
                WriteClassTargetsOfInputs(
                    writer,
                    members,
                    "global::GenNet.Indices.Gradient(this, inputs, classes, gradient);",
                    "global::GenNet.Indices.TrainStep(this, inputs, classes, optimizer);");
            }
            else if (plan.Model.TakesBytes)
            {
                string scale = Printer.Literal(plan.Model.ByteScale, style.Precision);
                WriteClassTargetsOfInputs(
                    writer,
                    members,
                    $"global::GenNet.Training.ClassTargets.GradientFromBytes(this, inputs, classes, gradient, {scale});",
                    $"global::GenNet.Training.ClassTargets.TrainStepFromBytes(this, inputs, classes, optimizer, {scale});");
            }
        }

        if (plan.Model.IsStream)
        {
            WriteStream(writer, style);
        }

        if (plan.Model.ChecksGradients)
        {
            WriteGradientCheck(writer, style);
        }

        void WriteOverride(string signature, string body)
        {
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine(NotCovered);
            writer.WriteLine(
                "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
            writer.WriteLine($"protected override {signature} =>");
            using (writer.Indent())
            {
                writer.WriteLine(body);
            }
        }
    }

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
        string stream = $"global::{style.Namespace}.{GeneratedNames.Stream}";
        writer.WriteLine();
        writer.WriteLine("/// <summary>Makes the state of a stream, at its beginning: what <c>Step</c> goes on from.</summary>");
        writer.WriteLine("/// <returns>The state. Each stream has one of its own.</returns>");
        writer.WriteLine(NotCovered);
        writer.WriteLine($"public {style.Members.CreateState} => base.CreateStreamState({StreamFile.StyleOf(model).Plan.WorkspaceLength});");
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine("/// Takes a stream one step on: what <c>Predict</c> yields for the steps so far as a whole, to rounding. Allocates nothing and takes no lock;");
        writer.WriteLine("/// several threads may each take a state of their own on, while nobody trains.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine($"/// <param name=\"input\">The step: {TextLayout.Count(model.StepInputSize, "value")}.</param>");
        writer.WriteLine($"/// <param name=\"output\">Receives what the network yields for it: {TextLayout.Count(model.StepOutputSize, "value")}.</param>");
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
            writer.WriteLine("    ref values);");
        }
    }

    private static void WriteGradientCheck(SourceWriter writer, CodeStyle style)
    {
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
                writer.WriteLine($"    this, global::{style.Namespace}.{GeneratedNames.Formulas}.Network, inputs, targets, parametersPerTensor);");
            }
        }
    }

    /// <summary>What a <c>Load</c> or <c>LoadAsync</c> returns.</summary>
    public static string LoadedBy(string load, NetworkType type) =>
        load.StartsWith("LoadAsync", StringComparison.Ordinal) ? $"global::System.Threading.Tasks.Task<{type.Name}>" : type.Name;

    private static void WriteLayout(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        NetworkModel network = plan.Model;
        writer.WriteLine($"/// <summary>The passes of {network.Type.Name}: its mathematics, apart from its public face.</summary>");
        WriteGeneratedCode(writer);
        using (writer.WriteBlock($"internal static partial class {GeneratedNames.Passes}"))
        {
            writer.WriteLine("/// <summary>The layers, and where their parameters lie.</summary>");
            using (writer.WriteBlock("internal static readonly global::GenNet.NetworkLayout Layout = new()", closing: "};"))
            {
                writer.WriteLine($"Name = \"{network.Type.Name.TrimStart('@')}\",");
                writer.WriteLine("Summary =");
                using (writer.Indent())
                {
                    IReadOnlyList<string> lines = NetworkDescription.Lines(plan);
                    for (int i = 0; i < lines.Count; i++)
                    {
                        bool isLast = i == lines.Count - 1;
                        writer.WriteLine($"\"{Escaped(lines[i])}{(isLast ? "\"," : "\\n\" +")}");
                    }
                }

                writer.WriteLine($"InputShape = [{string.Join(", ", network.Input.Dimensions)}],");
                writer.WriteLine($"InputSize = {network.InputSize},");
                if (network.Vocabulary > 0)
                {
                    writer.WriteLine($"Vocabulary = {network.Vocabulary},");
                }

                writer.WriteLine($"OutputSize = {network.OutputSize},");
                writer.WriteLine($"TargetSize = {network.TargetSize},");
                writer.WriteLine($"Loss = {(network.LossFunction is null ? $"global::GenNet.Loss.{network.Loss}" : "null")},");
                ClassRule rule = ClassRule.Of(network);
                writer.WriteLine($"Scoring = global::GenNet.Scoring.{rule.Scoring},");
                writer.WriteLine($"Threshold = {Printer.Number(rule.Threshold)},");
                writer.WriteLine($"Reduction = global::GenNet.Reduction.{network.Reduction},");
                writer.WriteLine($"ParameterCount = {plan.ParameterCount},");
                writer.WriteLine($"StorageLength = {plan.StorageLength},");
                writer.WriteLine($"SamplesPerPass = {(plan.SamplesPerPass == int.MaxValue ? "int.MaxValue" : Text(plan.SamplesPerPass))},");
                writer.WriteLine($"WorkspaceLength = {plan.WorkspaceLength},");
                if (plan.Graph.FewestPositions is { } fewest)
                {
                    writer.WriteLine($"WorkspaceOfSample = {plan.WorkspaceOfSample},");
                    writer.WriteLine($"WorkspaceOfBatch = {plan.WorkspaceOfBatch},");
                    writer.WriteLine($"FewestPositions = ({fewest.Layer}, {fewest.Positions}),");
                }

                writer.WriteLine($"WorkLists = {plan.WorkLists},");
                using (writer.WriteBlock("Layers =", "[", "],"))
                {
                    var order = ChannelOrder.Of(network);
                    foreach (LayerModel layer in network.Layers)
                    {
                        WriteLayer(writer, plan, layer, order);
                    }
                }

                using (writer.WriteBlock("Tensors =", "[", "],"))
                {
                    foreach (TensorPlace place in plan.Tensors)
                    {
                        WriteTensor(writer, place, network.Layers[place.Tensor.Layer - 1]);
                    }
                }
            }
        }
    }

    private static void WriteLayer(SourceWriter writer, NetworkPlan plan, LayerModel layer, ChannelOrder order)
    {
        bool hasTensors = plan.Tensors.Any(place => place.Tensor.Layer == layer.Number);
        string input = hasTensors && order.OfInput(layer) is { } inputs ? $", InputOrder = \"{inputs}\"" : string.Empty;
        string output = hasTensors && order.OfOutput(layer) is { } outputs ? $", OutputOrder = \"{outputs}\"" : string.Empty;
        double multiplyAdds = plan.Graph.Forward
            .SelectMany(stage => stage.Operations)
            .Where(operation => operation.Layer == layer.Number)
            .Sum(operation => operation.MultiplyAdds);
        string label = layer.Name is null ? string.Empty : $"Label = \"{Escaped(NetworkDescription.NameOf(layer))}\", ";
        string sources = layer.Sources.Count == 1 && layer.Sources[0] == layer.Number - 1 ? string.Empty
            : $", Sources = [{string.Join(", ", layer.Sources)}]";
        string cost = multiplyAdds == 0 ? string.Empty : $", MultiplyAdds = {((long)multiplyAdds).ToString(CultureInfo.InvariantCulture)}";
        writer.WriteLine(
            $"new() {{ {label}Name = \"layer{layer.Number}\", Description = \"{LayerKinds.Of(layer).DescribeInFile(layer)}\", "
            + $"Shape = [{string.Join(", ", layer.Output.Dimensions)}]{sources}{cost}{input}{output} }},");
    }

    private static void WriteTensor(SourceWriter writer, TensorPlace place, LayerModel layer)
    {
        Tensor tensor = place.Tensor;
        string role = tensor.IsState ? ", Role = global::GenNet.TensorRole.State"
            : tensor.IsFrozen ? ", Role = global::GenNet.TensorRole.Frozen" : string.Empty;
        if (tensor.Learns)
        {
            role += (layer.Rule.L1 == 0 ? string.Empty : $", L1 = {Printer.Number(layer.Rule.L1)}")
                + (layer.Rule.L2 is { } decay ? $", L2 = {Printer.Number(decay)}" : string.Empty)
                + (layer.Rule.RateFactor == 1 ? string.Empty : $", LearningRateFactor = {Printer.Number(layer.Rule.RateFactor)}");
        }

        if (tensor.BatchShare > 0)
        {
            role += $", BatchShare = {Printer.Number(tensor.BatchShare)}";
        }

        string first = $"Name = \"layer{tensor.Layer}.{tensor.Word}\", Shape = [{string.Join(", ", tensor.Shape.Dimensions)}], Offset = {place.Offset}";
        if (tensor.Groups > 1)
        {
            first += $", Groups = {tensor.Groups}, GroupWidth = {place.Columns.Count / tensor.Groups}"
                + (tensor.GroupShift == 0 ? string.Empty : $", GroupShift = {tensor.GroupShift}");
        }

        if (tensor.Shape.Rank == 1)
        {
            string value = tensor.InitialValues.Count > 0 ? $", InitialValues = [{string.Join(", ", tensor.InitialValues.Select(Printer.Number))}]"
                : tensor.InitialValue == 0 ? string.Empty : $", InitialValue = {Printer.Number(tensor.InitialValue)}";
            writer.WriteLine($"new() {{ {first}{value}{role} }},");
            return;
        }

        using (writer.WriteBlock("new()", closing: "},"))
        {
            writer.WriteLine($"{first}, PanelWidth = {place.Columns.PanelWidth}{role},");
            writer.WriteLine(
                $"Initializer = global::GenNet.Initializer.{tensor.Initializer}, Scale = {Printer.Number(tensor.InitializerScale)}, "
                + $"FanIn = {tensor.Rows}, FanOut = {tensor.FanOut ?? (tensor.Columns / tensor.Groups)},");
        }
    }

    /// <summary>Words that a user wrote, in a string.</summary>
    private static string Escaped(string line) => line.Replace("\\", "\\\\").Replace("\"", "\\\"");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Scopes(Stack<IDisposable> scopes) : IDisposable
    {
        public void Dispose()
        {
            while (scopes.Count > 0)
            {
                scopes.Pop().Dispose();
            }
        }
    }
}

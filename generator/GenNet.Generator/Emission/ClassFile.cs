using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Writes the file that makes the user's class a network: its public face, which hands over to the passes.</summary>
internal static partial class ClassFile
{
    public static string Write(CodeStyle style, NetworkDeclaration declaration)
    {
        NetworkPlan plan = style.Plan;
        NetworkModel network = plan.Model;
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, network.Type.Name, hasReferences: true);
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
        NetworkMembers members = style.Members;
        WriteSizes(writer, plan);
        writer.WriteLine();
        WriteConstructors(writer, style);
        writer.WriteLine();
        writer.WriteLine("/// <summary>What the network is: its layers, its loss, and what they cost.</summary>");
        writer.WriteLine(NotCovered);
        writer.WriteLine($"public static string Summary => {PassesOf(style)}.Layout.Summary;");
        WriteLoads(writer, style);
        if (members.HasPretrained)
        {
            PretrainedFile.WriteMember(writer, style, declaration);
        }

        WriteInterface(writer, type, style.Element);
        WriteInputMethods(writer, style);
        WriteOverrides(writer, style);
        if (plan.Model.IsTrainable && LossTable.Of(plan.Model.Loss).IsOfClasses)
        {
            WriteClassOverloads(writer, style);
        }

        if (plan.Model.IsStream)
        {
            WriteStream(writer, style);
        }

        if (plan.Model.ChecksGradients)
        {
            WriteGradientCheck(writer, style);
        }
    }

    /// <summary>Where the passes of a network are.</summary>
    private static string PassesOf(CodeStyle style) => $"global::{style.Namespace}.{GeneratedNames.Passes}";

    private static void WriteSizes(SourceWriter writer, NetworkPlan plan)
    {
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
    }

    private static void WriteConstructors(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        string passes = PassesOf(style);
        string constructor = plan.Model.Type.Name;
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
    }

    /// <summary>The methods that make a network of a file.</summary>
    private static void WriteLoads(SourceWriter writer, CodeStyle style)
    {
        NetworkType type = style.Plan.Model.Type;
        string element = style.Element;
        string passes = PassesOf(style);
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
    }

    /// <summary>What the network's class says of its passes.</summary>
    private static void WriteOverrides(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        NetworkMembers members = style.Members;
        string passes = PassesOf(style);
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

    private static void WriteClassOverloads(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        NetworkMembers members = style.Members;
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

    /// <summary>What a <c>Load</c> or <c>LoadAsync</c> returns.</summary>
    public static string LoadedBy(string load, NetworkType type) =>
        load.StartsWith("LoadAsync", StringComparison.Ordinal) ? $"global::System.Threading.Tasks.Task<{type.Name}>" : type.Name;

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

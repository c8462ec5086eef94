using System.Linq;
using GenNet.Generator.Model;
using GenNet.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the public face of a network whose declaration has a mistake, with bodies that throw: code that uses the network still
/// compiles, so that the mistake shows alone.
/// </summary>
internal static class ShellFile
{
    public static string Write(NetworkDeclaration declaration, NetworkType type)
    {
        NetworkShell shell = declaration.Shell;
        string passes = $"global::{GeneratedNames.WrittenNamespaceOf(type)}.{GeneratedNames.Passes}";
        string mistake = $"{passes}.Mistake";
        NetworkMembers members = shell.Members;
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The public face of {type.Name}, whose declaration has a mistake");
        using (ClassFile.OpenScopes(writer, type))
        {
            string baseClass = shell.IsTrainable ? "TrainableNetwork" : "Network";
            using (writer.WriteBlock(
                $"partial class {type.Name} : global::GenNet.{baseClass}<{members.Element}>, {ClassFile.InterfaceOf(type, members.Element)}"))
            {
                WriteDocumented("The number of values in one sample.", $"public const int InputSize = {shell.InputSize};");
                WriteDocumented(
                    "The dimensions of one sample.", $"public static global::System.ReadOnlySpan<int> InputShape => [{string.Join(", ", shell.InputShape.Dimensions)}];");
                WriteDocumented("The number of values the network yields for one sample.", $"public const int OutputSize = {shell.OutputSize};");
                WriteDocumented("Not known until the declaration is correct.", "public const int ParameterCount = 0;");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}()\n    : base({passes}.Layout)\n{{\n}}");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}(int seed)\n    : base({passes}.Layout)\n{{\n}}");
                WriteDocumented("Empty, until the declaration is correct.", "public static string Summary => string.Empty;");
                foreach (string load in NetworkMembers.Loads)
                {
                    WriteDocumented(
                        "Throws, until the declaration is correct.", $"public static {ClassFile.LoadedBy(load, type)} {load} => throw {mistake};");
                }

                if (members.HasPretrained)
                {
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"public static {type.Name} {NetworkMembers.Pretrained} => throw {mistake};");
                }

                foreach (InputMethod method in members.InputMethods)
                {
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"{method.OwnPriority}\npublic {method.Signature} => throw {mistake};".TrimStart());
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"{method.NumberPriority}\npublic new {method.NumberSignature(members.Element)} => throw {mistake};".TrimStart());
                }

                if (members.IsStream)
                {
                    WriteDocumented("Throws, until the declaration is correct.", $"public {members.CreateState} => throw {mistake};");
                    WriteDocumented("Throws, until the declaration is correct.", $"public {members.Step} => throw {mistake};");
                }

                ClassFile.WriteInterface(writer, type, members.Element);
                writer.WriteLine();
                WriteOverride(members.Forward);
                WriteOverride(members.ForwardWithLoss);
                if (shell.ChecksGradients)
                {
                    WriteDocumented("Throws, until the declaration is correct.", $"public {members.GradientCheck} => throw {mistake};");
                    if (members.TakesIndices)
                    {
                        WriteDocumented("Throws, until the declaration is correct.", $"public {members.GradientCheckOfIndices} => throw {mistake};");
                    }
                }

                if (shell is { IsTrainable: true, TakesClasses: true })
                {
                    ClassFile.WriteClassTargets(writer, members, [.. Enumerable.Repeat($"throw {mistake};", 4)]);
                    if (members.InputType is not null)
                    {
                        ClassFile.WriteClassTargetsOfInputs(writer, members, $"throw {mistake};", $"throw {mistake};");
                    }
                }

                foreach (string backpropagate in members.Backpropagate.Concat(members.Exploration))
                {
                    WriteOverride(backpropagate);
                }
            }
        }

        writer.WriteLine();
        using (writer.WriteBlock($"namespace {GeneratedNames.WrittenNamespaceOf(type)}"))
        {
            ClassFile.WriteGeneratedCode(writer);
            using (writer.WriteBlock($"internal static class {GeneratedNames.Passes}"))
            {
                WriteDocumented(
                    "Why nothing of the network works.",
                    $"public static global::System.InvalidOperationException Mistake => new(\n    {Literal(declaration)});");
                WriteDocumented("Throws, until the declaration is correct.", "public static global::GenNet.NetworkLayout Layout => throw Mistake;");
            }
        }

        return writer.ToString();

        void WriteDocumented(string summary, string member)
        {
            writer.WriteLine("#pragma warning disable CS1573, CS1591");
            writer.WriteLine($"/// <summary>{summary}</summary>");
            writer.WriteLine(member);
            writer.WriteLine("#pragma warning restore CS1573, CS1591");
            writer.WriteLine();
        }

        void WriteOverride(string signature)
        {
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine($"protected override {signature} => throw {mistake};");
            writer.WriteLine();
        }
    }

    /// <summary>What is wrong, as a string of C#.</summary>
    public static string Literal(NetworkDeclaration declaration)
    {
        string messages = declaration.Mistakes is { Messages: { Count: > 0 } found }
            ? string.Join(" ", found)
            : "See the build's errors.";
        return SymbolDisplay.FormatLiteral($"The declaration of this network has a mistake. {messages}", quote: true);
    }
}

using System.Linq;
using GenNet.Generator.Architecture;
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
        string passes = EmissionStyle.PassesClassOf(type);
        string mistake = $"global::GenNet.Generated.{passes}.Mistake";
        string element = shell.IsDouble ? "double" : "float";
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The public face of {type.Name}, whose declaration has a mistake");
        using (ClassFile.OpenScopes(writer, type))
        {
            writer.WriteLine(ClassFile.GeneratedCode);
            string baseClass = shell.IsTrainable ? "TrainableNetwork" : "Network";
            using (writer.WriteBlock($"partial class {type.Name} : global::GenNet.{baseClass}<{element}>"))
            {
                WriteDocumented("The number of values in one sample.", $"public const int InputSize = {shell.InputSize};");
                WriteDocumented("The number of values the network yields for one sample.", $"public const int OutputSize = {shell.OutputSize};");
                WriteDocumented("Not known until the declaration is correct.", "public const int ParameterCount = 0;");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}()\n    : this(0)\n{{\n}}");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}(int seed)\n    : base(global::GenNet.Generated.{passes}.Layout)\n{{\n}}");
                WriteDocumented("Empty, until the declaration is correct.", "public static string Summary => string.Empty;");
                foreach (string parameter in new[]
                {
                    "string path", "global::System.IO.Stream stream", "global::System.ReadOnlySpan<byte> file",
                })
                {
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"public static {type.Name} Load({parameter}) => throw {mistake};");
                }

                if (shell.TakesBytes)
                {
                    foreach (ByteMethod method in ByteMethod.Of(element, shell.IsTrainable))
                    {
                        WriteDocumented(
                            "Throws, until the declaration is correct.",
                            $"{ByteMethod.Priority}\npublic {method.Signature} => throw {mistake};");
                        WriteDocumented(
                            "Throws, until the declaration is correct.",
                            $"public {method.NumberSignature(element)} => throw {mistake};");
                    }
                }

                WriteOverride($"void Forward(ref readonly {element} inputs, ref {element} outputs, ref {element} workspace, int samples)");
                WriteOverride($"{element} ForwardWithLoss(in global::GenNet.Batch<{element}> batch, ref {element} outputs)");
                if (shell.ChecksGradients)
                {
                    string span = $"global::System.ReadOnlySpan<{element}>";
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"public global::GenNet.GradientReport CheckGradients(\n    {span} inputs, {span} targets, "
                        + $"int parametersPerTensor = int.MaxValue) => throw {mistake};");
                }

                if (shell is { IsTrainable: true, TakesClasses: true })
                {
                    ClassFile.WriteClassTargets(writer, element, withNumbers: !shell.TakesBytes, [.. Enumerable.Repeat($"throw {mistake};", 4)]);
                    if (shell.TakesBytes)
                    {
                        ClassFile.WriteClassTargetsOfBytes(writer, element, $"throw {mistake};", $"throw {mistake};");
                    }
                }

                if (shell.IsTrainable)
                {
                    foreach (string update in ClassFile.Updates)
                    {
                        WriteOverride(
                            $"{element} Backpropagate(in global::GenNet.Batch<{element}> batch, global::GenNet.{update}<{element}> update)");
                    }
                }
            }
        }

        writer.WriteLine();
        using (writer.WriteBlock("namespace GenNet.Generated"))
        {
            writer.WriteLine(ClassFile.GeneratedCode);
            using (writer.WriteBlock($"internal static class {passes}"))
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
    private static string Literal(NetworkDeclaration declaration)
    {
        string messages = declaration.Mistakes is { Messages: { Count: > 0 } found }
            ? string.Join(" ", found)
            : "See the build's errors.";
        return SymbolDisplay.FormatLiteral($"The declaration of this network has a mistake. {messages}", quote: true);
    }
}

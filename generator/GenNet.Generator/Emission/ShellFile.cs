using GenNet.Generator.Architecture;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the public face of a network whose declaration has a mistake, with bodies that throw: code that uses the network still
/// compiles, so that the mistake shows alone.
/// </summary>
internal static class ShellFile
{
    public static string Write(NetworkType type, NetworkShell shell)
    {
        string element = shell.IsDouble ? "double" : "float";
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The public face of {type.Name}, whose declaration has a mistake");
        using (ClassFile.OpenScopes(writer, type))
        {
            writer.WriteLine(ClassFile.GeneratedCode);
            string baseClass = shell.IsTrainable ? "TrainableNetwork" : "Network";
            using (writer.WriteBlock($"partial class {type.Name} : global::GenNet.{baseClass}<{element}>"))
            {
                writer.WriteLine("private const string Mistake = \"The declaration of this network has a mistake; see the build's errors.\";");
                writer.WriteLine();
                WriteDocumented("The number of values in one sample.", $"public const int InputSize = {shell.InputSize};");
                WriteDocumented("The number of values the network yields for one sample.", $"public const int OutputSize = {shell.OutputSize};");
                WriteDocumented("Not known until the declaration is correct.", "public const int ParameterCount = 0;");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}()\n    : this(0)\n{{\n}}");
                WriteDocumented(
                    "Throws, until the declaration is correct.",
                    $"public {type.Name}(int seed)\n    : base(Refuse())\n{{\n}}");
                writer.WriteLine(
                    "private static global::GenNet.NetworkLayout Refuse() => throw new global::System.InvalidOperationException(Mistake);");
                writer.WriteLine();
                WriteDocumented("Empty, until the declaration is correct.", "public static string Summary => string.Empty;");
                foreach (string parameter in new[]
                {
                    "string path", "global::System.IO.Stream stream", "global::System.ReadOnlySpan<byte> file",
                })
                {
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"public static {type.Name} Load({parameter}) => throw new global::System.InvalidOperationException(Mistake);");
                }

                WriteOverride($"void Forward(ref readonly {element} inputs, ref {element} outputs, ref {element} workspace, int samples)");
                WriteOverride($"{element} ForwardWithLoss(in global::GenNet.Batch<{element}> batch, ref {element} outputs)");
                if (shell.ChecksGradients)
                {
                    string span = $"global::System.ReadOnlySpan<{element}>";
                    WriteDocumented(
                        "Throws, until the declaration is correct.",
                        $"public global::GenNet.GradientReport CheckGradients(\n    {span} inputs, {span} targets, "
                        + "int parametersPerTensor = int.MaxValue) => throw new global::System.InvalidOperationException(Mistake);");
                }

                if (shell.IsTrainable)
                {
                    foreach (string update in new[] { "StoreGradient", "AddGradient", "SgdUpdate" })
                    {
                        WriteOverride(
                            $"{element} Backpropagate(in global::GenNet.Batch<{element}> batch, global::GenNet.{update}<{element}> update)");
                    }
                }
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
            writer.WriteLine($"protected override {signature} => throw new global::System.InvalidOperationException(Mistake);");
            writer.WriteLine();
        }
    }
}

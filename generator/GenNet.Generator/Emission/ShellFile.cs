using System.Linq;
using GenNet.Generator.Model;
using GenNet.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the public face of a network whose declaration has a mistake, with bodies that throw: code that uses the network still
/// compiles, so that the mistake shows alone.
/// </summary>
internal sealed class ShellFile
{
    private const string Throws = "Throws, until the declaration is correct.";

    private readonly SourceWriter _writer = new();
    private readonly NetworkDeclaration _declaration;
    private readonly NetworkType _type;
    private readonly NetworkShell _shell;
    private readonly NetworkMembers _members;
    private readonly string _passes;
    private readonly string _mistake;

    private ShellFile(NetworkDeclaration declaration, NetworkType type)
    {
        _declaration = declaration;
        _type = type;
        _shell = declaration.Shell;
        _members = _shell.Members;
        _passes = $"global::{GeneratedNames.WrittenNamespaceOf(type)}.{GeneratedNames.Passes}";
        _mistake = $"{_passes}.Mistake";
    }

    public static string Write(NetworkDeclaration declaration, NetworkType type) => new ShellFile(declaration, type).Text();

    private string Text()
    {
        PassesFile.WriteHeader(_writer, $"The public face of {_type.Name}, whose declaration has a mistake", hasReferences: true);
        using (ClassFile.OpenScopes(_writer, _type))
        {
            string baseClass = _shell.IsTrainable ? "TrainableNetwork" : "Network";
            using (_writer.WriteBlock(
                $"partial class {_type.Name} : global::GenNet.{baseClass}<{_members.Element}>, {ClassFile.InterfaceOf(_type, _members.Element)}"))
            {
                WriteStatics();
                WriteMethods();
                ClassFile.WriteInterface(_writer, _type, _members.Element);
                _writer.WriteLine();
                WriteOverride(_members.Forward);
                WriteOverride(_members.ForwardWithLoss);
                WriteTraining();
                foreach (string backpropagate in _members.Backpropagate.Concat(_members.Exploration))
                {
                    WriteOverride(backpropagate);
                }
            }
        }

        _writer.WriteLine();
        using (_writer.WriteBlock($"namespace {GeneratedNames.WrittenNamespaceOf(_type)}"))
        {
            ClassFile.WriteGeneratedCode(_writer);
            using (_writer.WriteBlock($"internal static class {GeneratedNames.Passes}"))
            {
                WriteDocumented(
                    "Why nothing of the network works.",
                    $"public static global::System.InvalidOperationException Mistake => new(\n    {Literal(_declaration)});");
                WriteDocumented(Throws, "public static global::GenNet.NetworkLayout Layout => throw Mistake;");
            }
        }

        return _writer.ToString();
    }

    /// <summary>Sizes and constructors, and what makes a network of a file.</summary>
    private void WriteStatics()
    {
        WriteDocumented("The number of values in one sample.", $"public const int InputSize = {_shell.InputSize};");
        WriteDocumented(
            "The dimensions of one sample.",
            $"public static global::System.ReadOnlySpan<int> InputShape => [{string.Join(", ", _shell.InputShape.Dimensions)}];");
        WriteDocumented("The number of values the network yields for one sample.", $"public const int OutputSize = {_shell.OutputSize};");
        WriteDocumented("Not known until the declaration is correct.", "public const int ParameterCount = 0;");
        WriteDocumented(Throws, $"public {_type.Name}()\n    : base({_passes}.Layout)\n{{\n}}");
        WriteDocumented(Throws, $"public {_type.Name}(int seed)\n    : base({_passes}.Layout)\n{{\n}}");
        WriteDocumented("Empty, until the declaration is correct.", "public static string Summary => string.Empty;");
        foreach (string load in NetworkMembers.Loads)
        {
            WriteDocumented(Throws, $"public static {ClassFile.LoadedBy(load, _type)} {load} => throw {_mistake};");
        }

        if (_members.HasPretrained)
        {
            WriteDocumented(Throws, $"public static {_type.Name} {NetworkMembers.Pretrained} => throw {_mistake};");
        }
    }

    /// <summary>The methods that take bytes or indices, or a stream's steps.</summary>
    private void WriteMethods()
    {
        foreach (InputMethod method in _members.InputMethods)
        {
            WriteDocumented(Throws, $"{method.OwnPriority}\npublic {method.Signature} => throw {_mistake};".TrimStart());
            WriteDocumented(Throws, $"{method.NumberPriority}\npublic new {method.NumberSignature(_members.Element)} => throw {_mistake};".TrimStart());
        }

        if (_members.IsStream)
        {
            WriteDocumented(Throws, $"public {_members.CreateState} => throw {_mistake};");
            WriteDocumented(Throws, $"public {_members.Step} => throw {_mistake};");
        }
    }

    /// <summary>The gradient check, and the methods that take classes.</summary>
    private void WriteTraining()
    {
        if (_shell.ChecksGradients)
        {
            WriteDocumented(Throws, $"public {_members.GradientCheck} => throw {_mistake};");
            if (_members.TakesIndices)
            {
                WriteDocumented(Throws, $"public {_members.GradientCheckOfIndices} => throw {_mistake};");
            }
        }

        if (_shell is { IsTrainable: true, TakesClasses: true })
        {
            ClassFile.WriteClassTargets(_writer, _members, [.. Enumerable.Repeat($"throw {_mistake};", 4)]);
            if (_members.InputType is not null)
            {
                ClassFile.WriteClassTargetsOfInputs(_writer, _members, $"throw {_mistake};", $"throw {_mistake};");
            }
        }
    }

    private void WriteDocumented(string summary, string member)
    {
        _writer.WriteLine("#pragma warning disable CS1573, CS1591");
        _writer.WriteLine($"/// <summary>{summary}</summary>");
        _writer.WriteLine(member);
        _writer.WriteLine("#pragma warning restore CS1573, CS1591");
        _writer.WriteLine();
    }

    private void WriteOverride(string signature)
    {
        _writer.WriteLine("/// <inheritdoc/>");
        _writer.WriteLine($"protected override {signature} => throw {_mistake};");
        _writer.WriteLine();
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

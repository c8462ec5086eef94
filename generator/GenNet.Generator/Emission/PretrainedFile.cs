using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Emission;

/// <summary>Writes the weights that a network brings along: as constants where they are few, or where they lie in a resource of the assembly.</summary>
internal static class PretrainedFile
{
    /// <summary>The member of the class that makes the network with them.</summary>
    public static void WriteMember(SourceWriter writer, CodeStyle style, NetworkDeclaration declaration)
    {
        NetworkType type = style.Plan.Model.Type;
        if (declaration.Pretrained is not { } pretrained)
        {
            writer.WriteLine();
            writer.WriteLine("/// <summary>Throws, until the weight file fits.</summary>");
            writer.WriteLine("/// <returns>Nothing.</returns>");
            writer.WriteLine(ClassFile.NotCovered);
            writer.WriteLine($"public static {type.Name} {NetworkMembers.Pretrained} => throw new global::System.InvalidOperationException(");
            writer.WriteLine($"    {ShellFile.Literal(declaration)});");
            return;
        }

        string weights = $"global::{style.Namespace}.{GeneratedNames.Weights}";
        (string method, string values) = pretrained switch
        {
            PretrainedConstants => ("LoadEmbedded", $"{weights}.Values"),
            PretrainedResource => ("LoadEmbedded", $"{weights}.File, {weights}.Offsets"),
            _ => ("LoadEmbeddedPieces", $"{weights}.File, {weights}.Pieces"),
        };
        writer.WriteLine();
        writer.WriteLine($"/// <summary>Makes the network with the weights of {TextLayout.Documented(pretrained.File)}, which are part of this assembly: no file is read.</summary>");
        writer.WriteLine("/// <returns>The network, with the same bits as <c>Load</c> gives it from that file.</returns>");
        writer.WriteLine(ClassFile.NotCovered);
        writer.WriteLine($"public static {type.Name} {NetworkMembers.Pretrained} =>");
        using (writer.Indent())
        {
            writer.WriteLine(
                $"global::GenNet.Network<{style.Element}>.{method}(new {type.Name}(global::{style.Namespace}.{GeneratedNames.Passes}.Layout), {values});");
        }
    }

    /// <summary>The file that holds them.</summary>
    public static string Write(CodeStyle style, PretrainedModel pretrained)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The weights of {plan.Model.Type.Name}", hasReferences: true);
        using (writer.WriteBlock($"namespace {style.Namespace}"))
        {
            writer.WriteLine($"/// <summary>{TextLayout.Documented(pretrained.File)}, as it was when this was compiled.</summary>");
            writer.WriteLine($"/// <remarks>SHA-256 {pretrained.Hash}.</remarks>");
            ClassFile.WriteGeneratedCode(writer);
            using (writer.WriteBlock($"internal static class {GeneratedNames.Weights}"))
            {
                switch (pretrained)
                {
                    case PretrainedConstants constants:
                        WriteConstants(writer, style, constants.Values);
                        break;
                    case PretrainedResource resource:
                        WriteResource(writer, resource.Resource);
                        WriteOffsets(writer, plan, resource.Offsets);
                        break;
                    case PretrainedPieces pieces:
                        WriteResource(writer, pieces.Resource);
                        WritePieces(writer, pieces.Pieces);
                        break;
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>Constants lie in the image of the program: reading them is reading memory.</summary>
    private static void WriteConstants(SourceWriter writer, CodeStyle style, EquatableArray<double> values)
    {
        const int ValuesOfLine = 8;
        writer.WriteLine("/// <summary>The values of all tensors, one after the other, each row by row.</summary>");
        using (writer.WriteBlock($"internal static global::System.ReadOnlySpan<{style.Element}> Values =>", "[", "];"))
        {
            int next = 0;
            foreach (Tensor tensor in style.Plan.Tensors.Select(place => place.Tensor))
            {
                writer.WriteLine($"// {NameOf(tensor)} [{string.Join(", ", tensor.Shape.Dimensions)}]");
                int columns = tensor.Columns == 1 ? tensor.Rows : tensor.Columns;
                for (int first = 0; first < tensor.Count;)
                {
                    // A row begins a line, but for columns of one number.
                    int count = Math.Min(ValuesOfLine, columns - (first % columns));
                    writer.WriteLine(string.Join(
                        ", ", Enumerable.Range(next + first, count).Select(index => Literal(values[index], style.Precision))) + ",");
                    first += count;
                }

                next += (int)tensor.Count;
            }
        }
    }

    private static void WriteResource(SourceWriter writer, string resource)
    {
        writer.WriteLine("// No reflection: the assembly is known here, and so is the name in it. Projects that ban the one need not ban the other.");
        writer.WriteLine("#pragma warning disable RS0030");
        writer.WriteLine("/// <summary>The whole file, a resource of this assembly.</summary>");
        writer.WriteLine("internal static global::System.IO.Stream File =>");
        using (writer.Indent())
        {
            writer.WriteLine(
                $"typeof({GeneratedNames.Weights}).Assembly.GetManifestResourceStream({SymbolDisplay.FormatLiteral(resource, quote: true)})!;");
        }

        writer.WriteLine("#pragma warning restore RS0030");
        writer.WriteLine();
    }

    private static void WriteOffsets(SourceWriter writer, NetworkPlan plan, EquatableArray<int> offsets)
    {
        writer.WriteLine("/// <summary>Where each tensor begins in it, in bytes.</summary>");
        using (writer.WriteBlock("internal static global::System.ReadOnlySpan<int> Offsets =>", "[", "];"))
        {
            foreach ((TensorPlace place, int offset) in plan.Tensors.Zip(offsets, (place, offset) => (place, offset)))
            {
                writer.WriteLine($"{offset.ToString(CultureInfo.InvariantCulture)}, // {NameOf(place.Tensor)}");
            }
        }
    }

    private static void WritePieces(SourceWriter writer, EquatableArray<PretrainedPiece> pieces)
    {
        writer.WriteLine("/// <summary>");
        writer.WriteLine("/// The parts of its tensors, whose values have another order there: the bits of a value (−16 where they are those of a bfloat16), where the part");
        writer.WriteLine("/// begins in the file, in bytes, and where among the network's values; 1 where it is added to what is there, else 0; the number of its dimensions,");
        writer.WriteLine("/// and of each the size and how far apart its values lie in the file and in the network.");
        writer.WriteLine("/// </summary>");
        using (writer.WriteBlock("internal static global::System.ReadOnlySpan<int> Pieces =>", "[", "];"))
        {
            foreach (PretrainedPiece piece in pieces)
            {
                int bits = piece.Type switch
                {
                    "F64" => 64,
                    "F32" => 32,
                    "F16" => 16,
                    _ => -16,
                };
                IEnumerable<int> numbers = ((int[])[bits, piece.Begin, piece.Target, piece.Adds ? 1 : 0, piece.Axes.Count / 3]).Concat(piece.Axes);
                writer.WriteLine(
                    $"{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}, // {OnOneLine(piece.Name)}");
            }
        }
    }

    /// <summary>A name from a file, which may hold anything, in a comment, which ends with its line.</summary>
    private static string OnOneLine(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? '?' : letter));

    private static string NameOf(Tensor tensor) => $"layer{tensor.Layer}.{tensor.Word}";

    /// <summary>A number that reads back to the bit.</summary>
    private static string Literal(double value, Precision precision)
    {
        string literal = Printer.Literal(value, precision);

        // 0 and −0 are equal, and not the same bits.
        return value == 0 && BitConverter.DoubleToInt64Bits(value) < 0 ? $"-{literal.TrimStart('-')}" : literal;
    }
}

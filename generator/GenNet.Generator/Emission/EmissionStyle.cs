using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Architecture;
using GenNet.Generator.Declaration;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Emission;

/// <summary>How things are called in one network's generated code.</summary>
internal sealed class EmissionStyle(NetworkPlan plan)
{
    /// <summary>Statements longer than this are broken into lines.</summary>
    public const int LineLength = 128;

    public NetworkPlan Plan { get; } = plan;

    public Precision Precision => Plan.Architecture.Precision;

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string Element => Precision == Precision.Single ? "float" : "double";

    /// <summary>The hardware vectors that methods compute in.</summary>
    public VectorType Vectors => new("Vector", Element, IsWide: false);

    /// <summary>Those that are twice as wide.</summary>
    public VectorType WideVectors => new("Vector512", Element, IsWide: true);

    /// <summary>A hardware vector of elements.</summary>
    public string Vector => Vectors.Name;

    /// <summary>The hardware's vectors, widest first.</summary>
    public static IReadOnlyList<string> VectorWidths { get; } = ["Vector512", "Vector256", "Vector128"];

    /// <summary>How many elements a padded row is a multiple of: 64 bytes.</summary>
    public int ElementsPerLine => Footprint.ElementsPerLine(Precision);

    /// <summary>The namespace of all that is no part of the user's class.</summary>
    public string Namespace => GeneratedNames.WrittenNamespaceOf(Plan.Architecture.Type);

    /// <summary>What the user's class gets.</summary>
    public NetworkMembers Members { get; } = plan.Architecture.Members;

    /// <summary>The runtime's strip of a kind for vectors of a width.</summary>
    public string Strip(StripKind kind, string vector)
    {
        string lane = vector switch
        {
            "Vector512" => Precision == Precision.Single ? "Singles16" : "Doubles8",
            "Vector256" => Precision == Precision.Single ? "Singles8" : "Doubles4",
            _ => Precision == Precision.Single ? "Singles4" : "Doubles2",
        };
        return vector != "Vector512" ? $"{lane}x2" : kind switch
        {
            StripKind.Wide => $"{lane}x4",
            StripKind.Pair => $"{lane}x2",
            _ => $"{lane}x1",
        };
    }

    /// <summary>What a strip of a kind is called where it is a type parameter.</summary>
    public static string TypeParameter(StripKind kind) => $"T{kind}";

    /// <summary>The constraints of type parameters that are strips, a line each.</summary>
    public string Constraints(IEnumerable<StripKind> kinds, bool hasUpdate)
    {
        string strips = string.Concat(kinds.Select(kind => Constraint(TypeParameter(kind))));
        return hasUpdate ? $"{strips}\n    where TUpdate : struct, IUpdate<{Element}>" : strips;
    }

    /// <summary>The constraint of a type parameter that is a strip, on a line of its own.</summary>
    public string Constraint(string strip) => $"\n    where {strip} : struct, IStrip<{strip}, {Element}>";

    /// <summary>The vector of a layer's inputs in formulas: x for the first layer, a1 for the second.</summary>
    public static string InputName(LayerPlan layer) => layer.IsFirst ? "x" : $"a{layer.Number - 1}";

    /// <summary>A formula as it may stand in a documentation comment.</summary>
    public static string Documented(string formula) => formula.Replace("&", "&amp;").Replace("<", "&lt;");

    /// <summary>What the gradient of a parameter is called in straight-line code.</summary>
    public string Gradient(string parameter) => Plan.HasGradientsInLocals ? $"d{parameter}" : $"g.d{parameter}";

    /// <summary>A call whose arguments stand on a line of their own, or on two where one would be too long.</summary>
    public static string WrapArguments(string call, string arguments, string lastArguments) =>
        arguments.Length + lastArguments.Length <= LineLength
            ? $"{call}\n    {arguments}{lastArguments}"
            : $"{call}\n    {arguments.TrimEnd()}\n    {lastArguments}";

    /// <summary>Numbers separated as a person writes them in prose: thousands by commas.</summary>
    public static string Count(long number, string thing) =>
        $"{number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} {thing}{(number == 1 ? string.Empty : "s")}";

    /// <summary>Names joined by commas, eight a line at most, as field declarations.</summary>
    public static IEnumerable<string> Fields(string type, IEnumerable<string> names) => Locals("public " + type, names);

    /// <summary>The same as declarations of locals, with their values.</summary>
    public static IEnumerable<string> Locals(string type, IEnumerable<string> names)
    {
        const int NamesPerLine = 8;
        List<string> all = names.ToList();
        for (int i = 0; i < all.Count; i += NamesPerLine)
        {
            yield return $"{type} {string.Join(", ", all.Skip(i).Take(NamesPerLine))};";
        }
    }
}

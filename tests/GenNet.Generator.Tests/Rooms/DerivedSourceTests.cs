using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Diagnostics;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Rooms;

/// <summary>
/// Sources of the runtime that say the same for other vectors, because generic ones would cost the JIT time: each follows from one of them, the widest in
/// single precision, or of the elementwise functions from that of the cosine.
/// </summary>
public sealed partial class DerivedSourceTests
{
    private static readonly string s_folder = Path.Combine(RulePages.RepositoryFolder(), "runtime", "GenNet", "Numerics");

    /// <summary>Files, and what each is derived from.</summary>
    public static TheoryData<string, string> Vectors => new()
    {
        { "Singles8", "Singles16" }, { "Singles4", "Singles16" }, { "Doubles8", "Singles16" }, { "Doubles4", "Singles16" }, { "Doubles2", "Singles16" },
        { "Singles8x1", "Singles16x1" }, { "Doubles8x1", "Singles16x1" }, { "Doubles4x1", "Singles16x1" },
        { "Singles8x2", "Singles16x2" }, { "Singles4x2", "Singles16x2" }, { "Doubles8x2", "Singles16x2" }, { "Doubles4x2", "Singles16x2" },
        { "Doubles2x2", "Singles16x2" },
        { "Doubles8x4", "Singles16x4" }, { "Singles8x4", "Singles16x4" }, { "Doubles4x4", "Singles16x4" },
        { "SingleOperations256", "SingleOperations512" }, { "SingleOperations128", "SingleOperations512" }, { "SingleOperations", "SingleOperations512" },
        { "DoubleOperations512", "SingleOperations512" }, { "DoubleOperations256", "SingleOperations512" },
        { "DoubleOperations128", "SingleOperations512" }, { "DoubleOperations", "SingleOperations512" },
    };

    /// <summary>Elementwise functions, but for those that are not like the others.</summary>
    public static TheoryData<string> Functions => [.. Directory.EnumerateFiles(s_folder, "VectorMath.*.cs")
        .Select(path => Path.GetFileNameWithoutExtension(path)["VectorMath.".Length..])
        .Where(function => function is not ("Cos" or "Pow" or "ExpNonPositive"))
        .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Strips that add four rows in a way of their own, the fastest there: half as many factors at a time, one by one, or to two sums instead of four.
    /// </summary>
    private static readonly string[] s_addInTheirWay = ["Singles8x1", "Singles8x2", "Doubles2x2", "Doubles8x4", "Singles8x4", "Doubles4x4"];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void VectorsOfOtherWidthsFollowFromTheWidest(string name, string origin)
    {
        string derived = Derive(Read(origin), name, origin);
        if (!s_addInTheirWay.Contains(name))
        {
            Hold(name, origin, derived);
            return;
        }

        List<string> others = Members(derived).Where(member => !IsOwn().IsMatch(member)).ToList();
        string[] members = Members(Read(name));
        int next = 0;
        Assert.Equal(others.Count, members.Count(member => !IsOwn().IsMatch(member)));
        Hold(name, origin, string.Join("\n\n", members.Select(member => IsOwn().IsMatch(member) ? member : others[next++])) + "\n}\n");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void ElementwiseFunctionsFollowFromTheCosine(string function)
    {
        // The words above the first member are each function's own.
        const string Attribute = "    [MethodImpl";
        string cosine = Read("VectorMath.Cos");
        string own = Read($"VectorMath.{function}");
        string members = CosineName().Replace(cosine[cosine.IndexOf(Attribute, StringComparison.Ordinal)..], function);
        Hold($"VectorMath.{function}", "VectorMath.Cos", own[..own.IndexOf(Attribute, StringComparison.Ordinal)] + members);
    }

    [Fact]
    public void WideLanesOfParametersFollowFromThoseOfThePlatform()
    {
        // The words above the type are its own.
        const string Type = "internal readonly unsafe struct";
        string origin = Path.Combine("..", "Optimizers", "ParameterLane");
        string wide = Path.Combine("..", "Optimizers", "WideParameterLane");
        string text = Read(origin);
        string own = Read(wide);
        string members = text[text.IndexOf(Type, StringComparison.Ordinal)..]
            .Replace("ParameterLane", "WideParameterLane", StringComparison.Ordinal)
            .Replace("IWideParameterLane", "IParameterLane", StringComparison.Ordinal)
            .Replace("Vector.SquareRoot(", "Vector.Sqrt(", StringComparison.Ordinal)
            .Replace("Vector", "Vector512", StringComparison.Ordinal);
        Hold(wide, origin, own[..own.IndexOf(Type, StringComparison.Ordinal)] + members);
    }

    private static void Hold(string name, string origin, string derived)
    {
        string path = Path.Combine(s_folder, name + ".cs");
        string text = File.ReadAllText(path);
        if (Snapshot.IsAccepting)
        {
            File.WriteAllText(path, derived);
            return;
        }

        Assert.True(
            text == derived,
            $"{name}.cs (-) is not what follows from {origin}.cs (+):\n{TextDifference.Of(text, derived)}"
            + $"Change {origin}.cs, then run this test with {Snapshot.AcceptVariable}=1.");
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(s_folder, name + ".cs"));

    /// <summary>What stands between blank lines, without the end of the type.</summary>
    private static string[] Members(string text) => text[..text.LastIndexOf("\n}", StringComparison.Ordinal)].Split("\n\n");

    private static string Derive(string text, string name, string origin)
    {
        bool isDouble = name.StartsWith('D');
        string number = Digits().Match(name).Value;
        if (name.Contains("Operations", StringComparison.Ordinal))
        {
            text = text.Replace(origin, name, StringComparison.Ordinal);
            text = text.Replace("Vector512", $"Vector{number}", StringComparison.Ordinal);
            if (number.Length == 0)
            {
                // Vectors of whatever width there is: another namespace, another name, and comparisons that yield whole numbers.
                text = text.Replace("using System.Runtime.CompilerServices;\nusing System.Runtime.Intrinsics;", "using System.Numerics;\nusing System.Runtime.CompilerServices;", StringComparison.Ordinal)
                    .Replace("Vector.Sqrt(", "Vector.SquareRoot(", StringComparison.Ordinal);
                text = Comparison().Replace(text, "$0.As<int, float>()");
            }
        }
        else
        {
            int lanes = int.Parse(number, CultureInfo.InvariantCulture);
            string prefix = isDouble ? "Doubles" : "Singles";
            text = text.Replace("Singles16", $"{prefix}{number}", StringComparison.Ordinal)
                .Replace("512", (lanes * (isDouble ? 64 : 32)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("sixteen", lanes switch { 2 => "two", 4 => "four", _ => "eight" }, StringComparison.Ordinal)
                .Replace("Sixteen", lanes switch { 2 => "Two", 4 => "Four", _ => "Eight" }, StringComparison.Ordinal);

            // Offsets and counts of elements, and no other numbers.
            text = Elements().Replace(text, count => (int.Parse(count.Value, CultureInfo.InvariantCulture) / 16 * lanes).ToString(CultureInfo.InvariantCulture));
        }

        return !isDouble ? text
            : Float().Replace(text, "double")
                .Replace("SingleOperations", "DoubleOperations", StringComparison.Ordinal)
                .Replace("OfSingles", "OfDoubles", StringComparison.Ordinal)
                .Replace("(int)", string.Empty, StringComparison.Ordinal)
                .Replace("<double, int>", "<double, long>", StringComparison.Ordinal)
                .Replace("<int, double>", "<long, double>", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\bfloat(?=s?\b)")]
    private static partial Regex Float();

    [GeneratedRegex(@"\b(16|32|48|64)\b")]
    private static partial Regex Elements();

    [GeneratedRegex(@"Vector\.(Equals|LessThan)\(left, (right|Vector\.Create\(right\))\)")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"Cos(?=Function|\(|<)")]
    private static partial Regex CosineName();

    /// <summary>The member that adds four rows, and those that it leans on.</summary>
    [GeneratedRegex(@"AddInTurn\(|AddSideBySide\(|void Add\(\w+(<\w+>)? factors?, ref readonly")]
    private static partial Regex IsOwn();
}

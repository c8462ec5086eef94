using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Parsing;
using GenNet.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Diagnostics;

/// <summary>
/// What the code of a network costs. Its text is counted, as the analyzer sees the generated files; the rest follows from factors.
/// </summary>
/// <param name="Characters">Of all files of the network.</param>
/// <param name="IsTiled">Whether the text is loops around tiles, and not a statement for every weight.</param>
internal sealed record CodeCost(long Characters, bool IsTiled)
{
    /// <summary>What every network has of headers, comments and signatures, and next to no IL for.</summary>
    private const long CharactersWithoutCode = 19_000;

    /// <summary>
    /// Bytes of IL for a character of straight-line code beyond those: 0.34 measured for 20-30-20, 0.35 for 200-10, 100-50-10 and
    /// 200-100, 0.32 for ten layers of 20 units. (<c>GenNet.GenerationCost code</c> under <c>benchmarks</c> measures it; a test holds what is
    /// told within a quarter.)
    /// </summary>
    private const double BytesForStraightLineCharacter = 0.34;

    /// <summary>The same for tiles: 0.20 for 784-64-10, 5 layers, 20 and 100.</summary>
    private const double BytesForTiledCharacter = 0.2;

    /// <summary>
    /// Nanoseconds of just-in-time compilation, until a first prediction and a first training step are done, for a character of
    /// straight-line code: 257 to 427 measured on one core of a server of 2023 for networks of 0.2 to 2.9 million characters.
    /// </summary>
    private const double NanosecondsForStraightLineCharacter = 300;

    /// <summary>The same for tiles: 334 to 434 for networks of 0.05 to 1.7 million characters.</summary>
    private const double NanosecondsForTiledCharacter = 400;

    /// <summary>
    /// The start of a program is late by more than a quarter of a second, which people notice, and the file is no longer one to open in an editor.
    /// Sixty layers of tiles, or 60 × 100 weights written out, come to as much.
    /// </summary>
    private const long MostCheapCharacters = 1_000_000;

    private bool IsHigh => Characters > MostCheapCharacters;

    private double IntermediateLanguage => Math.Max(0, Characters - CharactersWithoutCode) * (IsTiled ? BytesForTiledCharacter : BytesForStraightLineCharacter);

    private double Seconds => Characters * (IsTiled ? NanosecondsForTiledCharacter : NanosecondsForStraightLineCharacter) / 1e9;

    /// <summary>Reports a network that is unrolled further than is good, or whose code is costly all the same.</summary>
    public static void Report(INamedTypeSymbol type, NetworkModel network, Compilation compilation, IMistakeReporter reporter)
    {
        NetworkPlan plan = Planner.Plan(LayerKinds.Build(network));
        var cost = new CodeCost(CountCharacters(type, network.Type, compilation), plan.Strategy == Strategy.Tiled);
        if (cost.Characters == 0)
        {
            // Nothing was generated in this compilation.
            return;
        }

        if (plan.Strategy == Strategy.StraightLineInBlocks
            && type.GetAttributes().FirstOrDefault(NetworkParser.IsNetwork) is { } attribute)
        {
            reporter.ReportArgument(
                Rules.UnrollCostly,
                attribute,
                "Unroll",
                [new Remedy("Remove Unroll", attribute, "Unroll", null)],
                [type.Name, plan.MultiplyAdds.ToString("#,0", CultureInfo.InvariantCulture), .. cost.InWords()]);
        }
        else if (cost.IsHigh)
        {
            reporter.ReportName(Rules.CodeCostly, type, [type.Name, .. cost.InWords()]);
        }
    }

    private static long CountCharacters(INamedTypeSymbol type, NetworkType networkType, Compilation compilation)
    {
        IEnumerable<SyntaxReference> passes =
            compilation.GetTypeByMetadataName($"{GeneratedNames.NamespaceOf(networkType.HintName)}.{GeneratedNames.Passes}")?.DeclaringSyntaxReferences
            ?? Enumerable.Empty<SyntaxReference>();
        return type.DeclaringSyntaxReferences.Concat(passes)
            .Select(part => part.SyntaxTree)
            .Where(GeneratedFiles.Contain)
            .Distinct()
            .Sum(tree => (long)tree.Length);
    }

    private string[] InWords() => [Size(Characters), Size(IntermediateLanguage), $"{Seconds.ToString("F2", CultureInfo.InvariantCulture)} s"];

    private static string Size(double bytes) => bytes < 1e6
        ? $"{(bytes / 1e3).ToString("F0", CultureInfo.InvariantCulture)} KB"
        : $"{(bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture)} MB";
}

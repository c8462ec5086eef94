using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using GenNet.Generator.Tests.Diagnostics;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>
/// Every piece of C# on every page is compiled and run, is compared with what it shows part of, or reports the mistake that it is an example of.
/// A block without a mark is a whole program, so nothing can be added that is not held.
/// </summary>
public sealed partial class DocumentedProgramTests
{
    /// <summary>
    /// How far a printed number may be from the page's, beside one unit of its last decimal: another processor rounds otherwise, and training
    /// carries that on.
    /// </summary>
    private const double Tolerance = 0.05;

    public static TheoryData<string> Programs => [.. DocumentedProgram.All.Select(program => program.ToString())];

    public static TheoryData<string> Excerpts => Named(block => IsExcerpt(block.Mark));

    public static TheoryData<string> Examples =>
        [.. TestScope.Cases(Named(block => block is { IsOfRule: true, Language: "csharp", Mark: "" }).Select(row => row.Data), quick: 16)];

    public static TheoryData<string> ProjectFiles => Named(block => block.Language == "xml");

    [Theory]
    [MemberData(nameof(Programs))]
    public void EveryProgramRunsAndPrintsWhatThePageSays(string place)
    {
        DocumentedProgram program = DocumentedProgram.All.Single(candidate => candidate.ToString() == place);
        string printed = program.Run();

        if (program.Printed.Count > 0)
        {
            AssertSame(string.Concat(program.Printed), printed);
        }
    }

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void EveryExcerptIsOfTheFileItNames(string place)
    {
        CodeBlock block = Find(place);
        string whole = block.Mark.StartsWith(CodeBlock.Copied, StringComparison.Ordinal)
            ? MarkdownPages.Read(block.Mark[CodeBlock.Copied.Length..])
            : Generate(block.Mark[CodeBlock.Generated.Length..].Split(", "));

        Assert.Contains(WithoutIndentation(block.Text), WithoutIndentation(whole), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task EveryExampleOfARuleReportsItWithItsPageAndEveryWayOutIsClean(string place)
    {
        CodeBlock block = Find(place);
        Compilation compilation = GeneratorHarness.RunUnchecked(RulePages.Complete(block.Text)).Compilation;
        string docs = Path.Combine(RulePages.RepositoryFolder(), "docs");
        var options = new AnalyzerOptions([], new ProjectProperties(("GenNetDocumentation", docs + Path.DirectorySeparatorChar)));
        ImmutableArray<Diagnostic> reported = await AnalyzerHarness.DiagnosticsOf(compilation, options);

        Assert.Equal(block.Section == "Example" ? [block.RuleId] : [], reported.Select(diagnostic => diagnostic.Id).Distinct());
        Assert.All(reported, diagnostic => Assert.Equal(
            Path.Combine(RulePages.RepositoryFolder(), block.Page), new Uri(diagnostic.Descriptor.HelpLinkUri).LocalPath));
        if (block.Section == "Fix")
        {
            GeneratorHarness.AssertCompiles(compilation);
        }
    }

    [Theory]
    [MemberData(nameof(ProjectFiles))]
    public void EveryPieceOfAProjectFileIsXml(string place) => Assert.NotEmpty(XElement.Parse($"<Project>{Find(place).Text}</Project>").Elements());

    [Fact]
    public void EveryBlockOfCSharpIsHeld()
    {
        List<CodeBlock> blocks = [.. MarkdownPages.Blocks.Where(block => block.Language == "csharp")];
        int held = DocumentedProgram.All.Sum(program => program.Blocks)
            + blocks.Count(block => IsExcerpt(block.Mark))
            + blocks.Count(block => block is { IsOfRule: true, Mark: "" })
            + blocks.Count(IsInTests);

        Assert.Equal(blocks.Count, held);
        Assert.All(
            MarkdownPages.Blocks.Where(block => block.Language is not "csharp"),
            block => Assert.True(block.Language is "" or "xml", $"{block} is {block.Language}, which nothing holds."));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{blocks.Count} blocks: {DocumentedProgram.All.Count} programs of {DocumentedProgram.All.Sum(program => program.Blocks)}, "
            + $"{blocks.Count(block => IsExcerpt(block.Mark))} excerpts, {blocks.Count(block => block.IsOfRule)} of rules.");
    }

    /// <summary>Whether a class of tests that the mark of a block names has one for the rule.</summary>
    private static bool IsInTests(CodeBlock block) =>
        block.IsOfRule
        && block.Mark.StartsWith(CodeBlock.NotAlone, StringComparison.Ordinal)
        && typeof(RulePages).Assembly.GetTypes().Any(type =>
            type.Name == block.Mark[CodeBlock.NotAlone.Length..]
            && type.GetMethods().Any(method => method.Name.StartsWith(block.RuleId + "_", StringComparison.Ordinal)));

    private static bool IsExcerpt(string mark) =>
        mark.StartsWith(CodeBlock.Generated, StringComparison.Ordinal) || mark.StartsWith(CodeBlock.Copied, StringComparison.Ordinal);

    private static TheoryData<string> Named(Func<CodeBlock, bool> isMeant) => [.. MarkdownPages.Blocks.Where(isMeant).Select(block => block.ToString())];

    private static CodeBlock Find(string place) => MarkdownPages.Blocks.Single(block => block.ToString() == place);

    /// <summary>A file that is generated for the declarations of a file of the repository, whose statements are left out.</summary>
    private static string Generate(string[] source)
    {
        string program = MarkdownPages.Read(source[0]);
        string declarations = program[program.IndexOf("[Network(", StringComparison.Ordinal)..];
        return GeneratorHarness.Run("using GenNet;\nusing static GenNet.Activation;\n" + declarations).TextOf(source[1]);
    }

    private static string WithoutIndentation(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    /// <summary>The same words, and numbers that are the same but for rounding. Times are whatever they are.</summary>
    private static void AssertSame(string expected, string actual)
    {
        expected = Time().Replace(expected, "$1");
        actual = Time().Replace(actual, "$1");
        Assert.Equal(Number().Replace(expected, "#"), Number().Replace(actual, "#"));
        foreach ((Match wanted, Match printed) in Number().Matches(expected).Zip(Number().Matches(actual)))
        {
            double value = double.Parse(wanted.Value, CultureInfo.InvariantCulture);
            double difference = Math.Abs(value - double.Parse(printed.Value, CultureInfo.InvariantCulture));
            int decimals = wanted.Value.Contains('.', StringComparison.Ordinal) ? wanted.Length - wanted.Value.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
            double unit = decimals > 0 ? 1.01 * Math.Pow(10, -decimals) : 0;
            Assert.True(difference <= Math.Max(unit, Tolerance * Math.Abs(value)), $"The page says {wanted}, but the program prints {printed}:\n{actual}");
        }
    }

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+(?:\.\d+)?( (?:s|ms|µs)\b)")]
    private static partial Regex Time();
}

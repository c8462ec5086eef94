using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Diagnostics;
using GenNet.Generator.Tests.Documentation;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Every rule has a page, a place in the release notes and a test, and what pages and table say is so.</summary>
public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Rules => new NetworkAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachRuleHasAPageANoteAndATest(string id)
    {
        DiagnosticDescriptor rule = Rules.Single(candidate => candidate.Id == id);
        string releases = Path.Combine(
            RulePages.RepositoryFolder(), "generator", "GenNet.Generator", "Diagnostics", "AnalyzerReleases.Unshipped.md");

        Assert.StartsWith($"# {id}: {rule.Title}\n", RulePages.Read($"{id}.md"), StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(releases), line => line.StartsWith($"{id} | GenNet | {rule.DefaultSeverity} |", StringComparison.Ordinal));
        Assert.NotEmpty(TestsOf(id));
    }

    [Fact]
    public void EveryPageIsOfARule()
    {
        IEnumerable<string> pages = Directory
            .EnumerateFiles(Path.Combine(RulePages.RepositoryFolder(), "docs", "diagnostics"), "GN*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page));

        Assert.Equal(Rules.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheTableSaysWhichTestAndFixEachRuleHas()
    {
        IEnumerable<string> expected = Rules.Select(rule =>
            $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | "
            + $"{(HasFix(rule.Id) ? "yes" : "no")} | {string.Join(", ", TestsOf(rule.Id).Select(test => $"`{test}`"))} |");

        Assert.Equal(expected, RulePages.Read("README.md").Split('\n').Where(line => line.StartsWith("| [GN", StringComparison.Ordinal)));
    }

    /// <summary>
    /// A link leads into the folder that the build names; without one, or with one that lost its end on the way, there is none. That the
    /// page of each rule is where the link leads is for <see cref="DocumentedProgramTests"/>.
    /// </summary>
    [Theory]
    [InlineData("/home/someone/docs/", "file:///home/someone/docs/diagnostics/GN0001.md")]
    [InlineData("/home/some one/docs/", "file:///home/some%20one/docs/diagnostics/GN0001.md")]
    [InlineData("/home/someone/C", "")]
    [InlineData("docs/", "")]
    [InlineData("", "")]
    public async Task ADiagnosticLinksIntoTheFolderThatTheBuildNames(string folder, string link)
    {
        Compilation compilation = GeneratorHarness.CreateCompilation(RulePages.ExampleOf("GN0001"));
        var options = new AnalyzerOptions([], new ProjectProperties(("GenNetDocumentation", folder)));

        Assert.Equal(link, Assert.Single(await AnalyzerHarness.DiagnosticsOf(compilation, options)).Descriptor.HelpLinkUri);
    }

    private static bool HasFix(string id) => CodeFixHarness.Providers.Any(provider => provider.FixableDiagnosticIds.Contains(id));

    private static IEnumerable<string> TestsOf(string id) =>
        typeof(RulePagesTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.Name.StartsWith(id + "_", StringComparison.Ordinal)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Diagnostics;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Every rule has a page, a place in the release notes and a test, and what pages and table say is so.</summary>
public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    public static TheoryData<string> SomeIds => [.. TestScope.Cases(Rules.Select(rule => rule.Id), quick: 8)];

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
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
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

    [Theory]
    [MemberData(nameof(SomeIds))]
    public async Task TheFixOfEachPageCompiles(string id)
    {
        // The one advice of a page that says how to live with the rule, not how to obey it, is a #pragma, and is obeyed too.
        Compilation compilation = GeneratorHarness.RunUnchecked(RulePages.FixOf(id)).Compilation;

        GeneratorHarness.AssertCompiles(compilation);
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(compilation));
    }

    private static bool HasFix(string id) => CodeFixHarness.Providers.Any(provider => provider.FixableDiagnosticIds.Contains(id));

    private static IEnumerable<string> TestsOf(string id) =>
        typeof(RulePagesTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.Name.StartsWith(id + "_", StringComparison.Ordinal)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);
}

using System;
using System.Linq;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenNet.Generator.Mistakes;

/// <summary>
/// Where the page of a rule is: on the web, if the project was there when this was built, and else in the folder that the build names.
/// </summary>
internal static class Pages
{
    /// <summary>The address of a rule's page on the web; null if it has none.</summary>
    public static string? OnTheWeb(string id) => WebPages.AddressOf($"docs/diagnostics/{id}.md");

    /// <summary>
    /// The rule with a link to its page on this machine, where there is none on the web. <c>GenNet.props</c> names the folder.
    /// </summary>
    public static DiagnosticDescriptor Link(DiagnosticDescriptor rule, AnalyzerConfigOptions options)
    {
        // A path that goes through a file of options loses what follows a # or a semicolon in it, and then has no slash at its end.
        if (!string.IsNullOrEmpty(rule.HelpLinkUri)
            || !options.TryGetValue("build_property.GenNetDocumentation", out string? folder)
            || !(folder.EndsWith("/", StringComparison.Ordinal) || folder.EndsWith("\\", StringComparison.Ordinal))
            || !Uri.TryCreate($"{folder}diagnostics/{rule.Id}.md", UriKind.Absolute, out Uri? page))
        {
            return rule;
        }

        return new DiagnosticDescriptor(
            rule.Id,
            rule.Title,
            rule.MessageFormat,
            rule.Category,
            rule.DefaultSeverity,
            rule.IsEnabledByDefault,
            rule.Description,
            page.AbsoluteUri,
            rule.CustomTags.ToArray());
    }
}

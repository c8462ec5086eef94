using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenNet.Generator.Parsing;

/// <summary>Tells whether this build runs analyzers, as far as the project says.</summary>
internal static class AnalyzerSwitch
{
    /// <summary>
    /// What <c>RunAnalyzers</c> says, or <c>RunAnalyzersDuringBuild</c> where that is not set: the rule by which the SDK itself decides.
    /// The properties are visible to the compiler through <c>GenNet.props</c>; without it, analyzers are taken to run.
    /// </summary>
    public static bool IsOn(AnalyzerConfigOptions options)
    {
        string all = Read("RunAnalyzers");
        string decisive = all.Length > 0 ? all : Read("RunAnalyzersDuringBuild");
        return !string.Equals(decisive, "false", StringComparison.OrdinalIgnoreCase);

        string Read(string property) =>
            options.TryGetValue($"build_property.{property}", out string? value) ? value.Trim() : string.Empty;
    }
}

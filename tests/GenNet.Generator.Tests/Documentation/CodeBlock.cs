using System;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>A fenced block of a page, with the comment above it that readers don't see and that says how it is held true.</summary>
/// <param name="Page">The page's path from the root of the repository.</param>
/// <param name="Line">The line of its text, from 1.</param>
/// <param name="Section">The heading above it, without its signs; empty above the first.</param>
/// <param name="Language">What stands behind the fence: csharp, xml, or nothing.</param>
/// <param name="Mark">The text of the comment on the line above the fence; empty where there is none.</param>
/// <param name="Text">The lines between the fences, each with its end.</param>
internal sealed record CodeBlock(string Page, int Line, string Section, string Language, string Mark, string Text)
{
    /// <summary>Goes on with the program above it.</summary>
    public const string Continued = "goes on";

    /// <summary>What the program above it prints.</summary>
    public const string Printed = "prints";

    /// <summary>Part of a generated file: «generated: declaring file, name of the generated file».</summary>
    public const string Generated = "generated: ";

    /// <summary>Part of a file of the repository: «from: path».</summary>
    public const string Copied = "from: ";

    /// <summary>
    /// Of a rule, but not the whole program, or not all of the project, that would report it: «not alone: the class of tests that has it».
    /// </summary>
    public const string NotAlone = "not alone: ";

    /// <summary>Shown by a page of a diagnostic, as an example of the mistake or of the way out.</summary>
    public bool IsOfRule => RuleId.Length > 0 && Section is "Example" or "Fix";

    /// <summary>The diagnostic that the page is about; empty on all other pages.</summary>
    public string RuleId => Page.StartsWith("docs/diagnostics/GN", StringComparison.Ordinal) ? Page["docs/diagnostics/".Length..^".md".Length] : "";

    public override string ToString() => $"{Page}:{Line}";
}

using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Parsing;

/// <summary>What a project must bring so that generated code compiles: a language version, and the runtime it is written for.</summary>
internal static class ProjectRequirements
{
    /// <summary>
    /// C# 13, which the compiler that this is built against has no name for yet: generated code gives overloads a priority.
    /// </summary>
    public const LanguageVersion LowestLanguageVersion = (LanguageVersion)1300;

    private const string LowestLanguageVersionText = "13.0";

    /// <summary>Whether the project has both.</summary>
    public static bool AreMet(INamedTypeSymbol type, Compilation compilation, IMistakeReporter? reporter) =>
        IsLanguageNewEnough(type, reporter) && DoesRuntimeFit(type, compilation, reporter);

    /// <summary>The assembly that a network's attributes come from.</summary>
    public static IAssemblySymbol? RuntimeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(NetworkParser.IsNetworkAttribute)?.AttributeClass?.ContainingAssembly;

    private static bool IsLanguageNewEnough(INamedTypeSymbol type, IMistakeReporter? reporter)
    {
        // All files of a project are of one version.
        if (type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is not CSharpParseOptions options
            || options.LanguageVersion >= LowestLanguageVersion)
        {
            return true;
        }

        reporter?.ReportName(
            Rules.LanguageTooOld,
            type,
            type.Name,
            options.LanguageVersion.ToDisplayString(),
            LowestLanguageVersionText);
        return false;
    }

    private static bool DoesRuntimeFit(INamedTypeSymbol type, Compilation compilation, IMistakeReporter? reporter)
    {
        if (RuntimeOf(type) is not { } runtime)
        {
            return true;
        }

        ImmutableArray<string> aliases = compilation.GetMetadataReference(runtime)?.Properties.Aliases ?? default;
        if (!aliases.IsDefaultOrEmpty && !aliases.Contains(MetadataReferenceProperties.GlobalAlias))
        {
            string alias = string.Join(",", aliases);
            reporter?.ReportName(Rules.RuntimeUnderAlias, type, type.Name, runtime.Name, alias);
            return false;
        }

        string? version = runtime.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute")
            .Select(attribute => attribute.ConstructorArguments)
            .FirstOrDefault(arguments => arguments.Length == 2 && arguments[0].Value is RuntimeContract.Key) is { IsDefault: false } found
                ? found[1].Value as string
                : null;
        if (version == RuntimeContract.Version)
        {
            return true;
        }

        reporter?.ReportName(
            Rules.RuntimeDoesNotFit,
            type,
            type.Name,
            RuntimeContract.Version,
            $"{runtime.Name} {runtime.Identity.Version}",
            version ?? "none");
        return false;
    }
}

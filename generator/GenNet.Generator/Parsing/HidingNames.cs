using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Finds what a program declares in the way of names that generated code cannot say otherwise: a type called <c>System</c>, a second
/// <c>System.Math</c>, an alias <c>nint</c> for all files. Everything else generated code evades: it names types from the global
/// namespace, and where it uses short names, in a network's own namespace, imports come before what lies around.
/// </summary>
/// <param name="compilation">The program.</param>
/// <param name="runtime">The runtime's assembly.</param>
/// <param name="reporter">Told of each such name; null if nobody wants to know.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class HidingNames(
    Compilation compilation, IAssemblySymbol runtime, IMistakeReporter? reporter, CancellationToken cancellationToken)
{
    private readonly INamespaceSymbol _program = compilation.SourceModule.GlobalNamespace;
    private readonly Lazy<bool> _declaresCaptured = new(() =>
        GeneratedNames.Captured.Keys.Any(word => compilation.ContainsSymbolsWithName(word, SymbolFilter.Type, cancellationToken)));

    private readonly HashSet<ISymbol> _found = new(SymbolEqualityComparer.Default);

    /// <summary>Whether anything hides what the code of a network means.</summary>
    /// <param name="hintName">The network's hint name, for its namespace.</param>
    public bool Find(string hintName)
    {
        foreach (string imported in GeneratedNames.Namespaces)
        {
            // A namespace called like a type hides it as a second type does.
            foreach (INamespaceOrTypeSymbol declared in MembersOf(imported))
            {
                if (GeneratedNames.UsedTypes.TryGetValue(declared.MetadataName, out string? used)
                    || GeneratedNames.Captured.TryGetValue(declared.Name, out used)
                    || IsOfRuntime(declared.MetadataName, out used))
                {
                    Add(declared, declared.ToDisplayString(), used!);
                }
            }
        }

        string ours = GeneratedNames.NamespaceOf(hintName);
        foreach (INamespaceOrTypeSymbol declared in MembersOf(ours))
        {
            Add(declared, declared.ToDisplayString(), $"what is generated into {ours}");
        }

        foreach (INamespaceOrTypeSymbol declared in MembersOf(GeneratedNames.Root).Concat(MembersOf("GenNet")).Concat(_program.GetMembers()))
        {
            if (GeneratedNames.Captured.TryGetValue(declared.Name, out string? word))
            {
                Add(declared, declared.ToDisplayString(), word);
            }
        }

        foreach (UsingDirectiveSyntax directive in GlobalUsings())
        {
            SemanticModel model = compilation.GetSemanticModel(directive.SyntaxTree);
            if (directive.Alias is not null)
            {
                if (model.GetDeclaredSymbol(directive, cancellationToken) is { } alias && GeneratedNames.Captured.TryGetValue(alias.Name, out string? word))
                {
                    Add(alias, alias.Name, word);
                }
            }
            else if (directive.Name is { } name && model.GetSymbolInfo(name, cancellationToken).Symbol is INamespaceOrTypeSymbol imported)
            {
                foreach (INamedTypeSymbol type in imported.GetTypeMembers())
                {
                    if (GeneratedNames.Captured.TryGetValue(type.Name, out string? word))
                    {
                        Add(type, type.ToDisplayString(), word);
                    }
                }
            }
        }

        return _found.Count > 0;
    }

    /// <summary>Whether a name is that of a type of the runtime which generated code can mean: a public one.</summary>
    private bool IsOfRuntime(string name, out string? used)
    {
        used = GeneratedNames.RuntimeNamespaces
            .Select(imported => runtime.GetTypeByMetadataName($"{imported}.{name}"))
            .FirstOrDefault(type => type is { DeclaredAccessibility: Accessibility.Public })
            ?.ToDisplayString();
        return used is not null;
    }

    /// <summary>What the program declares in a namespace; types on the way to it hide it.</summary>
    private IEnumerable<INamespaceOrTypeSymbol> MembersOf(string name)
    {
        INamespaceSymbol? part = _program;
        foreach (string segment in name.Split('.'))
        {
            foreach (INamedTypeSymbol type in part.GetTypeMembers(segment, 0))
            {
                Add(type, type.ToDisplayString(), $"the namespace {type.ToDisplayString()}");
            }

            part = part.GetMembers(segment).OfType<INamespaceSymbol>().FirstOrDefault();
            if (part is null)
            {
                return [];
            }
        }

        return part.GetMembers();
    }

    /// <summary>Reports what people wrote: the analyzer sees what was generated, too.</summary>
    private void Add(ISymbol declared, string name, string hidden)
    {
        if (declared.DeclaringSyntaxReferences.Any(part => !GeneratedFiles.Contain(part.SyntaxTree)) && _found.Add(declared))
        {
            reporter?.ReportName(Rules.HidingName, declared, name, hidden);
        }
    }

    /// <summary>What the program imports into every file, if anything of it has a name that matters there.</summary>
    private IEnumerable<UsingDirectiveSyntax> GlobalUsings() =>
        compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit ? unit.Usings : default)
            .Where(directive => directive.GlobalKeyword.RawKind != 0
                && (directive.Alias is { } alias
                    ? GeneratedNames.Captured.ContainsKey(alias.Name.Identifier.ValueText)
                    : _declaresCaptured.Value));
}

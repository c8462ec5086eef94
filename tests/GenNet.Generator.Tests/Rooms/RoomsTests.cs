using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Tests.Diagnostics;
using GenNet.Generator.Tests.GeneratedText;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics;
using GenNet.Persistence.Mapping;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Rooms;

/// <summary>
/// Which room of the generator, a folder and namespace, uses which. The table is all of it: an arrow that it has not is a failure, and so is
/// one that it has and the code no longer does, so that arrows that are gone stay gone.
/// </summary>
public sealed class RoomsTests
{
    private const string Root = "GenNet.Generator";

    /// <summary>The rooms that each room may use.</summary>
    private static readonly Dictionary<string, string> s_allowed = new(StringComparer.Ordinal)
    {
        ["Calculus"] = "Declaration",
        ["Diagnostics"] = "Attributes, Layers, Mistakes, Model, Parsing, Planning, Weights",
        ["Emission"] = "Calculus, Declaration, Graph, Kernels, Layers, Model, Planning, Text",
        ["Graph"] = "Calculus, Declaration, Model",
        ["Kernels"] = "Calculus, Declaration, Graph, Model, Planning, Text",
        ["Layers"] = "Calculus, Declaration, Graph, Kernels, Model, Planning, Text",
        ["Mistakes"] = "Model",
        ["Model"] = "Calculus, Declaration",
        ["Parsing"] = "Attributes, Calculus, Declaration, Graph, Kernels, Layers, Mistakes, Model, Planning",
        ["Planning"] = "Calculus, Declaration, Graph, Model",
        ["Text"] = "Calculus, Declaration",
        ["Weights"] = "Declaration, Graph, Layers, Mapping, Mistakes, Model",
    };

    private static readonly Lazy<List<(string Path, ISymbol User, ISymbol Used)>> s_uses = new(Uses);

    [FullFact]
    public void EachRoomUsesTheRoomsThatItMay()
    {
        var uses = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach ((_, ISymbol user, ISymbol used) in s_uses.Value)
        {
            if (RoomOf(user) is { } from && RoomOf(used) is { } to && from != to)
            {
                uses.TryAdd(from, new SortedSet<string>(StringComparer.Ordinal));
                uses[from].Add(to);
            }
        }

        string allowed = string.Concat(s_allowed.OrderBy(room => room.Key, StringComparer.Ordinal).Select(room => $"{room.Key} uses {room.Value}\n"));
        string actual = string.Concat(uses.Select(room => $"{room.Key} uses {string.Join(", ", room.Value)}\n"));
        Assert.True(allowed == actual, $"Rooms use others (+) than they may, or no longer do (-):\n{TextDifference.Of(allowed, actual)}");
    }

    /// <summary>What makes a kind of layer one commit: beside its row nothing names what stands in its folder.</summary>
    [FullFact]
    public void NothingOutsideItsFolderNamesAKindOfLayerButItsRow()
    {
        List<string> named = s_uses.Value
            .Where(use => KindOf(use.Used) is { } kind
                && Path.GetFileName(Path.GetDirectoryName(use.Path)) != kind
                && Path.GetFileName(use.Path) != "LayerKinds.cs")
            .Select(use => $"{Path.GetFileName(use.Path)} names {use.Used.ToDisplayString()}")
            .Distinct()
            .OrderBy(line => line, StringComparer.Ordinal)
            .ToList();
        Assert.True(named.Count == 0, string.Join("\n", named));
    }

    /// <summary>Nor by a string: a kind's attribute is its own affair.</summary>
    [Fact]
    public void NothingOutsideItsFolderSpellsAKindOfLayer()
    {
        string generator = Path.Combine(RulePages.RepositoryFolder(), "generator", Root);
        string[] attributes = [.. LayerKinds.AttributeNames, .. LayerKinds.AttributeNames.Select(name => $"{name}Attribute")];
        Assert.Equal(string.Empty, string.Join('\n', Literals(generator, attributes).Where(literal => !literal.StartsWith("Layers/", StringComparison.Ordinal))));

        // The runtime knows kinds by the first words of descriptions: their rows have them, and how the values of one lie elsewhere.
        string runtime = Path.Combine(RulePages.RepositoryFolder(), "runtime", "GenNet");
        string[] allowed = ["LayerKind.cs", "PyTorchConvention.cs", "KerasConvention.cs", "KerasNames.cs", "LayerDescription.cs"];
        string[] kinds = [.. LayerKind.All.Select(kind => kind.Name)];
        Assert.Equal(string.Empty, string.Join('\n', Literals(runtime, kinds).Where(literal => !allowed.Contains(Path.GetFileName(literal.Split(':')[0])))));
    }

    /// <summary>What a kind says of itself stands with it, or nobody could add one by a folder.</summary>
    [Fact]
    public void WhatAKindOfLayerSaysAndDoesStandsInAFolder()
    {
        Type[] own = [typeof(LayerSpec), typeof(ILayerKind), typeof(KindOperation)];
        IEnumerable<Type> types = typeof(LayerSpec).Assembly.GetTypes().Where(type => !type.IsAbstract && !type.IsInterface && own.Any(type.IsAssignableTo));
        Assert.All(types, type => Assert.StartsWith($"{Root}.Layers.", type.Namespace, StringComparison.Ordinal));
    }

    /// <summary>Whatever a layer may be, the runtime has a row for the first word of its description.</summary>
    [FullFact]
    public void TheRuntimeHasARowForEachKindOfLayer()
    {
        List<string> described = LayerGolden.ReadAll()
            .Select(golden => GeneratorHarness.RunUnchecked(KnownDeclarations.OfLayers(golden.Network, Precision.Single).Source).Model)
            .SelectMany(network => network.Layers)
            .Select(layer => LayerKinds.Of(layer).DescribeInFile(layer).Split(' ')[0])
            .Distinct()
            .ToList();
        Assert.True(described.Count > 15, "There are fewer kinds in these networks than there are.");
        Assert.Empty(described.Except(LayerKind.All.Select(kind => kind.Name)));
    }

    /// <summary>The strings in a folder's sources that are one of some words, with their files.</summary>
    private static IEnumerable<string> Literals(string folder, string[] words) =>
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(folder, path).Replace('\\', '/')
        where !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal)
        let source = File.ReadAllText(path)
        from word in words
        where source.Contains($"\"{word}\"", StringComparison.Ordinal)
            && CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == word)
        select $"{name}: {word}";

    /// <summary>The other way round: what one kind alone uses is its own, and stands in its folder.</summary>
    [FullFact]
    public void WhatOneKindOfLayerAloneUsesStandsInItsFolder()
    {
        string[] shared = ["Calculus", "Graph", "Kernels", "Layers", "Model", "Planning", "Text"];
        List<string> alone = s_uses.Value
            .Where(use => RoomOf(use.Used) is { } room && shared.Contains(room) && KindOf(use.Used) is null)
            .Select(use => (User: TypeOf(use.User), Used: TypeOf(use.Used), Kind: KindOf(use.User)))
            .Where(use => use.User != use.Used)
            .GroupBy(use => use.Used, use => use.Kind)
            .Where(type => type.Distinct().Count() == 1 && type.First() is not null)
            .Select(type => $"{type.Key} is {type.First()}'s")
            .OrderBy(line => line, StringComparer.Ordinal)
            .ToList();
        Assert.True(alone.Count == 0, string.Join("\n", alone));
    }

    /// <summary>Every name in the generator that means something, with what it stands in.</summary>
    private static List<(string Path, ISymbol User, ISymbol Used)> Uses()
    {
        string folder = Path.Combine(RulePages.RepositoryFolder(), "generator", Root);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Rooms",
            Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(path => !Path.GetRelativePath(folder, path).StartsWith("obj", StringComparison.Ordinal))
                .Append(Path.Combine(RulePages.RepositoryFolder(), "runtime", "GenNet", "Declaration"))
                .Append(Path.Combine(RulePages.RepositoryFolder(), "runtime", "GenNet", "Persistence", "Mapping"))
                .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.cs") : [path])
                .Select(path => CSharpSyntaxTree.ParseText(
                    File.ReadAllText(path),
                    new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["GENNET_GENERATOR"]),
                    path,
                    cancellationToken: TestContext.Current.CancellationToken)),
            [
                // Not the runtime: the generator is compiled without it, and has its enums as sources.
                .. GeneratorHarness.References.Where(reference => Path.GetFileName(reference.Display) != "GenNet.dll"),
                MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location),
            ]);

        var uses = new List<(string, ISymbol, ISymbol)>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetEnclosingSymbol(name.SpanStart, TestContext.Current.CancellationToken) is { } user
                    && model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol is { } used and not INamespaceSymbol)
                {
                    uses.Add((tree.FilePath, user, used));
                }
            }
        }

        return uses;
    }

    /// <summary>The folder of a kind of layer that a symbol lies in; null where it lies in none.</summary>
    private static string? KindOf(ISymbol symbol)
    {
        string space = SpaceOf(symbol);
        const string Kinds = Root + ".Layers.";
        return space.StartsWith(Kinds, StringComparison.Ordinal) ? space[Kinds.Length..].Split('.')[0] : null;
    }

    /// <summary>The folder that a symbol of the generator lies in; null for one of anybody else's, or of no room.</summary>
    private static string? RoomOf(ISymbol symbol)
    {
        string space = SpaceOf(symbol);
        return space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..].Split('.')[0] : null;
    }

    /// <summary>The type that a symbol is or lies in, not within another one.</summary>
    private static string? TypeOf(ISymbol symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition.ToDisplayString();
    }

    private static string SpaceOf(ISymbol symbol) =>
        (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ContainingNamespace?.ToDisplayString() ?? string.Empty;
}

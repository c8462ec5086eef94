using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Diagnostics;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Fuzzing;

/// <summary>
/// Whatever a program calls its own, generated code compiles and means what it meant; what cannot be is reported where it is declared.
/// </summary>
public sealed class HostileNameTests(ITestOutputHelper output)
{
    private const int Seeds = 4;

    /// <summary>Comments are for other tests to check.</summary>
    private static readonly CSharpParseOptions s_parseOptions = GeneratorHarness.ParseOptions.WithDocumentationMode(DocumentationMode.None);

    /// <summary>What all compilations begin with. Seeds run at once: within a compilation there is nothing more to gain by threads.</summary>
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Hostile", references: GeneratorHarness.References, options: GeneratorHarness.CompilationOptions.WithConcurrentBuild(false));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void GeneratedCodeMeansWhatItMeant(int seed)
    {
        var names = new HostileNames(seed);
        int declarations = TestScope.Count(quick: 16, full: 5_000) / Seeds;
        int correct = 0;
        var ids = new List<string>();
        var wrong = new List<string>();
        for (int number = 0; number < declarations; number++)
        {
            string source = names.Next();
            SyntaxTree tree = CSharpSyntaxTree.ParseText(source, s_parseOptions, "Source.cs", cancellationToken: Cancellation);
            Compilation compilation = GeneratorHarness.AddGenerated(s_empty.AddSyntaxTrees(tree));
            ImmutableArray<Diagnostic> found = compilation.GetDiagnostics(Cancellation);
            Diagnostic[] errors = [.. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            string[] mistakes = [.. MistakesIn(compilation)];
            ids.AddRange(errors.Select(error => error.Id).Concat(mistakes).Distinct());

            // A network called System.Net is warned of wherever it stands, in the user's part, too.
            Diagnostic[] inOurs = [.. found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS0437" && IsGenerated(diagnostic.Location.SourceTree))];
            if (inOurs.Length > 0)
            {
                wrong.Add($"{source}{GeneratorHarness.Describe(inOurs)}");
            }
            else if (errors.Length == 0 && mistakes.Length == 0)
            {
                correct++;
                Assert.Contains(compilation.SyntaxTrees, IsGenerated);
                wrong.AddRange(Captured(compilation).Take(1).Select(name => $"{source}{name}"));
            }
        }

        output.WriteLine(
            $"Seed {seed}: {declarations} declarations from {HostileNames.Names.Count} names, {correct} correct, {wrong.Count} wrong; "
            + string.Join(", ", ids.GroupBy(id => id).OrderBy(id => id.Key, StringComparer.Ordinal).Select(id => $"{id.Count()} {id.Key}")));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {declarations}:\n{string.Join("\n\n", wrong.Take(TestScope.Full ? 100 : 5))}");
        Assert.True(correct > declarations / 5, "Hardly a declaration is correct any more.");
    }

    /// <summary>The ids of what the analyzer calls an error; it runs this parser, and here it need not bind everything once more.</summary>
    private static IEnumerable<string> MistakesIn(Compilation compilation)
    {
        SyntaxTree source = compilation.SyntaxTrees.First();
        SemanticModel model = compilation.GetSemanticModel(source);
        foreach (BaseTypeDeclarationSyntax declaration in source.GetRoot(Cancellation).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration, Cancellation) is { } type && type.GetAttributes().Any(NetworkParser.IsNetworkAttribute))
            {
                var collector = new MistakeCollector();
                NetworkParser.Parse(type, compilation, collector, Cancellation);
                foreach (string mistake in collector.Mistakes)
                {
                    yield return mistake[..6];
                }
            }
        }
    }

    private static bool IsGenerated(SyntaxTree? tree) => tree is not null && GeneratedFiles.Contain(tree);

    /// <summary>The names in generated code that mean what the user declared, other than the network's class and the types around it.</summary>
    /// <remarks>Only what the user wrote can mean that, so only there the compiler is asked, which binds a method for the first name in it.</remarks>
    private static IEnumerable<string> Captured(Compilation compilation)
    {
        HashSet<string> written =
        [
            .. compilation.SyntaxTrees.First().GetRoot(Cancellation).DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(token => token.ValueText),
        ];
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(IsGenerated))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot(Cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if ((written.Contains(name.Identifier.ValueText) || written.Contains(name.Identifier.ValueText + "Attribute"))
                    && model.GetSymbolInfo(name, Cancellation).Symbol is { } symbol
                    && symbol is not INamespaceSymbol
                    && symbol.DeclaringSyntaxReferences.Any()
                    && !symbol.DeclaringSyntaxReferences.Any(part => IsGenerated(part.SyntaxTree)))
                {
                    yield return $"{name} in {tree.FilePath} means {symbol}.";
                }
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Rooms;

/// <summary>Messages say 1 sample and 2 samples: a number before a plural goes through <c>Counted</c>, unless it can't be 1.</summary>
public sealed partial class CountedThingsTests
{
    /// <summary>Numbers that are 2 or more wherever they are told, each with its reason.</summary>
    private static readonly HashSet<string> s_neverOne = new(StringComparer.Ordinal)
    {
        "length bytes", // More than a header may have.
        "_good.BatchesBetween batches", // 32 at least.
        "threads threads", // Told of several alone.
        "Threads threads", // Told of several alone.
        "layout.OutputSize outputs", // Several rows.
        "layout.OutputSize / features positions", // Several rows.
        "classes classes", // 2 at least.
        "MostDimensions numbers", // A constant.
        "MostSamples samples", // A constant.
        "_speed samples", // Samples a second, by the hundred.
        "values parameters", // Parameters and state.
        "recurrent.Units units", // More than there can be.
        "inputs[0] indices", // Two dimensions.
        "spec.Heads heads", // Told of several alone.
        "groups groups", // Told of several alone.
        "spec.Groups groups", // Told of several alone.
        "features values", // More than there can be.
        "kind folds", // 2 at least.
        "(spec is AddSpec ? \"adds\" : \"multiplies\") values", // A verb.
        "Text(samples) samples", // As many as a pass takes.
        "most indices", // A constant.
        "count.ToString(CultureInfo.InvariantCulture) values", // More than there can be.
        "Text(network.Parameters * size) bytes", // Four or eight a parameter.
        "Text(elements * size) bytes", // Four or eight an element.
    };

    /// <summary>A plural behind a number that is put into a text.</summary>
    private static readonly Regex s_told = new("}" + Plural().ToString().TrimStart('^'), RegexOptions.CultureInvariant);

    [Fact]
    public void ANumberBeforeAPluralIsCounted()
    {
        string root = RulePages.RepositoryFolder();
        var found = new List<string>();
        foreach (string path in new[] { "generator", "runtime" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, path);
            string[] parts = name.Split(Path.DirectorySeparatorChar);
            if (parts.Intersect(["obj", "bin", "Kernels", "Emission"]).Any() || parts[^1].Split('.')[0].EndsWith("Code", StringComparison.Ordinal))
            {
                continue;
            }

            // Hardly a file tells a number of anything, and only such a one need be parsed.
            string source = File.ReadAllText(path);
            if (!s_told.IsMatch(source))
            {
                continue;
            }

            foreach (InterpolatedStringExpressionSyntax text in CSharpSyntaxTree
                .ParseText(source, cancellationToken: TestContext.Current.CancellationToken)
                .GetRoot(TestContext.Current.CancellationToken)
                .DescendantNodes()
                .OfType<InterpolatedStringExpressionSyntax>())
            {
                for (int i = 0; i + 1 < text.Contents.Count; i++)
                {
                    if (text.Contents[i] is InterpolationSyntax number
                        && text.Contents[i + 1] is InterpolatedStringTextSyntax words
                        && Plural().Match(words.TextToken.ValueText) is { Success: true } plural
                        && !IsTypeName(number.Expression)
                        && !s_neverOne.Contains($"{number.Expression} {plural.Groups[1]}"))
                    {
                        found.Add($"{name}({number.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {number}{plural.Value}");
                    }
                }
            }
        }

        Assert.True(found.Count == 0, $"Write Counted.Of(number, \"sample\"), or say in the table of this test why a number is never 1:\n{string.Join('\n', found)}");
    }

    /// <summary>Parameters of methods that are written: <c>{SpanOf(Element)} inputs</c>.</summary>
    private static bool IsTypeName(ExpressionSyntax expression) =>
        expression.ToString() is "element" or "Element" or "style.Element" || expression.ToString().StartsWith("SpanOf(", StringComparison.Ordinal);

    [GeneratedRegex(@"^ (samples|values|targets|inputs|outputs|classes|labels|weights|columns|rows|cells|epochs|batches|parameters|dimensions|numbers|layers|positions|tensors|files|folds|threads|units|features|heads|indices|bytes|steps|hints|groups|channels|filters|iterations)\b")]
    private static partial Regex Plural();
}

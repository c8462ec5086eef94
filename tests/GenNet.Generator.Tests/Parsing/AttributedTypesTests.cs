using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

/// <summary>Which declarations are taken to be networks as far as names tell.</summary>
public sealed class AttributedTypesTests
{
    [Theory]
    [InlineData("[Layer(2, 1)] class A; [LayerAttribute(2, 1)] class B; [GenNet.Layer(2, 1)] class C; [global::GenNet.Layer(2, 1)] class D;", "A B C D")]
    [InlineData("[@Layer(2, 1)] class A; [L\\u0061yer(2, 1)] class B; [type: Layer(2, 1)] class C; [System.Obsolete, Layer(2, 1)] class D;", "A B C D")]
    [InlineData("[Lstm(2)] class A; [Network] class B; [MaxPool2D(2)] class C; [Concat(\"a\")] class D;", "A B C D")]
    [InlineData("class A { [Layer(2, 1)] struct B { [Layer(2, 1)] class C; } } namespace N { namespace M { [Layer(2, 1)] class D; } }", "B C D")]
    [InlineData("[Layer(2, 1)] enum A { } [Layer(2, 1)] delegate void B(); [Layer(2, 1)] record C; [Layer(2, 1)] interface D;", "A B C D")]
    [InlineData("[Obsolete] class A; class B { [Layer(2, 1)] void Method() { } [Layer(2, 1)] int Field; } [Layer.Other] class C; [Layers] class D;", "")]
    [InlineData("using L = GenNet.LayerAttribute; [L(2, 1)] class A; namespace N { using M = L; [M(2, 1)] class B; } [M(2, 1)] class C;", "A B")]
    [InlineData("using DenseAttribute = GenNet.LayerAttribute; [Dense(2, 1)] class A; [DenseAttribute(2, 1)] class B; [Den(2, 1)] class C;", "A B")]
    [InlineData("using M = L; using L = @GenNet.@LayerAttribute; using N = (int, int); [M(2, 1)] class A; [N] class B;", "A")]
    public void AreFoundByTheNamesOfTheirAttributes(string source, string found) => Assert.Equal(found, Found(source, []));

    [Fact]
    public void AnAliasForAllFilesCountsInAllOfThem()
    {
        SyntaxTree aliases = CSharpSyntaxTree.ParseText(
            "global using DenseAttribute = GenNet.LayerAttribute; global using Other = DenseAttribute; global using System; using Here = GenNet.LayerAttribute;",
            GeneratorHarness.ParseOptions,
            cancellationToken: TestContext.Current.CancellationToken);
        ImmutableArray<string> names = AttributedTypes.OtherNames([.. AttributedTypes.GlobalAliases(aliases, TestContext.Current.CancellationToken)]);

        Assert.Equal(["DenseAttribute", "Other"], names);
        Assert.Equal("A B C", Found("using Third = Other; [Dense(2, 1)] class A; [Other(2, 1)] class B; [Third(2, 1)] class C; [Here(2, 1)] class D;", names));
    }

    [Fact]
    public void AnAliasInAnotherFileMakesANetwork()
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation("[Dense(2, 1)] public sealed partial class Net;");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions)
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Empty(driver.GetRunResult().GeneratedTrees);

        driver = driver.RunGenerators(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
                "global using Dense = GenNet.LayerAttribute;", GeneratorHarness.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)),
            TestContext.Current.CancellationToken);
        Assert.Contains(driver.GetRunResult().Results.Single().GeneratedSources, file => file.HintName == "Net.Forward.g.cs");

        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Empty(driver.GetRunResult().GeneratedTrees);
    }

    private static string Found(string source, ImmutableArray<string> otherNames) => string.Join(
        " ",
        AttributedTypes.Find(
                CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, cancellationToken: TestContext.Current.CancellationToken),
                otherNames,
                TestContext.Current.CancellationToken)
            .Select(member => member is DelegateDeclarationSyntax type ? type.Identifier.ValueText : ((BaseTypeDeclarationSyntax)member).Identifier.ValueText));
}

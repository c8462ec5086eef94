using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>What the generator made of a compilation.</summary>
/// <param name="Compilation">The sources and the generated files together.</param>
/// <param name="Files">The generated files in the order they were added.</param>
/// <param name="Steps">The values of the generator's own named steps.</param>
internal sealed record GeneratorRun(
    Compilation Compilation,
    ImmutableArray<GeneratedSourceResult> Files,
    ImmutableArray<object> Steps)
{
    /// <summary>The architecture of the only network that was declared.</summary>
    public NetworkModel Model =>
        Assert.Single(Steps.OfType<NetworkDeclaration>().Select(declaration => declaration.Model).Distinct())
        ?? throw new Xunit.Sdk.XunitException("The declaration has a mistake: there is no architecture.");

    /// <summary>The text of one generated file.</summary>
    public string TextOf(string hintName) =>
        Assert.Single(Files, file => file.HintName == hintName).SourceText.ToString();
}

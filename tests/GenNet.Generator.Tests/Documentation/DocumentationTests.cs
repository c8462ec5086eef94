using System;
using GenNet.Generator.Calculus;
using Xunit;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;
using DeclaredLoss = GenNet.Generator.Declaration.Loss;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>What the documentation shows of generated code is what is generated.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Linear), "linear", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Sigmoid), "sigmoid", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Tanh), "tanh", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.BinaryCrossEntropy), nameof(DeclaredActivation.Sigmoid), "sigmoid", "Σ (softplus(z) − t z) (binary cross-entropy)")]
    public void TableOfDeltasIsDerived(string loss, string activation, string word, string notation)
    {
        Expression delta = LossFunction.Of(Enum.Parse<DeclaredLoss>(loss), outputs: 3)
            .DerivativeByPreActivation(ActivationFunction.Of(Enum.Parse<DeclaredActivation>(activation)));

        Assert.Contains(
            $"| {notation} | {word} | {Printer.Notation(delta, symbol => symbol.Name)} |",
            MarkdownPages.Read("docs/generated-code.md"),
            StringComparison.Ordinal);
    }
}

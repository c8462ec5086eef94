using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every form of every layer's attribute, with each argument that it takes, is a declaration without a mistake. What the networks compute is
/// for <see cref="LayerGoldenTests"/>.
/// </summary>
public sealed class ContractTests
{
    private const string Named = "Name = \"own\"|From = \"first\"";
    private const string Frozen = "Frozen = true";
    private const string Weights = "Frozen = true|Bias = false|Initializer = Initializer.HeNormal|InitializerScale = 0.5";
    private const string Image = "[Input(9, 8, 4)]";
    private const string Steps = "[Input(12, 4)]";
    private const string Vector = "[Input(6)]";

    private static readonly string[] s_functions =
    [
        "Tanh", "activation: Softplus, Beta = 2", "LeakyReLU, Slope = 0.1", "ELU, Alpha = 0.5", "Sine, Frequency = 3", "PReLU, PerChannel = true",
        "nameof(Functions.Bend)",
    ];

    // An attribute, the input before it, its arguments without a name (one of which stands for every activation), and those with one.
    private static readonly (string Kind, string Input, string[] Forms, string Named)[] s_kinds =
    [
        ("Layer", Vector, ["6, 3", "3", "6, 3, *", "3, *", "inputs: 6, outputs: 3"], Weights),
        ("Layer", Image, ["3", "3, *"], Weights),
        ("Activate", Steps, ["*", "Softmax", "LogSoftmax"], "Frozen = true"),
        ("Conv2D", Image,
            ["4, 3", "4, 3, *", "4, 3, 2", "4, 3, 2, *", "filters: 4, kernel: 3", "filters: 4, kernelHeight: 3, kernelWidth: 1"],
            $"{Weights}|Stride = 2|Padding = 1|Same = true|Dilation = 2|Groups = 2|StrideHeight = 2|StrideWidth = 3|DilationHeight = 2|DilationWidth = 3"
            + "|PaddingHeight = 1|PaddingWidth = 1|StrideHeight = 2, StrideWidth = 1, Same = true"),
        ("Conv1D", Steps, ["4, 3", "4, 3, *"], $"{Weights}|Stride = 2|Padding = 1|Same = true|Causal = true|Dilation = 2|Groups = 2|Causal = true, Dilation = 4"),
        ("ConvTranspose2D", Image, ["4, 3", "4, 3, *"], $"{Weights}|Stride = 2|Padding = 1|Stride = 3, Padding = 1"),
        ("ConvTranspose1D", Steps, ["4, 3", "4, 3, *"], $"{Weights}|Stride = 2|Padding = 1|Stride = 3, Padding = 1"),
        ("MaxPool2D", Image, ["2", "size: 3"], "Stride = 1|Padding = 1"),
        ("AveragePool2D", Image, ["2", "size: 3"], "Stride = 1|Padding = 1"),
        ("MaxPool1D", Steps, ["2", "size: 3"], "Stride = 1|Padding = 1"),
        ("AveragePool1D", Steps, ["2", "size: 3"], "Stride = 1|Padding = 1"),
        ("GlobalAveragePool", Image, [""], string.Empty),
        ("GlobalMaxPool", Image, [""], string.Empty),
        ("GlobalAveragePool", Steps, [""], string.Empty),
        ("GlobalMaxPool", Steps, [""], string.Empty),
        ("Flatten", Image, [""], string.Empty),
        ("Reshape", Steps, ["48", "6, 8", "2, 4, 6"], string.Empty),
        ("BatchNorm", Vector, [""], $"{Frozen}|Momentum = 0.2|Epsilon = 0.001"),
        ("BatchNorm", Image, [""], $"{Frozen}|Momentum = 0.2|Epsilon = 0.001"),
        ("LayerNorm", Steps, [""], $"{Frozen}|Epsilon = 0.001"),
        ("Dropout", Vector, ["0.5", "rate: 0.25"], string.Empty),
        ("GaussianNoise", Vector, ["0.5"], string.Empty),
        ("Embedding", Vector, ["10, 3"], $"{Frozen}|Initializer = Initializer.StandardNormal|InitializerScale = 0.5"),
        ("Rnn", Steps, ["5", "units: 5"], $"{Weights}|Sequences = true|Bidirectional = true|Sequences = true, Bidirectional = true"),
        ("Gru", Steps, ["5", "units: 5"], $"{Weights}|Sequences = true|Bidirectional = true|Sequences = true, Bidirectional = true"),
        ("Lstm", Steps, ["5", "units: 5"], $"{Weights}|Sequences = true|Bidirectional = true|Sequences = true, Bidirectional = true"),
        ("SelfAttention", Steps, ["2", "heads: 4"], $"{Weights}|Causal = true"),
        ("Add", Steps, ["\"first\"", "\"first\", \"first\""], string.Empty),
        ("Multiply", Steps, ["\"first\"", "\"first\", \"first\""], string.Empty),
        ("Concat", Steps, ["\"first\"", "\"first\", \"first\""], string.Empty),
    ];

    public static TheoryData<string> Kinds =>
        [.. s_kinds.Select(row => row.Kind).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EveryFormOfAnAttributeIsUnderstood(string kind)
    {
        string[] declarations = [.. s_kinds.Where(row => row.Kind == kind).SelectMany(Declarations).Distinct()];
        Assert.True(declarations.Length >= 3, $"[{kind}] has {declarations.Length} forms.");
        string classes = string.Join("\n\n", declarations.Select((declaration, number) => $"{declaration}\npublic sealed partial class Form{number};"));
        Compilation compilation = GeneratorHarness.CreateCompilation(
            DeclaredNetwork.Functions, $"using GenNet;\nusing static GenNet.Activation;\n\n{classes}");

        IEnumerable<Diagnostic> mistakes = GeneratorHarness.CompilerDiagnosticsOf(compilation)
            .Concat(await AnalyzerHarness.DiagnosticsOf(compilation))
            .Where(diagnostic => diagnostic.Id is not ("GN0018" or "GN0023" or "GN0024"));

        Assert.True(!mistakes.Any(), GeneratorHarness.Describe(mistakes));
    }

    private static IEnumerable<string> Declarations((string Kind, string Input, string[] Forms, string Named) row)
    {
        // Embedding takes the network's inputs; behind everything else there may be another layer.
        bool isFirst = row.Kind == "Embedding";
        string before = isFirst ? row.Input : $"{row.Input}\n[Activate(Tanh, Name = \"first\")]";
        foreach (string form in row.Forms)
        {
            foreach (string arguments in form.Contains('*', StringComparison.Ordinal) ? s_functions.Select(function => form.Replace("*", function)) : [form])
            {
                yield return Declare(arguments);
            }
        }

        string shortest = row.Forms[0].Replace("*", "PReLU", StringComparison.Ordinal);
        string named = isFirst ? "Name = \"own\"" : Named;
        foreach (string argument in $"{row.Named}|{named}".Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Declare(shortest.Length == 0 ? argument : $"{shortest}, {argument}");
        }

        string Declare(string arguments) => $"{before}\n[{row.Kind}{(arguments.Length == 0 ? string.Empty : $"({arguments})")}]";
    }
}

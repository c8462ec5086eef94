using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

/// <summary>Declarations as they are in the middle of typing, and worse: nothing may throw, whatever the compiler says.</summary>
public sealed class HostileDeclarationTests(ITestOutputHelper output)
{
    private const int DeclarationsPerCase = 60;

    private static readonly string[] s_declarations =
    [
        """
        [Network(Loss = Loss.BinaryCrossEntropy, Reduction = Reduction.Sum, Precision = Precision.Double, Unroll = Unroll.Full)]
        [Layer(2, 3, Activation.Tanh, Bias = false), Layer(3, 1, Activation.Sigmoid)]
        public sealed partial class Net : IDisposable { public void Dispose() { } }
        """,
        """
        namespace Outer { partial struct Middle { [Layer(inputs: 4, outputs: 4, activation: Activation.ReLU, InitializerScale = 0.5)]
        [Layer(4, 2, Activation.Softmax, Initializer = Initializer.Uniform01)] internal partial class Net { const int Size = 4; } } }
        """,
        """
        [Layer(2, 20, Activation.Tanh)] partial class Net<T> where T : class { [Network(Trainable = false)] [Layer(1, 1)] file class Inner; }
        [Layer(20, 20)] partial class Net { public Net(int seed) : this() { } static string Summary => ""; }
        """,
    ];

    private static readonly string[] s_tokens =
    [
        "-", "(", ")", "[", "]", "{", "}", ",", ";", "=", "<", ">", ".", "?", "@class", "0", "-1", "2147483647", "2147483648", "100000", "4",
        "1e400", "double.NaN", "null", "default", "new", "typeof(int)", "\"text\"", "'c'", "true", "Layer", "Network", "GenNet", "Activation",
        "Activation.Softmax", "(Activation)9", "(Unroll)(-1)", "nameof(Net)", "Net.OutputSize", "public", "partial", "static", "abstract",
        "record", "struct", "interface", "enum", "class", "file", "namespace", "using", "Net", "\u00e9t\u00e9", "\uD83D\uDE00", "Bias", "Loss",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task NothingThrows(int seed)
    {
        var random = new Random(seed);
        for (int number = 0; number < DeclarationsPerCase; number++)
        {
            string declaration = s_declarations[random.Next(s_declarations.Length)];
            string source = "using System;\nusing GenNet;\n" + Mangle(declaration, random);
            try
            {
                Compilation compilation = GeneratorHarness.RunUnchecked(source).Compilation;
                await AnalyzerHarness.DiagnosticsOf(compilation);
            }
            catch
            {
                output.WriteLine($"Seed {seed}, declaration {number}:\n{source}");
                throw;
            }
        }
    }

    /// <summary>Removes, repeats, exchanges and replaces a few tokens.</summary>
    private static string Mangle(string declaration, Random random)
    {
        List<string> tokens = [.. SyntaxFactory.ParseTokens(declaration).Select(token => token.ToFullString())];
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int index = random.Next(tokens.Count);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(index);
                    break;
                case 1:
                    tokens.Insert(index, tokens[random.Next(tokens.Count)]);
                    break;
                case 2:
                    int other = random.Next(tokens.Count);
                    (tokens[index], tokens[other]) = (tokens[other], tokens[index]);
                    break;
                default:
                    tokens[index] = s_tokens[random.Next(s_tokens.Length)] + " ";
                    break;
            }
        }

        return string.Concat(tokens);
    }
}

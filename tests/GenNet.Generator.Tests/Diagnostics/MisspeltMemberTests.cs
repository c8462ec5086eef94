using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>A name that does not exist is an error of the compiler's; beside it stands which one does.</summary>
public sealed class MisspeltMemberTests
{
    private static readonly Type[] s_enums =
        [typeof(Activation), typeof(Loss), typeof(Reduction), typeof(Precision), typeof(Unroll), typeof(Initializer)];

    [Theory]
    [InlineData("[Layer(2, 2, {|Relu|})]", "Activation.ReLU")]
    [FullInlineData("[Layer(2, 2, {|SoftMax|})]", "Activation.Softmax")]
    [FullInlineData("[Layer(2, 2, {|Activation.sigmoid|}, Bias = false)]", "Activation.Sigmoid")]
    [InlineData("[Layer(2, 2, {|GenNet.Activation.Swish|})]", "Activation.SiLU")]
    [FullInlineData("[Layer(outputs: 2, inputs: 2, activation: {|Tahn|})]", "Activation.Tanh")]
    [FullInlineData("[Layer(2, 2, Initializer = {|Initializer.Xavier|})]", "Initializer.GlorotUniform")]
    [InlineData("[Network(Loss = {|Loss.Crossentropy|}), Layer(2, 2)]", "Loss.CrossEntropy")]
    [FullInlineData("[Network(Loss = {|MSE|}), Layer(2, 2)]", "Loss.MeanSquaredError")]
    [FullInlineData("[Network(Reduction = {|Reduction.Avg|}), Layer(2, 2)]", null)]
    [InlineData("[Network(Precision = {|Precision.Float32|}), Layer(2, 2)]", "Precision.Single")]
    [FullInlineData("[Network(Unroll = {|Unroll.Titled|}), Layer(2, 2)]", "Unroll.Tiled")]
    [FullInlineData("[Layer(2, 2, {|Something|})]", null)]
    [InlineData("[Input(2), Layer(10, {|Relu|})]", "Activation.ReLU")]
    [FullInlineData("[Input(2), Layer(10, {|Activation.Relu|}, Bias = false)]", "Activation.ReLU")]
    [FullInlineData("[Input(2), Layer(activation: {|Relu|}, outputs: 10)]", "Activation.ReLU")]
    [InlineData("[Layer(2, 10), Activate({|Relu|})]", "Activation.ReLU")]
    [FullInlineData("[Layer(2, 10), Activate({|Activation.Relu|}, Name = \"a\")]", "Activation.ReLU")]
    public async Task GN0033_NearestName(string attributes, string? meant)
    {
        string source = $"using GenNet;\n{attributes} public sealed partial class Net;";
        int start = source.IndexOf("{|", StringComparison.Ordinal);
        string written = source[(start + 2)..source.IndexOf("|}", StringComparison.Ordinal)];
        Compilation compilation = GeneratorHarness.RunUnchecked(source.Replace("{|", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)).Compilation;
        ImmutableArray<Diagnostic> found = await AnalyzerHarness.DiagnosticsOf(compilation);

        Assert.Contains(compilation.GetDiagnostics(TestContext.Current.CancellationToken), error => error.Id is "CS0103" or "CS0117");
        Assert.Equal(meant is null ? [] : [$"There is no {written}. Write {meant} if that is what you mean."], found.Select(mistake => mistake.GetMessage()));
        Assert.All(found, mistake => Assert.Equal(("GN0033", start, written.Length), (mistake.Id, mistake.Location.SourceSpan.Start, mistake.Location.SourceSpan.Length)));
    }

    /// <summary>Every member in other cases, with words apart, and with one letter missing, doubled, or exchanged with its neighbour.</summary>
    [Fact]
    public void EveryMemberIsFoundByWhatPeopleWriteForIt()
    {
        int cases = 0;
        foreach (Type declared in s_enums)
        {
            string[] members = Enum.GetNames(declared);
            foreach (string member in members)
            {
                foreach (string written in Misspellings(member).Where(written => !members.Contains(written, StringComparer.OrdinalIgnoreCase)))
                {
                    Assert.True(NearestName.Find(written, members) == member, $"{written}: {NearestName.Find(written, members)}, not {member}.");
                    cases++;
                }

                Assert.Equal(member, NearestName.Find(member.ToUpperInvariant(), members));
                Assert.Equal(member, NearestName.Find(member.ToLowerInvariant(), members));
                Assert.Equal(member, NearestName.Find(string.Concat(member.Select(letter => char.IsUpper(letter) ? $"_{letter}" : $"{letter}")), members));
            }

            Assert.Null(NearestName.Find("Whatever", members));
            Assert.Null(NearestName.Find("__", members));
        }

        Assert.True(cases > 900, $"{cases} cases.");
    }

    private static IEnumerable<string> Misspellings(string member)
    {
        // A letter of five is much of a short name: what is left may be nearer to another.
        for (int i = 0; i < member.Length && member.Length > 5; i++)
        {
            yield return member.Remove(i, 1);
            yield return member.Insert(i, member[i..(i + 1)]);
        }

        for (int i = 1; i < member.Length && member.Length > 3; i++)
        {
            yield return $"{member[..(i - 1)]}{member[i]}{member[i - 1]}{member[(i + 1)..]}";
        }
    }
}

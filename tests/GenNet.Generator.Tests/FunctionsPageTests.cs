using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Calculus;
using GenNet.Generator.Tests.Harness;
using Xunit;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;
using DeclaredLoss = GenNet.Generator.Declaration.Loss;
using DeclaredScoring = GenNet.Generator.Declaration.Scoring;

namespace GenNet.Generator.Tests;

/// <summary>The tables of <c>docs/functions.md</c> are the tables of the generator.</summary>
public sealed class FunctionsPageTests
{
    private const string ActivationsStart = "<!-- activations -->\n";
    private const string ActivationsEnd = "<!-- /activations -->\n";
    private const string LossesStart = "<!-- losses -->\n";
    private const string LossesEnd = "<!-- /losses -->\n";

    [Fact]
    public void PageHoldsTheTables()
    {
        string page = Read();
        string expected = Replace(Replace(page, ActivationsStart, ActivationsEnd, Activations()), LossesStart, LossesEnd, Losses());
        if (Snapshot.IsAccepting)
        {
            File.WriteAllText(PathOfPage(), expected);
            return;
        }

        Assert.True(
            page == expected,
            $"docs/functions.md (-) is not what the tables say (+):\n{TextDifference.Of(page, expected)}"
            + $"Run this test with {Snapshot.AcceptVariable}=1 to accept, then read the change.");
    }

    [Fact]
    public void EveryActivationAndLossHasARow()
    {
        Assert.Equal(Enum.GetValues<DeclaredActivation>(), ActivationTable.Rows.Select(row => row.Activation).Order());
        Assert.Equal(Enum.GetValues<DeclaredLoss>().Where(loss => loss != DeclaredLoss.Auto), LossTable.Rows.Select(row => row.Loss).Order());
    }

    private static string Activations()
    {
        IEnumerable<string> rows = ActivationTable.Rows.Select(row =>
        {
            string formula = row.Coupled.Output;
            string derivative = row.Coupled.Derivative;
            string calls = "Exp, Log";
            if (!row.IsCoupled)
            {
                // The argument stays a letter in the formula; for the derivative it has its usual value.
                Expression argument = row.Argument is null ? 0 : new Symbol(row.Argument.Name.ToLowerInvariant());
                formula = Notation(Simplifier.Simplify(row.Output!(ActivationFunction.Z, argument)));
                ActivationFunction function = ActivationFunction.Of(row.Activation);
                derivative = Notation(function.Derivative);
                calls = Calls(function);
                if (row.SecondHalf is not null)
                {
                    var second = new ActivationFunction(row.SecondHalf(ActivationFunction.Z));
                    formula += $" in the first half of the units, {Notation(second.Output)} in the second";
                    derivative += $", {Notation(second.Derivative)}";
                    calls += Calls(second);
                }
            }

            string error = row.IsCoupled
                ? ""
                : $"{Printer.Number(row.Ulps.Single)} / {Printer.Number(row.Ulps.Double)}{(row.AreUlpsOfLarger ? " of the larger" : "")}";
            string argumentText = row.Argument is null ? "" : $"`{row.Argument.Name}` = {Printer.Number(row.Argument.Default)}";
            return $"| `{row.Activation}` | {Cell(formula)} | {Cell(derivative)} | {row.Range} | {error} | {argumentText} | {calls} | {row.Initializer} | {row.Source} |";
        });
        return "| activation | a | ∂a/∂z as emitted | range of a | ulp | argument | calls | weights | source |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            + string.Concat(rows.Select(row => row + "\n"));
    }

    private static string Calls(ActivationFunction function) => string.Join(
        ", ",
        function.Output.Parts().Concat(function.Derivative.Parts()).OfType<Call>()
            .Select(call => call.Function.ToString()).Where(name => name is not ("Abs" or "Sign")).Distinct().Order(StringComparer.Ordinal));

    private static string Losses()
    {
        IEnumerable<string> rows = LossTable.Rows.Select(row =>
        {
            DeclaredActivation last = row.Activations?[0] ?? DeclaredActivation.Linear;
            LossFunction loss = LossFunction.Of(row.Loss, row.HasVariances ? 6 : 3, last);
            string delta = row.HasVariances
                ? $"{Notation(loss.DerivativeByPreActivation(ActivationFunction.Of(last)))}, and {Notation(loss.DerivativeByVariance())} ∂a/∂z"
                : ActivationTable.Of(last).IsCoupled
                ? $"a Σr − r, r = {Notation(loss.CoupledResidual())}"
                : Notation(loss.DerivativeByPreActivation(ActivationFunction.Of(last)));
            string after = row.Activations is null ? "any" : string.Join(", ", row.Activations.Select(activation => $"`{activation}`"));
            string argument = row.Argument is null ? "" : $"`{row.Argument.Name}` = {Printer.Number(row.Argument.Default)}";
            string answer = row.Scoring switch
            {
                _ when row.Activations?.Any(activation => !ActivationTable.Of(activation).IsCoupled) == false => "the largest",
                DeclaredScoring.Labels => $"each above {Printer.Number(row.Threshold)}",
                DeclaredScoring.Nearest => "by the targets",
                _ => "none",
            };
            return $"| `{row.Loss}` | {Cell(row.Words)} | {Cell(delta)} | {after} | {argument} | {answer} | {row.Convention} |";
        });
        return "| loss | of a sample | ∂L/∂z as emitted, for 3 outputs | after | argument | what is right | convention |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            + string.Concat(rows.Select(row => row + "\n"));
    }

    private static string Notation(Expression expression) =>
        Printer.Notation(expression, symbol => symbol == LossFunction.LogA ? "ln a" : symbol.Name);

    /// <summary>A vertical bar ends a cell of a table.</summary>
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Replace(string page, string start, string end, string text)
    {
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        int to = page.IndexOf(end, StringComparison.Ordinal);
        return page[..from] + text + page[to..];
    }

    private static string Read() => File.ReadAllText(PathOfPage()).ReplaceLineEndings("\n");

    private static string PathOfPage([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "docs", "functions.md");
}

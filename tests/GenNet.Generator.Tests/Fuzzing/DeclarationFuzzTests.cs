using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Fuzzing;

/// <summary>
/// Thousands of random and hostile declarations: nothing throws, nothing hangs, nothing is kept, and there is always either code
/// that compiles or a diagnostic. Every run takes the same seeds; <c>GENNET_FUZZ_SEED</c> asks for others.
/// </summary>
public sealed class DeclarationFuzzTests(ITestOutputHelper output)
{
    private static readonly int s_declarationsPerSeed = TestScope.Count(quick: 30, full: 650);

    /// <summary>So few that what one of them does to the others, a class called GenNet for example, is not done to many.</summary>
    private const int DeclarationsPerBatch = 13;

    /// <summary>More than any of these declarations has a right to; what a network may be at most is for GN0003 and GN0017 to say.</summary>
    private const int MostCharactersPerBatch = 20_000_000;

    /// <summary>
    /// Roslyn keeps some of the last compilation for the next, and a thread that has run out of work what it saw last; what keeps one batch
    /// after another keeps all of them.
    /// </summary>
    private const int MostBatchesKept = 2;

    public static TheoryData<int> Seeds => [.. TestScope.Cases(Enumerable.Range(1, 8), quick: 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EitherCodeThatCompilesOrADiagnostic(int seed)
    {
        seed += int.Parse(Environment.GetEnvironmentVariable("GENNET_FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);
        var declarations = new RandomDeclarations(seed);
        var ids = new List<string>();
        int files = 0;
        int fixes = 0;
        var made = new List<WeakReference[]>();
        for (int first = 0; first < s_declarationsPerSeed; first += DeclarationsPerBatch)
        {
            string[] sources = [.. Enumerable.Range(first, DeclarationsPerBatch).Select(declarations.Next)];
            FuzzBatch seen = await Verify(seed, first, sources);
            ids.AddRange(seen.Ids);
            files += seen.GeneratedFiles;
            fixes += seen.Fixes;
            made.Add([.. seen.Made]);
            Assert.True(seen.Characters < MostCharactersPerBatch, $"Seed {seed}, from {first}: {seen.Characters} characters.");
        }

        AssertKeepsNothing(made);
        output.WriteLine(
            $"Seed {seed}: {s_declarationsPerSeed} declarations, {files} generated files, {fixes} fixes made, "
            + $"{string.Join(", ", ids.GroupBy(id => id).OrderBy(id => id.Key, StringComparer.Ordinal).Select(id => $"{id.Count()} {id.Key}"))}.");
        Assert.True(files > s_declarationsPerSeed / 4 && fixes > s_declarationsPerSeed / 20 && ids.Distinct().Count() > 8, "The declarations no longer reach much.");
    }

    private void AssertKeepsNothing(List<WeakReference[]> made)
    {
        int Kept() => made.Count(batch => batch.Any(part => part.IsAlive));
        Assert.All(made, Assert.NotEmpty);
        for (int collection = 0; collection < 10 && Kept() > 0; collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(Kept() <= MostBatchesKept, $"{Kept()} of {made.Count} batches are kept.");
    }

    private async Task<FuzzBatch> Verify(int seed, int first, string[] sources)
    {
        try
        {
            (FuzzBatch seen, IReadOnlyList<int> suspects) = await FuzzBatch.Run(sources);
            foreach (int suspect in suspects)
            {
                // In company it may suffer for what another file declares; alone it may not.
                (_, IReadOnlyList<int> guilty) = await FuzzBatch.Run([sources[suspect]]);
                Assert.True(guilty.Count == 0, $"This has no network, or one that does not compile, and nothing is reported:\n{sources[suspect]}");
            }

            return seen;
        }
        catch
        {
            output.WriteLine($"Seed {seed}, declarations from {first}");
            for (int number = 0; number < sources.Length; number++)
            {
                try
                {
                    await FuzzBatch.Run([sources[number]]);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    output.WriteLine($"Declaration {first + number} alone: {exception.Message}\n{sources[number]}");
                }
            }

            throw;
        }
    }
}

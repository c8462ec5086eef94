using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.GenerationCost;

/// <summary>What the generator adds to a build and to a keystroke, beside what Roslyn takes for the same.</summary>
internal static class Speed
{
    private const int Repetitions = 15;

    public static void Measure()
    {
        // A build begins in a process in which neither Roslyn nor the generator has been compiled: the first figures are of that.
        CSharpCompilation compilation = Project.Create(Project.Networks);
        double parsed = Time(() => Project.Create(Project.Networks));
        double bound = Time(() => compilation.GetTypeByMetadataName("App.Xor")!.GetAttributes());
        GeneratorDriver driver = Driver();
        double first = Time(() => driver = driver.RunGenerators(compilation));
        double ofGenerator = driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
        Print("parse the project again", parsed);
        Print("bind the first attributes", bound);
        Print("first run of the driver, ten networks", first);
        Print("  of which in the generator", ofGenerator);
        Print("  a network", ofGenerator / Project.Networks.Length);

        double cold = Median(() => Driver().RunGenerators(compilation));
        Print("first run of a new driver, generator compiled", cold);
        Print("  a network", cold / Project.Networks.Length);

        int edit = 0;
        SyntaxTree ordinary = compilation.SyntaxTrees.Last();
        CSharpCompilation edited = compilation;
        double roslyn = Median(
            () => edited = Edit(ref compilation, ref ordinary, ++edit),
            () => edited.GetSemanticModel(edited.SyntaxTrees.Last()).GetDiagnostics());
        double keystroke = Median(
            () => edited = Edit(ref compilation, ref ordinary, ++edit),
            () => driver = driver.RunGenerators(edited));
        Print("keystroke elsewhere: Roslyn binds the edited file", roslyn);
        Print("keystroke elsewhere: the generator's driver", keystroke);

        SyntaxTree network = compilation.SyntaxTrees[3];
        double change = Median(
            () =>
            {
                SyntaxTree next = Project.Parse(network.ToString().Replace("64", (edit++ % 2 == 0 ? 65 : 66).ToString(CultureInfo.InvariantCulture)), network.FilePath);
                edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[3], next);
            },
            () => driver = driver.RunGenerators(edited));
        Print("change of one network: the generator's driver", change);

        Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation with, out _);
        CSharpCompilation without = Project.Create([]);
        double[] plainTimes = new double[Repetitions];
        double[] fullTimes = new double[Repetitions];
        for (int repetition = -Repetitions; repetition < Repetitions; repetition++)
        {
            // In turns, and as often before it counts, for Roslyn's own code to be compiled.
            int slot = Math.Max(0, repetition);
            plainTimes[slot] = Time(() => Emit(without.WithAssemblyName($"App{edit++}")));
            fullTimes[slot] = Time(() => Emit(with.WithAssemblyName($"App{edit++}")));
        }

        Array.Sort(plainTimes);
        Array.Sort(fullTimes);
        double plain = plainTimes[Repetitions / 2];
        double full = fullTimes[Repetitions / 2];
        Print("compile and emit, without networks", plain);
        Print("compile and emit, with the code of ten networks", full);
        Print("  so ten networks add, with the generator", full - plain + cold);
    }

    private static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions);

    private static CSharpCompilation Edit(ref CSharpCompilation compilation, ref SyntaxTree tree, int edit)
    {
        SyntaxTree next = Project.Parse(Project.OrdinaryFile(Project.OrdinaryFiles - 1, edit), tree.FilePath);
        compilation = compilation.ReplaceSyntaxTree(tree, next);
        tree = next;
        return compilation;
    }

    private static void Emit(Compilation compilation)
    {
        if (!compilation.Emit(Stream.Null).Success)
        {
            throw new InvalidOperationException("The project does not compile.");
        }
    }

    private static double Median(Action measured) => Median(() => { }, measured);

    private static double Median(Action before, Action measured)
    {
        double[] times = new double[Repetitions];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            before();
            times[repetition] = Time(measured);
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }

    private static double Time(Action measured)
    {
        long start = Stopwatch.GetTimestamp();
        measured();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56} {milliseconds,9:F2} ms"));
}

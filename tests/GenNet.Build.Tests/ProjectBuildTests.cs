using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Build.Tests;

/// <summary>Real builds of projects whose networks bring their weights along.</summary>
public sealed class ProjectBuildTests
{
    private const string Networks =
        """
        using GenNet;
        namespace Models;

        [Network(Weights = "large.safetensors")]
        [Layer(300, 40, Activation.Sigmoid)]
        [Layer(40, 3)]
        public sealed partial class Large;

        [Network(Weights = "linked/small.safetensors")]
        [Layer(2, 3, Activation.Tanh)]
        [Layer(3, 1, Activation.Sigmoid)]
        public sealed partial class Small;

        [Network(Weights = "torch large.safetensors")]
        [Layer(300, 40, Activation.ReLU)]
        [Layer(40, 3)]
        public sealed partial class LargeFromPyTorch;

        [Network(Weights = "numpy large.npz")]
        [Layer(300, 40, Activation.ReLU)]
        [Layer(40, 3)]
        public sealed partial class LargeFromNumPy;

        [Network(Weights = "numpy vector.npy")]
        [Layer(300, 40, Activation.ReLU)]
        [Layer(40, 3)]
        public sealed partial class LargeFromVector;

        [Network(Weights = "numpy small.npy", Precision = Precision.Double)]
        [Layer(2, 3, Activation.ReLU)]
        [Layer(3, 1)]
        public sealed partial class SmallFromNumPy;

        [Network(Weights = "torch small.safetensors", Precision = Precision.Double)]
        [Layer(2, 3, Activation.ReLU)]
        [Layer(3, 1)]
        public sealed partial class SmallFromPyTorch;
        """;

    private const string Program =
        """
        using System;
        using System.Linq;
        using Models;

        float[] large = new float[Large.ParameterCount], small = new float[Small.ParameterCount];
        Large.Pretrained().CopyParametersTo(large);
        Small.Pretrained().CopyParametersTo(small);
        Console.WriteLine(string.Join(' ', large.Concat(small).Select(BitConverter.SingleToUInt32Bits)));

        double[] smallFromPyTorch = new double[SmallFromPyTorch.ParameterCount];
        LargeFromPyTorch.Pretrained().CopyParametersTo(large);
        SmallFromPyTorch.Pretrained().CopyParametersTo(smallFromPyTorch);
        Console.WriteLine(string.Join(' ', large.Concat(smallFromPyTorch.Select(value => (float)value)).Select(BitConverter.SingleToUInt32Bits)));

        // What Load makes of the same files.
        float[] largeFromFile = new float[large.Length];
        double[] smallFromFile = new double[smallFromPyTorch.Length];
        LargeFromPyTorch.Load(args[0]).CopyParametersTo(largeFromFile);
        SmallFromPyTorch.Load(args[1]).CopyParametersTo(smallFromFile);
        Console.WriteLine(large.SequenceEqual(largeFromFile) && smallFromPyTorch.SequenceEqual(smallFromFile));

        // The same values as arrays of NumPy.
        LargeFromNumPy.Pretrained().CopyParametersTo(large);
        SmallFromNumPy.Pretrained().CopyParametersTo(smallFromPyTorch);
        float[] largeFromVector = new float[large.Length];
        LargeFromVector.Pretrained().CopyParametersTo(largeFromVector);
        Console.WriteLine(large.SequenceEqual(largeFromFile) && largeFromVector.SequenceEqual(largeFromFile) && smallFromPyTorch.SequenceEqual(smallFromFile));
        """;

    /// <summary>Another folder, blanks, a linked file, and a program that has the library as a reference.</summary>
    [Fact]
    public void ANetworkInALibraryBringsItsWeightsIntoTheProgramThatUsesIt()
    {
        using BuiltSolution solution = NewSolution("net10.0");
        solution.Build("The app");
        string printed = RunProgram(solution);
        string expected = string.Join(
            ' ',
            WeightsOf(solution, "shared weights/large.safetensors").Concat(WeightsOf(solution, "shared weights/of/small.safetensors")));
        WeightFile.OfPyTorch([300, 40, 3], out float[] large);
        WeightFile.OfPyTorch([2, 3, 1], out float[] small);
        string fromPyTorch = string.Join(' ', large.Concat(small).Select(BitConverter.SingleToUInt32Bits));

        Assert.Equal($"{expected}\n{fromPyTorch}\nTrue\nTrue\n", printed);
        Assert.Empty(solution.Descriptions("The app"));
    }

    [FullFact]
    public void OnlyWhatHasChangedIsReadAgain()
    {
        using BuiltSolution solution = NewSolution("net10.0");
        solution.Build("The app");
        string printed = RunProgram(solution);

        // Nothing has changed, so nothing is done; then the one file that has.
        DateTime[] written = WriteTimes(solution);
        DateTime assembly = File.GetLastWriteTimeUtc(AssemblyOf(solution));
        solution.Build("The app");
        Assert.Equal(written, WriteTimes(solution));
        Assert.Equal(assembly, File.GetLastWriteTimeUtc(AssemblyOf(solution)));

        byte[] changed = File.ReadAllBytes(solution.PathOf("shared weights/large.safetensors"));
        changed[^1] ^= 0x80;
        solution.WriteBytes("shared weights/large.safetensors", changed);
        solution.Build("The app");
        Assert.Equal([true, false, false, false, false, false, false], WriteTimes(solution).Zip(written, (now, before) => now > before));
        Assert.NotEqual(printed, RunProgram(solution));
    }

    [Fact]
    public void AFileThatCannotBeReadFailsTheBuildOnceWithItsName()
    {
        using BuiltSolution solution = NewSolutionWithWrongFiles();
        string printed = solution.Build("The library", succeeds: false);

        Assert.Contains("error GENNET011: ../shared weights/large.safetensors is text, CSV perhaps, and GenNet reads safetensors, .npz and .npy.", printed, StringComparison.Ordinal);
        Assert.Contains(
            "error GENNET010: There is no file ../shared weights/of/small.safetensors. Put it there, or correct the path in GenNetWeights.",
            printed,
            StringComparison.Ordinal);
        Assert.DoesNotContain("GN01", printed, StringComparison.Ordinal);
    }

    /// <summary>By what it does to know how a project is compiled.</summary>
    [FullFact]
    public void AnEditorIsToldOfAFileThatCannotBeRead()
    {
        using BuiltSolution solution = NewSolutionWithWrongFiles();
        solution.Run("The library", true, "restore", "-v:quiet", "--tl:off", "-nodeReuse:false");
        string items = solution.Run(
            "The library",
            true,
            "msbuild", "-t:Compile", "-p:TargetFramework=net10.0", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-nodeReuse:false", "-getItem:AdditionalFiles");
        string[] descriptions = solution.Descriptions("The library");
        Assert.Equal(7, descriptions.Length);
        Assert.All(descriptions, description => Assert.Contains(Path.GetFileName(description), items, StringComparison.Ordinal));
        Assert.All(descriptions.Where(description => !Path.GetFileName(description).Contains(' ', StringComparison.Ordinal)), description => Assert.StartsWith("GenNet weights 1, with a mistake\n", File.ReadAllText(description), StringComparison.Ordinal));
    }

    [FullFact]
    public void AWrongFileIsAnErrorUnderTheArgumentForEachFrameworkAndCleanTakesAllAway()
    {
        using BuiltSolution solution = NewSolution("net10.0;net10.0-windows");
        solution.WriteBytes("shared weights/large.safetensors", WeightFile.OfDense(["sigmoid", "linear"], 300, 41, 3));
        string printed = solution.Build("The library", succeeds: false);
        Assert.Contains(
            "Networks.cs(4,20): error GN0107: layer1.kernel is 300 × 41 in ../shared weights/large.safetensors but layer 1 declares 300 × 40.",
            printed,
            StringComparison.Ordinal);

        solution.WriteBytes("shared weights/large.safetensors", WeightFile.OfDense(["sigmoid", "linear"], 300, 40, 3));
        solution.Build("The library");
        Assert.Equal(14, solution.Descriptions("The library").Length);
        solution.Run("The library", true, "clean", "-v:quiet", "--tl:off", "-nodeReuse:false");
        Assert.Empty(solution.Descriptions("The library"));
    }

    /// <summary>One file is missing, another no weight file.</summary>
    private static BuiltSolution NewSolutionWithWrongFiles()
    {
        BuiltSolution solution = NewSolution("net10.0");
        File.Delete(solution.PathOf("shared weights/of/small.safetensors"));
        solution.Write("shared weights/large.safetensors", "a,b,c\n1,2,3\n");
        return solution;
    }

    private static BuiltSolution NewSolution(string frameworks)
    {
        var solution = new BuiltSolution();
        solution.WriteBytes("shared weights/large.safetensors", WeightFile.OfDense(["sigmoid", "linear"], 300, 40, 3));
        solution.WriteBytes("shared weights/of/small.safetensors", WeightFile.OfDense(["tanh", "sigmoid"], 2, 3, 1));
        solution.WriteBytes("The library/torch large.safetensors", WeightFile.OfPyTorch([300, 40, 3], out _));
        solution.WriteBytes("The library/torch small.safetensors", WeightFile.OfPyTorch([2, 3, 1], out _));
        (int[] Sizes, float[] Values) large = ([300, 40, 3], []), small = ([2, 3, 1], []);
        WeightFile.OfPyTorch(large.Sizes, out large.Values);
        WeightFile.OfPyTorch(small.Sizes, out small.Values);
        solution.WriteBytes("The library/numpy large.npz", WeightFile.Npz(
            CompressionLevel.Fastest,
            ("W1", WeightFile.Npy("<f4", [300, 40], WeightFile.BytesOf(large.Values[..12000]))),
            ("b1", WeightFile.Npy("<f4", [40], WeightFile.BytesOf(large.Values[12000..12040]))),
            ("W2", WeightFile.Npy("<f4", [40, 3], WeightFile.BytesOf(large.Values[12040..12160]))),
            ("b2", WeightFile.Npy("<f4", [3], WeightFile.BytesOf(large.Values[12160..])))));
        solution.WriteBytes("The library/numpy small.npy", WeightFile.Npy("<f4", [small.Values.Length], WeightFile.BytesOf(small.Values)));
        byte[] vector = [.. large.Values.SelectMany(value => BitConverter.GetBytes((double)value))];
        solution.WriteBytes("The library/numpy vector.npy", WeightFile.Npy("<f8", [large.Values.Length], vector));
        solution.Write("The library/Networks.cs", Networks);
        solution.Write("The library/Library.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{frameworks}</TargetFrameworks>
                <!-- Of Windows the compiler needs nothing here. -->
                <EnableWindowsTargeting>true</EnableWindowsTargeting>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
              </PropertyGroup>
              <ItemGroup>
                <GenNetWeights Include="../shared weights/large.safetensors" />
                <GenNetWeights Include="..\shared weights\of\small.safetensors" Link="linked/small.safetensors" />
                <GenNetWeights Include="torch *.safetensors;numpy *.np?" />
              </ItemGroup>
            </Project>
            """);
        solution.Write("The app/Program.cs", Program);
        solution.Write("The app/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup><ProjectReference Include="../The library/Library.csproj" /></ItemGroup>
            </Project>
            """);
        return solution;
    }

    private static string RunProgram(BuiltSolution solution) => solution.Run(
        "The app",
        true,
        "exec",
        solution.PathOf("The app/bin/Debug/net10.0/App.dll"),
        solution.PathOf("The library/torch large.safetensors"),
        solution.PathOf("The library/torch small.safetensors"));

    private static string AssemblyOf(BuiltSolution solution) => solution.PathOf("The library/bin/Debug/net10.0/Library.dll");

    private static DateTime[] WriteTimes(BuiltSolution solution) => [.. solution.Descriptions("The library").Select(File.GetLastWriteTimeUtc)];

    private static uint[] WeightsOf(BuiltSolution solution, string path)
    {
        byte[] file = File.ReadAllBytes(solution.PathOf(path));
        int begin = sizeof(ulong) + (int)BitConverter.ToUInt64(file);
        return [.. Enumerable.Range(0, (file.Length - begin) / sizeof(float)).Select(index => BitConverter.ToUInt32(file, begin + (index * sizeof(float))))];
    }
}

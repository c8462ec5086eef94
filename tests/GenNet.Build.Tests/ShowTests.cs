using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Tests;
using GenNet.Tool;
using Xunit;

namespace GenNet.Build.Tests;

/// <summary><c>dotnet gennet show</c>, on real projects.</summary>
public sealed class ShowTests
{
    private const string Networks =
        """
        using GenNet;

        namespace Games
        {
            [Network(Loss = Loss.HalfSquaredError)]
            [Layer(2, 3, Activation.Sigmoid)]
            [Layer(3, 1, Activation.Sigmoid)]
            public sealed partial class Xor;

            [Network(Precision = Precision.Double)]
            [Layer(100, 64, Activation.Tanh)]
            [Layer(64, 3)]
            public sealed partial class Wide;

            [Input(5, Name = "x")]
            [Layer(3, Activation.Tanh, Name = "left \"one\"")]
            [Layer(3, Activation.Tanh, From = "x", Name = "right")]
            [Add("left \"one\"")]
            [Layer(2)]
            public sealed partial class Branches;
        }

        namespace Others
        {
            [Layer(2, 1)]
            public sealed partial class Wide;
        }
        """;

    [Fact]
    public async Task ShowsWhatTheNetworkIsWhatItComputesWhatItCostsAndWhereItsFilesAre()
    {
        using BuiltSolution solution = NewSolution(Networks);
        string printed = await ShowAsync(solution, 0, "Xor");
        string[] files = printed[printed.IndexOf("Files\n", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];

        Assert.Equal(
            """
            Games.Xor

            Summary
              ○ input: 2 values
              ○ layer 1: dense 2 → 3, sigmoid, 9 parameters
              ○ layer 2: dense 3 → 1, sigmoid, 4 parameters
              ○ loss: ½ Σ (a − t)², averaged over the batch
              13 parameters, 9 multiply-adds a sample

            Formulas
              Forward
                Layer 1: z1 = x·W1 + b1, a1 = σ(z1).
                Layer 2: z2 = a1·W2 + b2, a2 = σ(z2).
              Loss
                L = ½ Σ (a2 − t)².
              Backward
                Layer 2: δ2 = ∂L/∂z2 = (a2 − t) a2(1 − a2),
                because L = ½ Σ (a2 − t)² and ∂a2/∂z2 = a2(1 − a2): the stored output is enough.
                ∂L/∂W2 = a1ᵀ·δ2, ∂L/∂b2 = δ2.
                Layer 1: δ1 = (δ2·W2ᵀ) ⊙ a1(1 − a1).
                ∂L/∂W1 = xᵀ·δ1, ∂L/∂b1 = δ1.
              Update
                w ← w − η ∂L/∂w, if it is plain gradient descent of learning rate η:

            Cost
              parameters: 13, 52 bytes, 128 in memory with padding
              multiply-adds: 9 a sample forward
                layer1: 6, 67 %
                layer2: 3, 33 %


            """,
            printed[..printed.IndexOf("Files\n", StringComparison.Ordinal)]);
        Assert.Equal(["Games.Xor.g.cs", "Games.Xor.Forward.g.cs", "Games.Xor.Loss.g.cs", "Games.Xor.Backward.g.cs"], files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.True(File.Exists(file), file));
    }

    [FullFact]
    public async Task ShowsWhatWasBuiltBeforeAndAsksWhichOfSeveralIsMeant()
    {
        using BuiltSolution solution = NewSolution(Networks);
        Assert.StartsWith("Games.Xor\n", await ShowAsync(solution, 0, "Xor"), StringComparison.Ordinal);

        // Nothing has changed since, and it is shown all the same; the class alone has to be told from the other one.
        string wide = await ShowAsync(solution, 0, "Games.Wide");
        Assert.Contains("    Layer 1: δ1 = (δ2·W2ᵀ) ⊙ (1 − a1²).\n", wide, StringComparison.Ordinal);
        Assert.Contains("  parameters: 6,659, 53,272 bytes, ", wide, StringComparison.Ordinal);
        Assert.Matches(
            "  workspace: [0-9,]+ bytes for a training pass of up to [0-9,]+ samples\n  workspace: [0-9,]+ bytes for a prediction of up to [0-9,]+ samples\n", wide);

        string branches = await ShowAsync(solution, 0, "Branches");
        Assert.Contains(
            """
              multiply-adds: 36 a sample forward
                layer1: 15, 42 %
                layer2: 15, 42 %
                layer4: 6, 17 %

            """,
            branches,
            StringComparison.Ordinal);

        string ambiguous = await ShowAsync(solution, 1, "Wide");
        Assert.Equal("App.csproj has 2 networks Wide: Games.Wide, Others.Wide. Say which with its namespace.\n", ambiguous);
    }

    [FullFact]
    public async Task SaysWhichNetworkMayBeMeantThenThatThereIsNoneThenWhyItDoesNotBuild()
    {
        using BuiltSolution solution = NewSolution(Networks, "net10.0;net10.0-windows");
        Assert.Equal("App.csproj has no network Xro. Did you mean Games.Xor? It has Games.Branches, Games.Wide, Games.Xor, Others.Wide.\n", await ShowAsync(solution, 1, "Xro"));

        // Files of classes that are gone are of an earlier build.
        solution.Write("The app/Networks.cs", "class Nothing;");
        Assert.Equal(
            "App.csproj declares no network: no class in it has a layer's attribute, or the package GenNet is not referenced.\n", await ShowAsync(solution, 1, "Xor"));

        solution.Write("The app/Networks.cs", "class Nothing");
        string printed = await ShowAsync(solution, 1, "Xor");
        Assert.StartsWith("App.csproj does not build, so there is nothing to show:\n", printed, StringComparison.Ordinal);
        Assert.Contains("Networks.cs(1,14): error CS1514", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatThereIsNoProjectOrThatThereAreSeveral()
    {
        using BuiltSolution solution = NewSolution(Networks);
        string folder = solution.PathOf("The app");
        string empty = solution.PathOf("Empty");
        Directory.CreateDirectory(empty);
        Assert.Equal(
            $"There is no C# project in {empty}. Go to the folder of one, or name it: --project path.\n", await RunAsync(1, "show", "Xor", "--project", empty));
        Assert.Equal(
            $"There is neither a project nor a folder {folder}2. Correct the path behind --project.\n", await RunAsync(1, "show", "Xor", "-p", $"{folder}2"));

        solution.Write("The app/Other.csproj", "<Project />");
        Assert.Equal(
            $"There are 2 C# projects in {folder}: App.csproj, Other.csproj. Name the one you mean: --project App.csproj.\n",
            await RunAsync(1, "show", "Xor", "-p", folder));
        Assert.Equal(
            $"{Path.Combine(folder, "Networks.cs")} is no C# project. Give the path of a .csproj file, or of the folder that has it.\n",
            await RunAsync(1, "show", "Xor", "-p", Path.Combine(folder, "Networks.cs")));
        Assert.StartsWith("The path behind --project is empty or no path. ", await RunAsync(1, "show", "Xor", "-p", string.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatTheSdkDoesNotStart()
    {
        const string Variable = "DOTNET_HOST_PATH";
        using BuiltSolution solution = NewSolution(Networks);
        string? host = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, solution.PathOf("no dotnet"));
            Assert.StartsWith($"{solution.PathOf("no dotnet")} does not start: ", await ShowAsync(solution, 1, "Xor"), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, host);
        }
    }

    [FullFact]
    public async Task ShowsNetworksWhoseFilesAreCalledOtherwise()
    {
        using BuiltSolution solution = NewSolution(
            """
            using GenNet;

            namespace Spiele
            {
                [Layer(2, 1)] public sealed partial class Größe;
                [Layer(2, 1)] public sealed partial class XOR;
                [Layer(3, 1)] public sealed partial class Xor
                {
                    [Layer(4, 1)] public sealed partial class Backward;
                }
            }
            """);
        Assert.StartsWith("Spiele.Größe\n\nSummary\n", await ShowAsync(solution, 0, "Größe"), StringComparison.Ordinal);
        Assert.StartsWith("Spiele.XOR\n\nSummary\n  ○ input: 2 values\n", await ShowAsync(solution, 0, "XOR"), StringComparison.Ordinal);
        string nested = await ShowAsync(solution, 0, "Xor.Backward");
        Assert.StartsWith("Spiele.Xor.Backward\n\nSummary\n  ○ input: 4 values\n", nested, StringComparison.Ordinal);
        string second = await ShowAsync(solution, 0, "Xor");
        Assert.StartsWith("Spiele.Xor\n\nSummary\n  ○ input: 3 values\n", second, StringComparison.Ordinal);
        Assert.Matches(@"/Spiele\.Xor--[0-9a-f]{8}\.Backward\.g\.cs\n", second);
    }

    [Theory]
    [InlineData("Größe", "Spiele.Größe")]
    [InlineData("Spiele.Größe", "Spiele.Größe")]
    [InlineData("Spiele.Gr-00F6-00DFe", "Spiele.Größe")]
    [InlineData("XOR", "Spiele.XOR")]
    [InlineData("Xor", "Spiele.Xor")]
    [InlineData("Spiele.Xor--2ef6731e", "Spiele.Xor")]
    [InlineData("Xor.Forward", "Spiele.Xor.Forward")]
    [InlineData("Kürze", "Größen.Kürze")]
    public void NetworksAreFoundByTheNamesOfTheirClasses(string name, string found) => Find(
        name,
        network => Assert.Equal(found, network.Name),
        "Spiele.Gr-00F6-00DFe", "Spiele.XOR", "Spiele.Xor--2ef6731e", "Spiele.Xor.Forward--0a1b2c3d", "Gr-00F6-00DFen.K-00FCrze--deadbeef");

    [Fact]
    public void TheOtherFilesOfANetworkAreThoseOfItsFile() => Find(
        "Größe",
        network => Assert.Equal(["Gr-00F6-00DFe--2ef6731e.g.cs", "Gr-00F6-00DFe--2ef6731e.Forward.g.cs"], network.Files.Select(Path.GetFileName)),
        "Gr-00F6-00DFe--2ef6731e", "Gr-00F6-00DFe--2ef6731e.Forward");

    [Fact]
    public void NamesThatWereCutToTheSameAreToldApartByTheirFiles()
    {
        ToolException refused = Assert.Throws<ToolException>(() => Find("Lang", _ => { }, "A.Lang--11111111", "A.Lang--22222222"));
        Assert.Equal("App.csproj has 2 networks Lang: A.Lang--11111111, A.Lang--22222222. Say which by the name of its file.", refused.Message);
        Find("A.Lang--22222222", network => Assert.EndsWith("A.Lang--22222222.g.cs", network.Files[0], StringComparison.Ordinal), "A.Lang--11111111", "A.Lang--22222222");
        refused = Assert.Throws<ToolException>(() => Find("Gröse", _ => { }, "Gr-00F6-00DFe", "Klein"));
        Assert.Equal("App.csproj has no network Gröse. Did you mean Größe? It has Größe, Klein.", refused.Message);
        refused = Assert.Throws<ToolException>(() => Find(" ", _ => { }, "A.Lang", "Klein"));
        Assert.Equal("The name of the network is empty. App.csproj has A.Lang, Klein.", refused.Message);
    }

    [Fact]
    public void AClassWithinAnotherIsFoundByEitherOfItsNames()
    {
        foreach (string name in (string[])["Games.Board.Player", "Games.Board+Player", "Board+Player", "Player"])
        {
            Find(name, network => Assert.EndsWith("Games.Board.Player.g.cs", network.Files[0], StringComparison.Ordinal), "Games.Board.Player", "Games.Board");
        }

        ToolException refused = Assert.Throws<ToolException>(() => Find("Board+Plaier", _ => { }, "Games.Board.Player", "Games.Board"));
        Assert.Equal("App.csproj has no network Board+Plaier. Did you mean Games.Board.Player? It has Games.Board.Player, Games.Board.", refused.Message);
    }

    [Fact]
    public void LayersAreFoundWhateverTheLayoutSaysOfThem()
    {
        string folder = Directory.CreateTempSubdirectory("gennet show ").FullName;
        try
        {
            string path = Path.Combine(folder, "Wide.g.cs");
            File.WriteAllText(
                path,
                """
                global::GenNet.NetworkLayout Layout = new()
                    new() { Name = "layer1", Description = "dense 2 3 relu", Shape = [3], MultiplyAdds = 6 },
                    new() { Label = "a \"name\", with \\", Name = "layer2", Description = "dense 3 4 tanh bias", Shape = [4], MultiplyAdds = 12 },
                    new() { Name = "layer3", Description = "dense 3 4 tanh bias", Shape = [4], Sources = [1], MultiplyAdds = 12, InputOrder = "1 3" },
                    new() { Name = "layer4", Description = "add", Shape = [4], Sources = [2, 3] },
                    new() { Label = "last", Name = "layer5", Description = "dense 4 1 linear", Shape = [1], Sources = [2], MultiplyAdds = 4 },
                """);
            Assert.Equal(
                [("layer1", 6L), ("layer2", 12L), ("layer3", 12L), ("layer4", 0L), ("layer5", 4L)],
                GeneratedNetwork.Find("Wide", [path], "App.csproj").Layers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Looks for a network among files of these names that have of a network what it is known by.</summary>
    private static void Find(string name, Action<GeneratedNetwork> check, params string[] files)
    {
        string folder = Directory.CreateTempSubdirectory("gennet show ").FullName;
        try
        {
            string[] paths = [.. files.Select(file => Path.Combine(folder, $"{file}.g.cs"))];
            foreach (string path in paths)
            {
                File.WriteAllText(path, path.EndsWith(".Forward.g.cs", StringComparison.Ordinal) ? "" : "global::GenNet.NetworkLayout Layout = new()");
            }

            check(GeneratedNetwork.Find(name, paths, "App.csproj"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BuiltSolution NewSolution(string networks, string frameworks = "net10.0")
    {
        var solution = new BuiltSolution();
        solution.Write("The app/Networks.cs", networks);
        solution.Write("The app/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework{(frameworks.Contains(';', StringComparison.Ordinal) ? "s" : "")}>{frameworks}</TargetFramework{(frameworks.Contains(';', StringComparison.Ordinal) ? "s" : "")}>
                <EnableWindowsTargeting>true</EnableWindowsTargeting>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
              </PropertyGroup>
            </Project>
            """);
        return solution;
    }

    [Theory]
    [InlineData("gennet [command] [options]", "--help")]
    [InlineData("gennet show <class> [options]", "show", "--help")]
    public async Task HelpCallsItAsItsUsersDo(string usage, params string[] arguments) =>
        Assert.Contains($"Usage:\n  {usage}\n", await RunAsync(0, arguments), StringComparison.Ordinal);

    private static Task<string> ShowAsync(BuiltSolution solution, int exitCode, string name) => RunAsync(exitCode, "show", name, "--project", solution.PathOf("The app"));

    /// <summary>What it prints, whichever stream it goes to.</summary>
    private static async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        using var printed = new StringWriter { NewLine = "\n" };
        int code = await Tool.Program.RunAsync(arguments, printed, printed);
        Assert.True(code == exitCode, printed.ToString());
        return printed.ToString().ReplaceLineEndings("\n");
    }
}

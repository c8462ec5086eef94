using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using GenNet.Tests;
using Xunit;

namespace GenNet.Build.Tests;

/// <summary>
/// Projects in a folder of their own, with blanks in its name: a library whose networks bring their weights along, and a program that uses it. They
/// have what the package would bring them.
/// </summary>
internal sealed class BuiltSolution : IDisposable
{
    private static readonly string s_repository = Metadata("Repository");
    private static readonly string s_configuration = Metadata("Configuration");

    /// <summary>A full run leaves no compiler behind. Where somebody waits, the one that built the tests is asked, or one is started and stays for a while.</summary>
    private static readonly string[] s_ofItsOwn = TestScope.Full ? ["-p:UseSharedCompilation=false"] : [];

    public BuiltSolution()
    {
        Root = Directory.CreateTempSubdirectory("gennet build ").FullName;
        string imports = $"{s_repository}runtime/GenNet/buildTransitive";
        Write("Directory.Build.props", $"""
            <Project>
              <Import Project="{imports}/GenNet.props" />
              <PropertyGroup>
                <Nullable>enable</Nullable>
                <LangVersion>latest</LangVersion>
                <NuGetAudit>false</NuGetAudit>
                <!-- The analyzer of networks is asked, and no other. -->
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <GenNetBuildAssembly>{s_repository}generator/GenNet.Build/bin/{s_configuration}/netstandard2.0/GenNet.Build.dll</GenNetBuildAssembly>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{s_repository}runtime/GenNet/bin/{s_configuration}/net10.0/GenNet.dll" />
                <Analyzer Include="{s_repository}generator/GenNet.Generator/bin/{s_configuration}/netstandard2.0/GenNet.Generator.dll" />
              </ItemGroup>
            </Project>
            """);
        Write("Directory.Build.targets", $"<Project><Import Project=\"{imports}/GenNet.targets\" /></Project>");
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file.</summary>
    public void WriteBytes(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), bytes);
    }

    /// <summary>Where a file is.</summary>
    public string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The descriptions of a project, newest build, by the name of the weight file.</summary>
    public string[] Descriptions(string project) =>
    [
        .. Directory.EnumerateFiles(PathOf(project), "*.gennetweights", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    /// <summary>Runs the SDK in a project's folder; what it printed.</summary>
    /// <param name="project">The folder.</param>
    /// <param name="succeeds">Whether it is to succeed.</param>
    /// <param name="arguments">What to do.</param>
    public string Run(string project, bool succeeds, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = PathOf(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 == succeeds, printed + errors.Result);
        return printed.ReplaceLineEndings("\n");
    }

    /// <summary>Builds a project.</summary>
    public string Build(string project, bool succeeds = true, params string[] arguments) =>
        Run(project, succeeds, ["build", "-v:quiet", "--tl:off", "-m:1", "-nodeReuse:false", .. s_ofItsOwn, "-p:RunAnalyzers=true", .. arguments]);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Metadata(string key) =>
        typeof(BuiltSolution).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

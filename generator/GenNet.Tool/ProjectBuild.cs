using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Tool;

/// <summary>
/// The build of a project by the SDK that the project itself is built with, which writes the generated files on its way: so what is shown is what
/// is compiled, whatever the project does to its build.
/// </summary>
/// <param name="project">The project's file.</param>
/// <param name="configuration">Debug, Release, or another of its configurations.</param>
/// <param name="framework">The framework to build for; null for the first one.</param>
internal sealed class ProjectBuild(string project, string configuration, string? framework)
{
    /// <summary>Variables by which one SDK tells its own programs where its parts are; the project may be built by another one.</summary>
    private static readonly string[] s_variablesOfAnSdk = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Builds; the files that the generator has written.</summary>
    /// <exception cref="ToolException">It failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        string told = Path.GetTempFileName();
        try
        {
            string? target = framework ?? await FirstFrameworkAsync(cancellation);
            await DotnetAsync(
                [
                    "build", project, "-nologo", "-v:quiet", "-clp:ErrorsOnly;NoSummary", "--tl:off", "-c", configuration,
                    .. target is null ? Array.Empty<string>() : ["-f", target],
                    $"-p:CustomAfterMicrosoftCommonTargets={Path.Combine(AppContext.BaseDirectory, "GenNet.Tool.targets")}",
                    $"-p:GenNetShownProject={project}",
                    $"-p:GenNetShownFolder={told}",
                ],
                cancellation);

            string root = (await File.ReadAllTextAsync(told, cancellation)).Trim();
            string folder = Path.Combine(root, "GenNet.Generator", "GenNet.Generator.NetworkGenerator");

            // What an earlier build has left there, of a class that is gone, is older than what was told before this one.
            DateTime begun = File.GetLastWriteTimeUtc(told);
            return root.Length > 0 && Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder, "*.g.cs").Where(file => File.GetLastWriteTimeUtc(file) >= begun).Order(StringComparer.Ordinal)]
                : [];
        }
        finally
        {
            File.Delete(told);
        }
    }

    /// <summary>The first framework of a project that is for several; null where there is nothing to choose.</summary>
    private async Task<string?> FirstFrameworkAsync(CancellationToken cancellation)
    {
        string frameworks = await DotnetAsync(["msbuild", project, "-nologo", "-getProperty:TargetFrameworks"], cancellation);
        return frameworks.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ToolException($"{start.FileName} does not start: {exception.Message}. Add the folder of the .NET SDK to PATH, or name its program in DOTNET_HOST_PATH.");
        }
    }

    /// <summary>Runs the SDK; what it printed.</summary>
    private async Task<string> DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in s_variablesOfAnSdk)
        {
            start.Environment.Remove(variable);
        }

        using Process process = Start(start);
        Task<string> printed = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await printed
            : throw new ToolException($"{Path.GetFileName(project)} does not build, so there is nothing to show:\n{(await printed + await errors).Trim()}");
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenNet.Tests;

/// <summary>What is committed of the page is what its TypeScript says.</summary>
public sealed class PageSourceTests
{
    private static string Page
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "GenNet.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return Path.Combine(folder ?? throw new DirectoryNotFoundException("The tests run inside the repository."), "runtime", "GenNet.Explorer", "Page");
        }
    }

    [Fact]
    public void EachSourceHasAScript() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Page, "ts"), "*.ts").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Page, "js"), "*.js").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [FullFact]
    public async Task ScriptsAreWhatTheCompilerMakesOfTheSources()
    {
        DirectoryInfo work = Directory.CreateTempSubdirectory("page");
        try
        {
            File.Copy(Path.Combine(Page, "package.json"), Path.Combine(work.FullName, "package.json"));
            File.Copy(Path.Combine(Page, "tsconfig.json"), Path.Combine(work.FullName, "tsconfig.json"));
            Directory.CreateDirectory(Path.Combine(work.FullName, "ts"));
            foreach (string source in Directory.GetFiles(Path.Combine(Page, "ts")))
            {
                File.Copy(source, Path.Combine(work.FullName, "ts", Path.GetFileName(source)));
            }

            await RunAsync(work.FullName, "install", "--no-audit", "--no-fund");
            await RunAsync(work.FullName, "run", "build");
            foreach (string script in Directory.GetFiles(Path.Combine(Page, "js")))
            {
                string made = await File.ReadAllTextAsync(Path.Combine(work.FullName, "js", Path.GetFileName(script)));
                Assert.True(
                    made == await File.ReadAllTextAsync(script),
                    $"{Path.GetFileName(script)} is not what the compiler makes of its source: run npm run build in the folder Page, and commit what it writes.");
            }
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> output = npm.StandardOutput.ReadToEndAsync();
        Task<string> error = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm {string.Join(' ', arguments)} failed: {await output}{await error}");
    }
}

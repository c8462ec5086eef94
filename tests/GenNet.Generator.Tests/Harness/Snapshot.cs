using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>
/// Compares generated files with <c>Snapshots/Class.Method#HintName.verified.cs</c>. It keeps the conventions of
/// Verify.SourceGenerators to the byte (names, the <c>//HintName:</c> line, the byte order mark, <c>.received.cs</c> beside a
/// mismatch), so that Verify can take this file's place and no snapshot changes.
/// </summary>
internal static class Snapshot
{
    /// <summary>Set it to 1, and runs accept what they generate.</summary>
    public const string AcceptVariable = "GENNET_ACCEPT_SNAPSHOTS";

    /// <summary>Whether this run accepts what it makes, instead of comparing it.</summary>
    public static bool IsAccepting => Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Fails unless the run generated exactly the files that were accepted.</summary>
    public static void Verify(
        GeneratorRun run,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string method = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        string prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        Directory.CreateDirectory(folder);

        var expected = new HashSet<string>(StringComparer.Ordinal);
        var failures = new StringBuilder();
        foreach (GeneratedSourceResult file in run.Files)
        {
            string name = prefix + Path.GetFileNameWithoutExtension(file.HintName);
            string verified = Path.Combine(folder, name + ".verified.cs");
            string received = Path.Combine(folder, name + ".received.cs");
            string text = $"//HintName: {file.HintName}\n{file.SourceText}";
            expected.Add(verified);
            File.Delete(received);
            if (IsAccepting)
            {
                File.WriteAllText(verified, text, s_encoding);
            }
            else if (!File.Exists(verified))
            {
                File.WriteAllText(received, text, s_encoding);
                failures.AppendLine($"{name}.verified.cs does not exist; what was generated is in {name}.received.cs.");
            }
            else if (Read(verified) is var accepted && accepted != text)
            {
                File.WriteAllText(received, text, s_encoding);
                failures.AppendLine($"{name}.verified.cs (-) is not what was generated (+):").Append(TextDifference.Of(accepted, text));
            }
        }

        foreach (string leftover in Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Where(path => !expected.Contains(path)))
        {
            if (IsAccepting)
            {
                File.Delete(leftover);
            }
            else
            {
                failures.AppendLine($"{Path.GetFileName(leftover)} was accepted once, but no such file is generated now.");
            }
        }

        Assert.True(
            failures.Length == 0,
            $"{failures}Run the tests with {AcceptVariable}=1 to accept, then read the change in the verified files.");
    }

    private static string Read(string path) => File.ReadAllText(path, s_encoding).Replace("\r\n", "\n", StringComparison.Ordinal);
}

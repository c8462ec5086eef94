using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace GenNet.Generator.Tests.Harness;

/// <summary>
/// Compiled test programs in the folder <c>GENNET_COMPILED</c>, where the same tests run again on lesser instruction sets: there code is computed
/// anew, but it is compiled alike. Without the variable nothing is kept.
/// </summary>
internal static class CompiledNetworks
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("GENNET_COMPILED");

    /// <summary>What compiles a program: another build of the generator, of the runtime or of these tests finds nothing of this one's.</summary>
    private static readonly string s_compiledBy = string.Join(
        '\0',
        typeof(NetworkGenerator).Module.ModuleVersionId,
        typeof(Network).Module.ModuleVersionId,
        typeof(CompiledNetworks).Module.ModuleVersionId);

    /// <summary>The assembly that was compiled of these sources before, or the one that is compiled now.</summary>
    public static MemoryStream Assembly(string[] sources, Func<MemoryStream> compile)
    {
        if (s_folder is null)
        {
            return compile();
        }

        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{s_compiledBy}\0{string.Join('\0', sources)}")));
        string path = Path.Combine(s_folder, $"{name}.dll");
        if (File.Exists(path))
        {
            return new MemoryStream(File.ReadAllBytes(path));
        }

        MemoryStream assembly = compile();
        Directory.CreateDirectory(s_folder);

        // Whole or not at all: others look for it now.
        string unfinished = Path.Combine(s_folder, Path.GetRandomFileName());
        File.WriteAllBytes(unfinished, assembly.ToArray());
        File.Move(unfinished, path, overwrite: true);
        return assembly;
    }
}

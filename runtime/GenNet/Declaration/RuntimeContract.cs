#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
[assembly: System.Reflection.AssemblyMetadata(GenNet.RuntimeContract.Key, GenNet.RuntimeContract.Version)]

namespace GenNet;
#endif

/// <summary>
/// What generated code and the runtime agree on: every type and member that generated code names. The runtime's assembly says the
/// version it keeps, and the generator refuses to write for another, with a message instead of a page of errors in generated code.
/// </summary>
internal static class RuntimeContract
{
    /// <summary>The key of the assembly's metadata that holds the version.</summary>
    public const string Key = "GenNet.RuntimeContract";

    /// <summary>Raised in every release in which generated code calls something that the release before did not have.</summary>
    public const string Version = "2";
}

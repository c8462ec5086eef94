using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>How the JIT is to treat the methods that generated code spends its time in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Kernel
{
    /// <summary>
    /// Optimised at the first call, so that there is no warm-up, and never inlined: a caller that took in several such methods would
    /// run out of its budget for inlining and leave every vector function in them a call.
    /// </summary>
    public const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>
    /// Taken in by its caller, and where the JIT refuses, as it does in networks of dozens of layers, optimised at the first call all the same.
    /// </summary>
    public const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization;
}

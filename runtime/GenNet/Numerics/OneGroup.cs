using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>The batch has no more samples than a vector has lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneGroup : IGroups
{
    /// <inheritdoc/>
    public static bool AreMany
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}

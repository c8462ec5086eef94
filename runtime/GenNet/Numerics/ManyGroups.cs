using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>The batch has any number of samples.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ManyGroups : IGroups
{
    /// <inheritdoc/>
    public static bool AreMany
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}

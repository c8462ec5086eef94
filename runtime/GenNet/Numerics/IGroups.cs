using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>Whether a straight-line backward pass is compiled for batches of one group of samples, one a lane, or of several.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGroups
{
    /// <summary>Whether there may be more than one.</summary>
    static abstract bool AreMany { get; }
}

using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>
/// What every layer can say: which value it takes, and what the one it yields is called. Layers are read in source order; each takes what the
/// one before it yields unless <see cref="From"/> names another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CS3015 // Nobody else makes one.
public abstract class NamedLayerAttribute : Attribute
#pragma warning restore CS3015
{
    private protected NamedLayerAttribute()
    {
    }

    /// <summary>What the layer's value is called, for <see cref="From"/> and for layers of several inputs. Unique in its network.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the value that the layer takes, in place of the one before it.</summary>
    public string? From { get; set; }
}

using System.Globalization;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>How many terms a sum has: a number that is known, or one that a method is told.</summary>
internal abstract record Extent
{
    /// <summary>The number as C#.</summary>
    public abstract override string ToString();
}

/// <summary>A number that is known.</summary>
internal sealed record KnownExtent(int Number) : Extent
{
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number that a method is told under a name.</summary>
internal sealed record NamedExtent(string Name) : Extent
{
    public override string ToString() => Name;
}

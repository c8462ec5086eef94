namespace GenNet.Generator.Layers.Convolutions;

/// <summary>In how many parts a convolution's channels and filters are cut, each part for itself.</summary>
/// <param name="Count">The number of parts.</param>
/// <param name="IsDepthwise">Whether each channel is a part, and has one filter: it goes channel by channel then.</param>
internal sealed record GroupKind(int Count, bool IsDepthwise)
{
    /// <summary>Everything is one part.</summary>
    public static GroupKind Single { get; } = new(1, false);

    /// <summary>
    /// Whether weights are written as a matrix of all channels and all filters, with zeros between channels and filters of different parts, so that
    /// the kernels are those of one part.
    /// </summary>
    public bool IsSpread => Count > 1 && !IsDepthwise;

    public static GroupKind Of(int groups, int channels, int filters) => new(groups, groups > 1 && groups == channels && groups == filters);
}

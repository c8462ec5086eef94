using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>A tensor that a layer of ours has in the files of others.</summary>
/// <param name="role">The last of its name: weight_ih_l0.</param>
/// <param name="shape">Its dimensions there.</param>
/// <param name="pieces">Where its values go.</param>
internal sealed class ExpectedTensor(string role, long[] shape, IReadOnlyList<TensorPiece> pieces)
{
    public string Role { get; } = role;

    public long[] Shape { get; } = shape;

    public IReadOnlyList<TensorPiece> Pieces { get; } = pieces;

    /// <summary>Which dimension of it is each of ours, where it is one whole tensor of ours with the dimensions in another order; null elsewhere.</summary>
    public int[]? Axes { get; set; }
}

using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>A tensor of a file, and where its values go.</summary>
/// <param name="tensor">The tensor of the file.</param>
/// <param name="pieces">What becomes of its values, in order: what adds comes after what it adds to, over all sources.</param>
internal sealed class MappedSource(FileTensor tensor, IReadOnlyList<TensorPiece> pieces)
{
    public FileTensor Tensor { get; } = tensor;

    public IReadOnlyList<TensorPiece> Pieces { get; } = pieces;
}

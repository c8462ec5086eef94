#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>One dimension of a <see cref="TensorPiece"/>: how many values, and how far apart they lie in the file's tensor and in ours.</summary>
internal readonly struct PieceAxis(int size, int sourceStride, int targetStride)
{
    public int Size { get; } = size;

    public int SourceStride { get; } = sourceStride;

    public int TargetStride { get; } = targetStride;
}

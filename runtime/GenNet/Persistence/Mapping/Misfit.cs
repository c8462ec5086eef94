#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>A tensor of a network that has another shape in a file.</summary>
/// <param name="target">The tensor.</param>
/// <param name="shape">Its shape in the file, brought into our order.</param>
internal sealed class Misfit(NetworkTensor target, long[] shape)
{
    public NetworkTensor Target { get; } = target;

    public long[] Shape { get; } = shape;
}

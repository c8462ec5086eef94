#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>What a weight file says of one tensor.</summary>
/// <param name="name">Its name, whatever that is.</param>
/// <param name="shape">Its dimensions; none for a single value.</param>
/// <param name="type">Its element type as safetensors calls it: F32.</param>
internal sealed class FileTensor(string name, long[] shape, string type)
{
    public string Name { get; } = name;

    public long[] Shape { get; } = shape;

    public string Type { get; } = type;
}

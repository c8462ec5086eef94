#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>One tensor of a network.</summary>
/// <param name="name">Its name in our files: layer1.kernel.</param>
/// <param name="shape">Its dimensions.</param>
internal sealed class NetworkTensor(string name, int[] shape)
{
    public string Name { get; } = name;

    public int[] Shape { get; } = shape;

    /// <summary>The number of its values.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (int dimension in Shape)
            {
                length *= dimension;
            }

            return length;
        }
    }
}

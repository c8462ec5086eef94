using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>The tensors of a file that belong to one layer, by the last of their names.</summary>
/// <param name="name">What their names have in common: encoder.0, or lstm:1 for the second of several layers in one.</param>
/// <param name="index">Where the first of them is among the tensors of the file.</param>
internal sealed class FileUnit(string name, int index)
{
    public string Name { get; } = name;

    public int Index { get; } = index;

    public Dictionary<string, FileTensor> Roles { get; } = new();

    /// <summary>Its roles in the order of the file.</summary>
    public List<string> Order { get; } = new();

    public void Add(string role, FileTensor tensor)
    {
        Roles[role] = tensor;
        Order.Add(role);
    }
}

using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>How others name the tensors of layers, and in which order they have the values.</summary>
internal abstract class Convention
{
    public static Convention PyTorch { get; } = new PyTorchConvention();

    public static Convention Keras { get; } = new KerasConvention();

    /// <summary>Whose it is.</summary>
    public abstract string Name { get; }

    /// <summary>What the matrix of a dense layer is called.</summary>
    public abstract string Kernel { get; }

    /// <summary>What a layer may have in a file, each of several possibilities: the first is how we would write it.</summary>
    public abstract IReadOnlyList<IReadOnlyList<ExpectedTensor>> Of(LayerPart part);

    /// <summary>The tensors of a file by layers.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="ignored">Receives those that mean nothing to a network that predicts.</param>
    public abstract List<FileUnit> Group(IReadOnlyList<FileTensor> tensors, ICollection<FileTensor> ignored);

    /// <summary>Whether a name, its last part, is one that others do not use.</summary>
    public abstract bool IsTypical(string role);

    /// <summary>Why what a layer has in the file can't be taken although its names are right; null where there is no such reason.</summary>
    public virtual string? Reason(LayerPart part, FileUnit unit) => null;

    /// <summary>The whole name of a tensor.</summary>
    public abstract string NameOf(string layer, string role);

    /// <summary>How messages say whose layout a shape has: in PyTorch's order.</summary>
    public string Order => $"in {Name}'s order";

    /// <summary>The last part of a name, without what Keras appends.</summary>
    public static string LastOf(string name)
    {
        string[] parts = Split(name);
        return parts[parts.Length - 1];
    }

    /// <summary>A name at its dots and slashes, without the ":0" of Keras.</summary>
    public static string[] Split(string name) =>
        (name.EndsWith(":0", StringComparison.Ordinal) ? name.Substring(0, name.Length - 2) : name).Split('.', '/');

    /// <summary>Whether a layer goes over steps: all kinds that do have the same tensors, with other gates.</summary>
    protected static bool IsRecurrent(NetworkLayer layer) => layer.Known.Family == LayerFamily.Recurrence;

    protected static long[] Wide(int[] shape) => Array.ConvertAll(shape, size => (long)size);

    /// <summary>The units of a recurrent layer: the rows of its recurrent kernel.</summary>
    protected static int Units(NetworkLayer layer) => layer.Tensor("recurrent_kernel")!.Shape[0];

    /// <summary>The directions of a recurrent layer: what our names begin with in each.</summary>
    protected static IReadOnlyList<string> Directions(NetworkLayer layer) =>
        layer.Tensor("reverse_kernel") is null ? [""] : ["", "reverse_"];

    /// <summary>The names of what has a projection of queries, of keys and of values.</summary>
    /// <param name="tensors">The tensors of a file.</param>
    /// <param name="projection">0 for the name of a projection of queries, 1 of keys, 2 of values, 3 of outputs, and -1 for other names.</param>
    protected static HashSet<string> FindAttentions(IReadOnlyList<FileTensor> tensors, Func<string, int> projection)
    {
        const int QueryKeyAndValue = 7;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (FileTensor tensor in tensors)
        {
            string[] parts = Split(tensor.Name);
            if (parts.Length > 1 && projection(parts[parts.Length - 2]) is var number and >= 0)
            {
                string parent = Join(parts, parts.Length - 2);
                found.TryGetValue(parent, out int before);
                found[parent] = before | (1 << number);
            }
        }

        var attentions = new HashSet<string>(StringComparer.Ordinal);
        foreach (FileTensor tensor in tensors)
        {
            if (LastOf(tensor.Name) == "in_proj_weight")
            {
                string[] parts = Split(tensor.Name);
                attentions.Add(Join(parts, parts.Length - 1));
            }
        }

        foreach (KeyValuePair<string, int> entry in found)
        {
            if ((entry.Value & QueryKeyAndValue) == QueryKeyAndValue)
            {
                attentions.Add(entry.Key);
            }
        }

        return attentions;
    }

    protected static string Join(string[] parts, int count) => string.Join(".", parts, 0, count);

    /// <summary>Adds a tensor to its layer.</summary>
    protected static void Add(List<FileUnit> units, Dictionary<string, FileUnit> byName, string name, string role, FileTensor tensor, int index)
    {
        if (!byName.TryGetValue(name, out FileUnit? unit))
        {
            unit = new FileUnit(name, index);
            byName.Add(name, unit);
            units.Add(unit);
        }

        // Two of one role are no layer: the second keeps its own name, which no layer has.
        unit.Add(unit.Roles.ContainsKey(role) ? tensor.Name : role, tensor);
    }
}

using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// Which tensor of a weight file fills which of a network, and how: found from names and shapes alone, so that the compiler and the program come to
/// the same answer. Either all of the network is filled or <see cref="Error"/> says in one line what is open, with both sides.
/// </summary>
internal sealed class WeightMapping
{
    /// <summary>A tensor of ours has come in three parts at most, and others count the batches of a normalization.</summary>
    private const int MostForTensor = 4;

    /// <summary>Of files that have some more, the message says which; of those that have many it need not know all.</summary>
    private const int MostOthers = 16;

    private WeightMapping(
        string convention, IReadOnlyList<MappedSource> sources, IReadOnlyList<FileTensor> others, string? error, Misfit? misfit = null)
    {
        Convention = convention;
        Sources = sources;
        Others = others;
        Error = error;
        Misfit = misfit;
    }

    /// <summary>Whose names and orders they are: PyTorch, Keras or GenNet.</summary>
    public string Convention { get; }

    /// <summary>The tensors of the file that the network is filled from, in the order of the network.</summary>
    public IReadOnlyList<MappedSource> Sources { get; }

    /// <summary>The tensors of the file that are not in the network.</summary>
    public IReadOnlyList<FileTensor> Others { get; }

    /// <summary>Why the file does not fill the network; null where it does.</summary>
    public string? Error { get; }

    /// <summary>The tensor whose shape is the reason; null where that is another.</summary>
    public Misfit? Misfit { get; }

    /// <param name="file">What the file is called in messages.</param>
    /// <param name="network">What the network is called.</param>
    /// <param name="tensors">The tensors of the file, in its order.</param>
    /// <param name="layers">The layers of the network, those without tensors too.</param>
    /// <param name="advice">How a person says what the file leaves open.</param>
    /// <param name="map">What a person said: a layer or a tensor of the file, and one of ours.</param>
    /// <param name="convention">PyTorch, Keras or GenNet, where a person said whose names they are.</param>
    /// <param name="ignoresOthers">Whether the file may have layers that the network has not.</param>
    public static WeightMapping Find(
        string file,
        string network,
        IReadOnlyList<FileTensor> tensors,
        IReadOnlyList<NetworkLayer> layers,
        WeightAdvice advice,
        IReadOnlyList<KeyValuePair<string, string>>? map = null,
        string? convention = null,
        bool ignoresOthers = false)
    {
        int most = MostOthers;
        foreach (NetworkLayer layer in layers)
        {
            most += MostForTensor * layer.Tensors.Count;
        }

        if (tensors.Count > most && !ignoresOthers)
        {
            return Failed(
                convention ?? string.Empty,
                $"{file} has {Counted.Of(tensors.Count, "tensor")}, and {network} has no use for more than {most}: "
                + MappingText.List(tensors, tensor => $"{MappingText.Clean(tensor.Name)} ({MappingText.Shape(tensor.Shape)})")
                + $". If others may be left out, say so: {advice.IgnoreOthers}.");
        }

        WeightMapping mapping = new MappingSearch(file, network, tensors, layers, advice, map ?? [], convention).Find();
        if (mapping.Error is not null)
        {
            return mapping;
        }

        foreach (MappedSource source in mapping.Sources)
        {
            if (source.Tensor.Type is not ("F32" or "F64" or "F16" or "BF16"))
            {
                return Failed(
                    mapping.Convention,
                    $"{file} holds {MappingText.Clean(source.Tensor.Name)} as {MappingText.Clean(source.Tensor.Type)}, but weights are F16, BF16, F32 or F64. "
                    + "Convert it to one of them before you save it.");
            }
        }

        if (mapping.Others.Count > 0 && !ignoresOthers)
        {
            return Failed(
                mapping.Convention,
                $"{file} has what {network} has no layer for: "
                + MappingText.List(mapping.Others, tensor => $"{MappingText.Clean(tensor.Name)} ({MappingText.Shape(tensor.Shape)})")
                + $". If it may be left out, say so: {advice.IgnoreOthers}.");
        }

        return mapping;
    }

    internal static WeightMapping Found(string convention, IReadOnlyList<MappedSource> sources, IReadOnlyList<FileTensor> others) =>
        new(convention, sources, others, error: null);

    internal static WeightMapping Failed(string convention, string error, Misfit? misfit = null) => new(convention, [], [], error, misfit);

    /// <summary>The tensors of a network in a file of others, in the order of the network: how we write one.</summary>
    /// <param name="layers">The layers of the network.</param>
    /// <param name="convention">Whose names.</param>
    /// <param name="nameOf">What the file calls a layer.</param>
    /// <returns>The tensors; null where others have no such layer, which is then the last one asked for.</returns>
    public static IReadOnlyList<MappedSource>? Names(IReadOnlyList<NetworkLayer> layers, Convention convention, Func<LayerPart, string> nameOf)
    {
        var sources = new List<MappedSource>();
        foreach (LayerPart part in LayerPart.Of(layers))
        {
            string name = nameOf(part);
            IReadOnlyList<IReadOnlyList<ExpectedTensor>> ways = convention.Of(part);
            if (ways.Count == 0)
            {
                return null;
            }

            foreach (ExpectedTensor expected in ways[0])
            {
                sources.Add(new MappedSource(new FileTensor(convention.NameOf(name, expected.Role), expected.Shape, string.Empty), expected.Pieces));
            }
        }

        return sources;
    }
}

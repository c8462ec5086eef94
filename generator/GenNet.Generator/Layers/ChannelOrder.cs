using System.Linq;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>
/// Where the values of a vector are those of an image or of steps in a row, which PyTorch has in another order: channel after channel. Weights that
/// come from there, or go there, need to know.
/// </summary>
/// <remarks>
/// In PyTorch what a convolution, a pool or a batch normalization yields has its channels first, and so have images that a network takes or makes of
/// a vector; what dense, recurrent and attention layers and embeddings yield has its features last, as everything has here.
/// </remarks>
internal sealed class ChannelOrder
{
    private readonly NetworkModel _network;

    /// <summary>For each value, 0 for the network's input, whether PyTorch has its channels first.</summary>
    private readonly bool[] _isChannelsFirst;

    /// <summary>For each value that is a vector what lies in it, as <see cref="OfInput"/> says it.</summary>
    private readonly string?[] _orders;

    private ChannelOrder(NetworkModel network)
    {
        _network = network;
        _isChannelsFirst = new bool[network.Layers.Count + 1];
        _orders = new string?[network.Layers.Count + 1];
        _isChannelsFirst[0] = network.Input.Rank == 3;
    }

    /// <summary>The orders of a network's values.</summary>
    public static ChannelOrder Of(NetworkModel network)
    {
        var order = new ChannelOrder(network);
        foreach (LayerModel layer in network.Layers)
        {
            order.Follow(layer);
        }

        foreach (LayerModel layer in network.Layers.Reverse())
        {
            order.Ask(layer);
        }

        return order;
    }

    /// <summary>
    /// The shapes, channels last, of which a layer's inputs are the values in a row: "5 5 16", or "5 5 16, 3" where they are joined. Null where they
    /// have the same order in PyTorch.
    /// </summary>
    public string? OfInput(LayerModel layer) => _orders[layer.Sources[0]];

    /// <summary>The same of what a layer yields.</summary>
    public string? OfOutput(LayerModel layer) => _orders[layer.Number];

    private void Follow(LayerModel layer)
    {
        int n = layer.Number;
        int source = layer.Sources[0];
        _isChannelsFirst[n] = layer.Output.Rank > 1 && layer.Spec switch
        {
            { HasChannelsFirst: true } => true,
            { KeepsValues: true } => layer.Output.Rank == 3 || (layer.Input.Rank == 1 && TakenByConvolution(n)),
            _ => KeepsFeatures(layer) && _isChannelsFirst[source],
        };
        if (layer.Output.Rank > 1)
        {
            return;
        }

        _orders[n] = layer.Spec switch
        {
            { KeepsValues: true } when layer.Input.Rank > 1 => _isChannelsFirst[source] ? InRow(layer.Input) : null,
            { JoinsFeatures: true } when layer.Sources.Any(value => _orders[value] is not null) =>
                string.Join(", ", layer.Sources.Select((value, i) => _orders[value] ?? Words.Number(layer.Inputs[i].Features))),
            { KeepsValues: true } => _orders[source],
            _ when KeepsFeatures(layer) => layer.Sources.Select(value => _orders[value]).FirstOrDefault(value => value is not null),
            _ => null,
        };
    }

    /// <summary>What becomes an image has its order from there.</summary>
    private void Ask(LayerModel layer)
    {
        string? asked = layer.Spec.KeepsValues && layer.Output.Rank > 1
            ? _isChannelsFirst[layer.Number] && layer.Input.Rank == 1 ? InRow(layer.Output) : null
            : layer.Output.Rank == 1 && (KeepsFeatures(layer) || layer.Spec.KeepsValues) && layer.Input.Rank == 1
                ? _orders[layer.Number]
                : null;
        if (asked is null)
        {
            return;
        }

        foreach (int source in layer.Sources)
        {
            _orders[source] ??= asked;
        }
    }

    private bool TakenByConvolution(int value) => _network.Layers.Any(layer =>
        layer.Sources[0] == value
        && (layer.Spec.HasChannelsFirst || (KeepsFeatures(layer) && TakenByConvolution(layer.Number))));

    /// <summary>Whether each value that a layer yields is made of the same one of what it takes.</summary>
    private static bool KeepsFeatures(LayerModel layer) => layer.Spec.KeepsFeatures(layer.Output);

    /// <summary>The shape, where its order is another with the channels first.</summary>
    private static string? InRow(Shape shape) => shape.Features == 1 || shape.Positions == 1
        ? null
        : string.Join(" ", shape.Dimensions.Select(Words.Number));
}

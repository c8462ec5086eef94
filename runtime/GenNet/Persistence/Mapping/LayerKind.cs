using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// What others call a kind of layer and where it stands among them, a row each. A layout says its kind by the first word of a description; one that has no row
/// is called by that.
/// </summary>
internal sealed class LayerKind
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        new("dense", LayerFamily.Product) { IsOfSequential = true, IsActivated = true },
        new("conv", LayerFamily.Convolution) { Words = "convolution", IsOfSequential = true, IsActivated = true },
        new("convtranspose", LayerFamily.Convolution) { Words = "transposed convolution", IsOfSequential = true, IsActivated = true },
        new("rnn", LayerFamily.Recurrence) { Keras = "simple_rnn" },
        new("gru", LayerFamily.Recurrence),
        new("lstm", LayerFamily.Recurrence),
        new("embedding", LayerFamily.Lookup) { IsOfSequential = true },
        new("selfattention", LayerFamily.Lookup) { Words = "self-attention", Keras = "multi_head_attention" },
        new("batchnorm", LayerFamily.Regularization) { Words = "batch normalization", Keras = "batch_normalization", IsOfSequential = true, Normalizes = true },
        new("layernorm", LayerFamily.Regularization) { Words = "layer normalization", Keras = "layer_normalization", IsOfSequential = true, Normalizes = true },
        new("dropout", LayerFamily.Regularization) { IsOfSequential = true },
        new("noise", LayerFamily.Regularization),
        new("add", LayerFamily.Combination),
        new("multiply", LayerFamily.Combination),
        new("concat", LayerFamily.Combination),
        new("activate", LayerFamily.Other) { IsOfSequential = true, IsActivation = true },
        new("reshape", LayerFamily.Other) { IsOfSequential = true },
        new("maxpool", LayerFamily.Other) { IsOfSequential = true },
        new("averagepool", LayerFamily.Other) { IsOfSequential = true },
        new("global", LayerFamily.Other),
    ];

    private LayerKind(string name, LayerFamily family)
    {
        Name = name;
        Family = family;
        Words = name;
        Keras = name;
    }

    /// <summary>The first word of its descriptions.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public LayerFamily Family { get; }

    /// <summary>What it is, in the words of a person.</summary>
    public string Words { get; private set; }

    /// <summary>What Keras calls layers of it, without the number.</summary>
    public string Keras { get; private set; }

    /// <summary>Whether PyTorch has a module for it that an <c>nn.Sequential</c> takes.</summary>
    public bool IsOfSequential { get; private set; }

    /// <summary>Whether its description ends with an activation, which is a module of its own in PyTorch.</summary>
    public bool IsActivated { get; private set; }

    /// <summary>Whether it is an activation by itself.</summary>
    public bool IsActivation { get; private set; }

    /// <summary>Whether it makes mean and deviation what the weights behind it expect.</summary>
    public bool Normalizes { get; private set; }

    /// <summary>The kind whose descriptions begin with a word.</summary>
    public static LayerKind Of(string name)
    {
        foreach (LayerKind kind in All)
        {
            if (kind.Name == name)
            {
                return kind;
            }
        }

        return new LayerKind(name, LayerFamily.Other);
    }

    /// <summary>The kind that a description is of.</summary>
    public static LayerKind OfDescription(string description) => Of(description.Split(' ')[0]);
}

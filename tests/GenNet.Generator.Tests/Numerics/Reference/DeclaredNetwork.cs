using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>A network of any kinds of layers, as its attributes say it.</summary>
internal sealed class DeclaredNetwork
{
    /// <summary>Methods that networks use as activations, for the sources of a test.</summary>
    public const string Functions =
        """
        using GenNet;

        public static class Functions
        {
            [ActivationFunction]
            public static double Bend(double z) => z / (1 + (z * z));

            [ActivationFunction]
            public static double Wave(double z) => z + System.Math.Sin(2 * z);
        }
        """;

    public DeclaredNetwork(string name, Loss loss, Reduction reduction, IEnumerable<string> attributes)
    {
        Name = name;
        Loss = loss;
        Reduction = reduction;
        DeclaredLayer[] all = [.. attributes.Select(attribute => new DeclaredLayer(attribute))];
        InputShape = all[0].Kind == "Input" ? all[0].Sizes : [all[0].Sizes[0]];
        Layers = [.. all.Where(layer => layer.Kind != "Input")];
        Text = string.Join("\n", all.AsEnumerable());
    }

    /// <summary>The class's name, without what tells variants of it apart.</summary>
    public string Name { get; }

    public Loss Loss { get; }

    public Reduction Reduction { get; }

    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The layers in order, <c>[Input]</c> left out.</summary>
    public IReadOnlyList<DeclaredLayer> Layers { get; }

    /// <summary>The attributes, one a line.</summary>
    public string Text { get; }

    public int InputSize => InputShape.Aggregate(1, (product, size) => product * size);

    /// <summary>Whether the inputs are indices.</summary>
    public bool TakesIndices => Layers[0].Kind == "Embedding";

    /// <summary>Whether what a sample yields while the network learns depends on the batch.</summary>
    public bool NormalizesBatches => Layers.Any(layer => layer.Kind == "BatchNorm");

    /// <summary>The declaration a person would write.</summary>
    public string Source(string name, Precision precision, Unroll unroll, bool checkGradients = false) =>
        $$"""
        using GenNet;
        using static GenNet.Activation;

        [Network(Loss = Loss.{{Loss}}, Reduction = Reduction.{{Reduction}}, Precision = Precision.{{precision}}, Unroll = Unroll.{{unroll}}{{(checkGradients ? ", CheckGradients = true" : string.Empty)}})]
        {{Text}}
        public sealed partial class {{name}};
        """;
}

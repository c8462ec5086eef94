using System.Globalization;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>Numbers that an operation makes or reads for each sample of a batch.</summary>
/// <param name="Symbol">What they are in the field's notation: x for inputs, z, a, d for δ = ∂L/∂z, s for ∂L/∂a.</param>
/// <param name="Layer">The layer that they belong to; 0 for the network's inputs.</param>
/// <param name="Shape">Their shape for one sample.</param>
internal sealed record Value(string Symbol, int Layer, Shape Shape)
{
    /// <summary>How many groups its features fall into, the gates of a recurrent layer; each begins on a cache line.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The value of whose groups it is some; null where it has a place of its own.</summary>
    public ValuePart? PartOf { get; init; }

    /// <summary>What it is a value of.</summary>
    public ValueScope Scope { get; init; }

    /// <summary>x, a1, d2: unique in a network.</summary>
    public string Name => Layer == 0 ? Symbol : Symbol + Layer.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many rows a sample has.</summary>
    public int Positions => checked((int)Shape.Positions);

    /// <summary>How many values a row has.</summary>
    public int Features => Shape.Features;
}

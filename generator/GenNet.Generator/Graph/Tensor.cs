using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>One tensor of parameters.</summary>
/// <param name="Symbol">What it is called in code before its layer's number: w, b.</param>
/// <param name="Layer">Its layer's number.</param>
/// <param name="Word">What it is called in files behind its layer's name: kernel, bias.</param>
/// <param name="Shape">Its shape; memory order is row-major.</param>
internal sealed record Tensor(string Symbol, int Layer, string Word, Shape Shape)
{
    /// <summary>w1, b2.</summary>
    public string Name => $"{Symbol}{Layer}";

    /// <summary>How its values are drawn; <see cref="Initializer.Zeros"/> where they begin at <see cref="InitialValue"/>.</summary>
    public Initializer Initializer { get; init; } = Initializer.Zeros;

    /// <summary>The factor on every drawn value.</summary>
    public double InitializerScale { get; init; } = 1;

    /// <summary>What every value is at first where none is drawn.</summary>
    public double InitialValue { get; init; }

    /// <summary>Whether its rows are looked up one by one, so that each lies together.</summary>
    public bool IsTable { get; init; }

    /// <summary>Whether it stays as it is while the network learns.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The product of all dimensions but the last.</summary>
    public int Rows => checked((int)Shape.Positions);

    /// <summary>The last dimension.</summary>
    public int Columns => Shape.Features;

    /// <summary>The number of parameters.</summary>
    public long Count => Shape.Count;
}

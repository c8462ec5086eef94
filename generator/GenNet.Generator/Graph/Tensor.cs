using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
    public string Name => Symbol + Layer.ToString(CultureInfo.InvariantCulture);

    /// <summary>How its values are drawn; <see cref="Initializer.Zeros"/> where they begin at <see cref="InitialValue"/>.</summary>
    public Initializer Initializer { get; init; } = Initializer.Zeros;

    /// <summary>The factor on every drawn value.</summary>
    public double InitializerScale { get; init; } = 1;

    /// <summary>What every value is at first where none is drawn.</summary>
    public double InitialValue { get; init; }

    /// <summary>How many groups its columns fall into, the gates of a recurrent layer; each begins on a cache line.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>How many places each group is stored behind its own; the last ones come first then.</summary>
    public int GroupShift { get; init; }

    /// <summary>What every value of a group is at first where none is drawn and they differ; none otherwise.</summary>
    public IReadOnlyList<double> InitialValues { get; init; } = [];

    /// <summary>Whether its rows are looked up one by one, so that each lies together.</summary>
    public bool IsTable { get; init; }

    /// <summary>How many inputs one output is computed from, for initializers that go by it; the number of rows unless said.</summary>
    public int? FanIn { get; init; }

    /// <summary>How many outputs one input has a part in, for initializers that go by it; the number of columns unless said.</summary>
    public int? FanOut { get; init; }

    /// <summary>A layer's biases, one for each column of its weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="isDrawn">Whether they are drawn as the weights are; otherwise they begin at 0.</param>
    public static Tensor BiasOf(Tensor weights, bool isDrawn)
    {
        var bias = new Tensor("b", weights.Layer, "bias", Shape.Of(weights.Columns)) { IsFrozen = weights.IsFrozen };
        return !isDrawn
            ? bias
            : bias with
            {
                Initializer = weights.Initializer,
                InitializerScale = weights.InitializerScale,
                FanIn = weights.Rows,
                FanOut = weights.FanOut ?? weights.Columns,
            };
    }

    /// <summary>Whether it stays as it is while the network learns.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>W1, b2, U3: its name in the field's notation.</summary>
    public string Notation => Shape.Rank > 1 ? char.ToUpperInvariant(Name[0]) + Name.Substring(1) : Name;

    /// <summary>What methods of its own are called after: RecurrentKernel.</summary>
    public string Title => string.Concat(Word.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>Which of its layer's products it belongs to, in names of methods: nothing for the kernel, Recurrent for the recurrent kernel.</summary>
    public string Part => Title.Substring(0, Title.Length - "Kernel".Length);

    /// <summary>Whether it is one number, which methods take as such.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it is no parameter but what a layer remembers of its training.</summary>
    public bool IsState { get; init; }

    /// <summary>What one batch counts in it where it is state that follows its batches; 0 elsewhere.</summary>
    public double BatchShare { get; init; }

    /// <summary>Whether its gradient is computed.</summary>
    public bool Learns => !IsFrozen && !IsState;

    /// <summary>How many matrices it is, one behind the other: one for each place in a window.</summary>
    public int Matrices { get; init; } = 1;

    /// <summary>The product of all dimensions but the last.</summary>
    public int Rows => checked((int)Shape.Positions);

    /// <summary>The last dimension.</summary>
    public int Columns => Shape.Features;

    /// <summary>The number of parameters.</summary>
    public long Count => Shape.Count;
}

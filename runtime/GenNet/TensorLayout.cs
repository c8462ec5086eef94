using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>
/// One tensor of a <see cref="NetworkLayout"/>: what it is called, where its values lie in the storage, and what they are at first. Its values are in
/// order row after row: the last dimension counts columns, and all others together count rows.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorLayout
{
    private readonly int[] _shape = [];
    private readonly double[] _initialValues = [];
    private readonly int _panelWidth;
    private readonly int _groupWidth;

    /// <summary>Its name in weight files, <c>layer1.kernel</c> for example.</summary>
    public required string Name { get; init; }

    /// <summary>Its dimensions, one or more.</summary>
    public required ReadOnlySpan<int> Shape
    {
        get => _shape;
        init
        {
            _shape = value.ToArray();
            Columns = _shape[^1];
            Rows = 1;
            foreach (int dimension in _shape.AsSpan(..^1))
            {
                Rows *= dimension;
            }
        }
    }

    /// <summary>Where its first value lies in the storage, in elements.</summary>
    public required int Offset { get; init; }

    /// <summary>
    /// How many columns lie side by side, padding included: panels of so many columns follow one another, each with all rows. A tensor with no more
    /// columns than that is one panel. Default: as many as it has columns, which is the only width for a single row.
    /// </summary>
    public int PanelWidth
    {
        get => _panelWidth == 0 ? Groups * GroupWidth : _panelWidth;
        init => _panelWidth = value;
    }

    /// <summary>How many groups of equally many columns there are, the gates of a recurrent layer for example. Default: 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The columns from one group to the next where they are stored, padding included. Default: as many as a group has.</summary>
    public int GroupWidth
    {
        get => _groupWidth == 0 ? GroupSize : _groupWidth;
        init => _groupWidth = value;
    }

    /// <summary>How many places each group is stored behind its own; the last ones come first then. Default: 0.</summary>
    public int GroupShift { get; init; }

    /// <summary>How its values are drawn, never by <see cref="GenNet.Initializer.Auto"/>; null where all begin as <see cref="InitialValue"/>.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>The factor on every value that is drawn. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>How many inputs one output is computed from, for initializers that go by it.</summary>
    public int FanIn { get; init; }

    /// <summary>How many outputs one input has a part in, for initializers that go by it.</summary>
    public int FanOut { get; init; }

    /// <summary>What every value is at first where none is drawn. Default: 0.</summary>
    public double InitialValue { get; init; }

    /// <summary>The same for each group of columns, where they differ. Default: none.</summary>
    public ReadOnlySpan<double> InitialValues
    {
        get => _initialValues;
        init => _initialValues = value.ToArray();
    }

    /// <summary>What one batch counts in it where it is <see cref="TensorRole.State"/> that follows its batches: s ← (1 − rate) s + rate · batch. Default: 0, for none.</summary>
    public double BatchShare { get; init; }

    /// <summary>What each step adds to the gradient, times the parameter's sign. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>The weight decay in place of the optimizer's; null, the default, for the optimizer's.</summary>
    public double? L2 { get; init; }

    /// <summary>What the learning rate is multiplied by. Default: 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>What becomes of it in training. Default: <see cref="TensorRole.Trainable"/>.</summary>
    public TensorRole Role { get; init; }

    /// <summary>The product of all dimensions but the last.</summary>
    internal int Rows { get; private init; }

    /// <summary>The last dimension.</summary>
    internal int Columns { get; private init; }

    /// <summary>The number of values, padding not counted.</summary>
    internal int Length => Rows * Columns;

    /// <summary>The columns of a group.</summary>
    internal int GroupSize => Columns / Groups;

    /// <summary>Where a value lies in the storage, in elements.</summary>
    internal int IndexOf(int row, int column)
    {
        int stored = StoredColumn(column);
        return Offset + (((stored / PanelWidth * Rows) + row) * PanelWidth) + (stored % PanelWidth);
    }

    /// <summary>How many columns of a row lie side by side from <paramref name="column"/> on.</summary>
    internal int StretchLength(int column) =>
        Math.Min(PanelWidth - (StoredColumn(column) % PanelWidth), GroupSize - (column % GroupSize));

    /// <summary>What every value of a column is at first where none is drawn.</summary>
    internal double InitialValueOf(int column) => _initialValues.Length == 0 ? InitialValue : _initialValues[column / GroupSize];

    private int StoredColumn(int column) =>
        (((column / GroupSize) + GroupShift) % Groups * GroupWidth) + (column % GroupSize);
}

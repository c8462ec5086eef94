using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Samples to learn from or to be judged by: for each, the inputs and the targets a network should yield for them. Holds floats
/// whatever the network's precision, which a double network widens, or less: bytes with a scale in place of inputs, and the number of a class in
/// place of a row of targets.
/// </summary>
/// <example>
/// <code>
/// var xor = new Dataset(
///     [[0, 0], [0, 1], [1, 0], [1, 1]],
///     [[0], [1], [1], [0]]);
/// </code>
/// </example>
public sealed partial class Dataset
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<float> _targets;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly double _scale;

    // Whether a network may have more classes than there are here, because nobody said how many there are.
    private readonly bool _areClassesCounted;

    // Made when somebody asks for them: nothing that learns or evaluates does.
    private float[]? _widened;
    private float[]? _rows;

    /// <summary>
    /// The inputs of all samples, row after row: <see cref="Count"/> × <see cref="InputSize"/> values. Where the data set holds <see cref="Bytes"/>, the
    /// floats are made when they are first asked for, and kept; <see cref="CopyInputsTo"/> makes those of some samples.
    /// </summary>
    public ReadOnlyMemory<float> Inputs => HoldsBytes ? Widened : _inputs;

    /// <summary>The inputs of all samples where they are bytes; empty elsewhere.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// The targets of all samples, row after row: <see cref="Count"/> × <see cref="TargetSize"/> values. Where the data set holds <see cref="Labels"/>, the
    /// rows are made when they are first asked for, and kept: a 1 at the place of the label, and 0 elsewhere.
    /// </summary>
    public ReadOnlyMemory<float> Targets => HoldsLabels ? Rows : _targets;

    /// <summary>The class of each sample where the data set holds that in place of rows of targets; empty elsewhere.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether inputs are held as bytes.</summary>
    public bool HoldsBytes => _scale != 0;

    /// <summary>Whether each sample's class is held in place of its row of targets.</summary>
    public bool HoldsLabels => !Labels.IsEmpty;

    /// <summary>The number of samples, 0 or more.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample; of classes where the data set holds <see cref="Labels"/>.</summary>
    public int TargetSize { get; }

    /// <summary>
    /// What the classes or the targets are called, for reports; empty where nobody has said it (<see cref="WithNames"/>). Parts of the data set and scaled ones
    /// have the same names.
    /// </summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Makes floats of some samples' inputs.</summary>
    /// <param name="first">The index of the first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="destination">Receives <paramref name="count"/> × <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these samples exist.</exception>
    public void CopyInputsTo(int first, int count, Span<float> destination)
    {
        RequireRange(first, count);
        if (destination.Length != (long)count * InputSize)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{Counted.Of(count, "sample has", "samples have")} {Counted.Of((long)count * InputSize, "value")}, but destination has {destination.Length}."), nameof(destination));
        }

        CopyInputs(first, count, destination);
    }

    /// <summary>The sizes in words: <c>60000 samples of 784 inputs and 10 targets</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"{Counted.Of(Count, "sample")} of {(HoldsBytes ? Counted.Of(InputSize, "byte") : Counted.Of(InputSize, "input"))} "
        + (HoldsLabels ? $"in {Counted.Of(TargetSize, "class")}" : $"and {Counted.Of(TargetSize, "target")}");

    /// <summary>Whether a network reads inputs and targets where they are: those of one in single precision that are floats.</summary>
    internal bool IsReadInPlace<T>() => typeof(T) == typeof(float) && !HoldsBytes && !HoldsLabels;

    /// <summary>Inputs of samples that follow one another in a network's precision: where they are, or in <paramref name="buffer"/>.</summary>
    internal ReadOnlySpan<T> ReadInputs<T>(int first, int count, Span<T> buffer)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && !HoldsBytes)
        {
            return MemoryMarshal.Cast<float, T>(_inputs.Span.Slice(first * InputSize, count * InputSize));
        }

        CopyInputs(first, count, buffer);
        return buffer[..(count * InputSize)];
    }

    /// <summary>Targets of samples that follow one another in a network's precision: where they are, or in <paramref name="buffer"/>.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="buffer">Memory for them.</param>
    /// <param name="targetSize">The network's targets of a sample.</param>
    internal ReadOnlySpan<T> ReadTargets<T>(int first, int count, Span<T> buffer, int targetSize)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && !HoldsLabels)
        {
            return MemoryMarshal.Cast<float, T>(_targets.Span.Slice(first * TargetSize, count * TargetSize));
        }

        CopyTargets(first, count, buffer, targetSize);
        return buffer[..(count * targetSize)];
    }

    /// <summary>Copies inputs in a network's precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void CopyInputs<T>(int first, int count, Span<T> destination)
        where T : unmanaged
    {
        if (!HoldsBytes)
        {
            DatasetRows.Copy(_inputs.Span.Slice(first * InputSize, count * InputSize), destination);
            return;
        }

        ReadOnlySpan<byte> source = _bytes.Span.Slice(first * InputSize, count * InputSize);
        fixed (byte* from = source)
        {
            fixed (T* to = destination[..source.Length])
            {
                Numerics.Bytes.ToUnits(from, to, source.Length, _scale);
            }
        }
    }

    /// <summary>Copies targets in a network's precision; a label becomes a row, or where there is one target the target itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyTargets<T>(int first, int count, Span<T> destination, int targetSize)
        where T : unmanaged
    {
        if (!HoldsLabels)
        {
            DatasetRows.Copy(_targets.Span.Slice(first * TargetSize, count * TargetSize), destination);
            return;
        }

        ReadOnlySpan<int> labels = Labels.Span.Slice(first, count);
        if (typeof(T) == typeof(float))
        {
            WriteLabels(labels, MemoryMarshal.Cast<T, float>(destination), targetSize);
        }
        else
        {
            WriteLabels(labels, MemoryMarshal.Cast<T, double>(destination), targetSize);
        }
    }

    /// <summary>Asks for a sample's memory, which will be copied next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int sample)
    {
        if (HoldsBytes)
        {
            Cache.PrefetchRow(_bytes.Span.Slice(sample * InputSize, InputSize));
        }
        else
        {
            Cache.PrefetchRow(_inputs.Span.Slice(sample * InputSize, InputSize));
        }
    }

    /// <summary>The class of each sample, where each has one.</summary>
    internal bool TryClassOfEach(out int[] classes)
    {
        int other = HoldsLabels ? -1 : FindWithoutClass();
        classes = other < 0 ? ClassOfEach() : [];
        return other < 0;
    }

    /// <summary>The class of each sample, where each has one: its label, or where its only 1 is, or whether its only target is 1.</summary>
    /// <exception cref="ArgumentException">A sample has none.</exception>
    internal int[] ClassOfEach()
    {
        if (HoldsLabels)
        {
            return Labels.ToArray();
        }

        if (FindWithoutClass() is >= 0 and var other)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Sample {other} has no class: its targets are no row of zeros with one 1")
                + $"{(TargetSize == 1 ? ", and not 0, 1 or −1" : string.Empty)}. Deal the samples out without regard to classes.");
        }

        int[] classes = new int[Count];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<float> row = _targets.Span.Slice(i * TargetSize, TargetSize);
            classes[i] = TargetSize == 1 ? row[0] == 1 ? 1 : 0 : row.IndexOf(1);
        }

        return classes;
    }

    /// <summary>
    /// Refuses a network that takes or yields other sizes, classes where it has outputs for each position, a data set without samples, and inputs that are
    /// none of the indices that a network takes.
    /// </summary>
    internal void RequireSizes(NetworkLayout layout, string name)
    {
        if (Count == 0)
        {
            throw new ArgumentException($"{name} is empty: {layout.Name} needs at least one sample.", name);
        }

        bool fits = HasTargetsFor(layout);
        if (InputSize == layout.InputSize)
        {
            OutputRows.RequireOne(layout, this, fits, _areClassesCounted, name);
        }

        if (InputSize != layout.InputSize || !fits)
        {
            string wanted = layout.TargetSize == layout.OutputSize
                ? $"yields {Counted.Of(layout.OutputSize, "output")}"
                : $"learns from {Counted.Of(layout.TargetSize, "target")}, one for each mean";
            throw new ArgumentException(
                $"{name} has samples of {Counted.Of(InputSize, "input")} and {Counted.Of(TargetSize, HoldsLabels ? "class" : "target")}, but {layout.Name} takes "
                + $"{Counted.Of(layout.InputSize, "input")} and {wanted}.",
                name);
        }

        if (layout.TakesIndices && HoldsBytes)
        {
            throw new ArgumentException(
                $"{layout.Name} takes indices, and the bytes of {name} are numbers: make the data set of integers.", name);
        }

        Indices.Require(layout, _inputs.Span, name);
    }

    /// <summary>As many targets as the network has; a class for each sample, which it has; or yes and no for its only output.</summary>
    private bool HasTargetsFor(NetworkLayout layout) =>
        TargetSize == layout.TargetSize
        || (HoldsLabels && _areClassesCounted && TargetSize <= layout.TargetSize)
        || (HoldsLabels && TargetSize <= 2 && layout.TargetSize == 1);

    /// <summary>The first sample whose targets do not name a class; −1 if there is none.</summary>
    private int FindWithoutClass()
    {
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> row = _targets.Span.Slice(i * TargetSize, TargetSize);
            if (!(TargetSize == 1 ? row[0] is 0 or 1 or -1 : row.Count(1) == 1 && row.Count(0) == row.Length - 1))
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteLabels<T>(ReadOnlySpan<int> labels, Span<T> rows, int targetSize)
        where T : unmanaged, INumberBase<T>
    {
        if (targetSize == 1)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                rows[i] = labels[i] == 0 ? T.Zero : T.One;
            }

            return;
        }

        rows[..(labels.Length * targetSize)].Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            rows[(i * targetSize) + labels[i]] = T.One;
        }
    }

    private float[] Widened
    {
        get
        {
            if (_widened is null)
            {
                float[] widened = new float[_bytes.Length];
                CopyInputs(0, Count, widened.AsSpan());
                _widened = widened;
            }

            return _widened;
        }
    }

    private float[] Rows
    {
        get
        {
            if (_rows is null)
            {
                float[] rows = new float[checked(Count * TargetSize)];
                CopyTargets(0, Count, rows.AsSpan(), TargetSize);
                _rows = rows;
            }

            return _rows;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Persistence;
using GenNet.Persistence.Formats;

namespace GenNet;

/// <summary>What an optimizer remembers of one network that computes in <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class OptimizerState<T> : OptimizerState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Prefix = "optimizer";
    private const string StepKey = "optimizer.step";
    private const string NumberPrefix = "optimizer.number.";

    private readonly NetworkLayout _layout;
    private readonly bool _isInStorageOrder;
    private readonly List<string> _names = [];
    private readonly List<AlignedArray<T>> _values = [];
    private readonly List<string> _numberNames = [];
    private readonly List<StrongBox<double>> _numbers = [];
    private AlignedArray<T>? _kept;
    private AlignedArray<T>? _parameters;
    private AlignedArray<T>? _gradient;

    internal OptimizerState(NetworkLayout layout, string optimizer, bool isInStorageOrder)
        : base(optimizer, layout.Name)
    {
        _layout = layout;
        _isInStorageOrder = isInStorageOrder;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => _names;

    /// <summary>
    /// Values that the optimizer remembers of the parameters, in the order in which it is handed them, and 0 before its first step. Memory is
    /// allocated when a name is first asked for. For reading and writing from outside, <see cref="CopyTo"/> and <see cref="CopyFrom"/> know
    /// the order of parameters.
    /// </summary>
    /// <param name="name">What the optimizer calls them, <c>velocity</c> for example.</param>
    public Span<T> this[string name] => ValuesOf(name).Span;

    /// <summary>The threads that take the step under way.</summary>
    internal WorkerTeam? Team { get; set; }

    /// <summary>What an optimizer needs beside and can make again; gone with a reset, and when another state is loaded.</summary>
    internal object? Work { get; set; }

    /// <summary>Whether all values and numbers are finite.</summary>
    internal bool IsFinite
    {
        get
        {
            foreach (AlignedArray<T> values in _values)
            {
                foreach (T value in values.Span)
                {
                    if (!T.IsFinite(value))
                    {
                        return false;
                    }
                }
            }

            return _numbers.TrueForAll(number => double.IsFinite(number.Value));
        }
    }

    /// <summary>A number that the optimizer remembers beside its values, and 0 before its first step.</summary>
    /// <param name="name">What the optimizer calls it.</param>
    /// <returns>The number, to be read and written.</returns>
    public ref double Number(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        int index = IndexOf(_numberNames, name);
        if (index < 0)
        {
            index = _numbers.Count;
            _numberNames.Add(name);
            _numbers.Add(new StrongBox<double>());
        }

        return ref _numbers[index].Value;
    }

    /// <summary>Copies values out, in the order of <see cref="Network{T}.CopyParametersTo"/>.</summary>
    /// <param name="name">One of <see cref="OptimizerState.Names"/>; another is as one that is still 0.</param>
    /// <param name="destination">Receives <c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(string name, Span<T> destination)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        BatchShape.RequireParameterCount(_layout, destination.Length, nameof(destination));
        int index = IndexOf(_names, name);
        if (index < 0)
        {
            destination.Clear();
        }
        else if (_isInStorageOrder)
        {
            ParameterOrder.CopyFromStorage<T>(_layout, _values[index].Span, destination);
        }
        else
        {
            _values[index].Span.CopyTo(destination);
        }
    }

    /// <summary>Copies values in, in the order of <see cref="Network{T}.CopyParametersTo"/>.</summary>
    /// <param name="name">What the optimizer calls them.</param>
    /// <param name="source"><c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public void CopyFrom(string name, ReadOnlySpan<T> source)
    {
        BatchShape.RequireParameterCount(_layout, source.Length, nameof(source));
        Span<T> values = ValuesOf(name).Span;
        if (_isInStorageOrder)
        {
            ParameterOrder.CopyToStorage(_layout, source, values);
        }
        else
        {
            source.CopyTo(values);
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        Step = 0;
        Work = null;
        foreach (AlignedArray<T> values in _values)
        {
            values.Span.Clear();
        }

        foreach (StrongBox<double> number in _numbers)
        {
            number.Value = 0;
        }
    }

    /// <inheritdoc/>
    public override void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new TensorFile<T>();
        AddTo(file);
        file.Save(stream);
    }

    /// <summary>Adds the state to what a file is to hold.</summary>
    internal void AddTo(TensorFile<T> file)
    {
        file.Metadata.Add(Prefix, OptimizerName);
        file.Metadata.Add(StepKey, Step.ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < _numbers.Count; i++)
        {
            RequireFinite(double.IsFinite(_numbers[i].Value), _numberNames[i]);
            file.Metadata.Add(NumberPrefix + _numberNames[i], _numbers[i].Value.ToString("R", CultureInfo.InvariantCulture));
        }

        foreach (string name in _names)
        {
            T[] values = new T[_layout.ParameterCount];
            CopyTo(name, values);
            foreach (T value in values)
            {
                RequireFinite(T.IsFinite(value), name);
            }

            file.AddParameters(_layout, PrefixOf(name), values);
        }
    }

    /// <summary>Takes the state from a file. Either all of it is taken, or an exception says what does not fit and nothing is.</summary>
    internal void TakeFrom(TensorFile<T> file, string source)
    {
        if (!file.Metadata.TryGetValue(Prefix, out string? optimizer))
        {
            throw new InvalidDataException(
                $"{source} holds no optimizer's state (its metadata has no '{Prefix}'). Load a file that OptimizerState.Save or a checkpoint wrote.");
        }

        if (optimizer != OptimizerName)
        {
            throw new InvalidDataException(
                $"{source} holds the state of {FileText.Quote(optimizer)}, but this is that of {OptimizerName}. "
                + $"Load it into the state of an optimizer of that kind.");
        }

        if (!file.Metadata.TryGetValue(StepKey, out string? stepText)
            || !long.TryParse(stepText, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
        {
            throw new InvalidDataException($"{source} is damaged: its metadata has no whole number as '{StepKey}'. Save the state again.");
        }

        var numbers = new List<(string Name, double Value)>();
        foreach ((string key, string text) in file.Metadata)
        {
            if (key.StartsWith(NumberPrefix, StringComparison.Ordinal))
            {
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
                {
                    throw new InvalidDataException(
                        $"{source} is damaged: its metadata has no finite number as {FileText.Quote(key)}. Save the state again.");
                }

                numbers.Add((key[NumberPrefix.Length..], number));
            }
        }

        List<(string Name, T[] Values)> taken = file.TakeParameters(_layout, Prefix + ".", source);

        // From here on nothing fails, so the state changes as a whole.
        Reset();
        Step = step;
        foreach ((string name, double value) in numbers)
        {
            Number(name) = value;
        }

        foreach ((string name, T[] values) in taken)
        {
            CopyFrom(name, values);
        }
    }

    /// <summary>The parameters before the step, where some of them take a part of it.</summary>
    internal Span<T> Kept => (_kept ??= new AlignedArray<T>(_layout.StorageLength)).Span[.._layout.TrainableLength];

    /// <summary>Puts the parameters aside before a step.</summary>
    internal void Keep(ReadOnlySpan<T> parameters) => parameters.CopyTo(Kept);

    /// <summary>Where values lie: the address stays as long as the state is reachable.</summary>
    internal unsafe T* PointerTo(string name) => (T*)Unsafe.AsPointer(ref ValuesOf(name).First);

    /// <summary>Calls an update with parameters and gradient as people see them, without padding, and takes the parameters back.</summary>
    internal void UpdateInOrder(TrainableNetwork<T> network, OptimizerUpdate<T> update)
    {
        int count = _layout.ParameterCount;
        if (ParameterOrder.IsStorageOrder(_layout))
        {
            update(network.TrainableStorage[..count], network.GradientStorage[..count], this);
            return;
        }

        Span<T> parameters = (_parameters ??= new AlignedArray<T>(count)).Span;
        Span<T> gradient = (_gradient ??= new AlignedArray<T>(count)).Span;
        ParameterOrder.CopyFromStorage<T>(_layout, network.Storage, parameters);
        ParameterOrder.CopyGradient<T>(_layout, network.GradientStorage, gradient);
        update(parameters, gradient, this);
        ParameterOrder.CopyTrainedToStorage<T>(_layout, parameters, network.Storage);
    }

    private protected override void Load(Stream stream, string source) =>
        TakeFrom(TensorFile<T>.Load(stream, _layout, source), source);

    private AlignedArray<T> ValuesOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        int index = IndexOf(_names, name);
        if (index < 0)
        {
            index = _values.Count;
            _values.Add(new AlignedArray<T>(_isInStorageOrder ? _layout.StorageLength : _layout.ParameterCount));
            _names.Add(name);
        }

        return _values[index];
    }

    /// <summary>There are so few that a table would take longer.</summary>
    private static int IndexOf(List<string> names, string name)
    {
        ReadOnlySpan<string> all = CollectionsMarshal.AsSpan(names);
        for (int i = 0; i < all.Length; i++)
        {
            if (string.Equals(all[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static string PrefixOf(string name) => $"{Prefix}.{name}.";

    private void RequireFinite(bool isFinite, string name)
    {
        if (!isFinite)
        {
            throw new InvalidOperationException(
                $"{OptimizerName}'s {name} of {_layout.Name} has a value that is NaN or infinite, so it is not saved: training diverged. "
                + "Reset the state and train with a smaller learning rate.");
        }
    }
}

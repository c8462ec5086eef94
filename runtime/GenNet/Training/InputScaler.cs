using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using GenNet.Persistence;
using GenNet.Persistence.Formats;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Moves and stretches inputs, each by numbers of its own: <c>x′ = (x − offset) · factor</c>. What is learnt of the training data
/// (<see cref="Standardizer.Of"/>, <see cref="MinMaxScaler.Of"/>) is applied to everything that the network sees, saved beside it, or folded into its first
/// layer, which then takes inputs as they are.
/// </summary>
public abstract class InputScaler
{
    private const string KindKey = "scaler";
    private const string OffsetKey = "scaler.offsets";
    private const string FactorKey = "scaler.factors";

    /// <summary>A folded network's outputs are those of the scaled inputs within this, of 1 or of the output: some hundred roundings in single precision.</summary>
    private const double MostDifference = 1e-3;

    /// <summary>Names and shapes of the tensors of a very large network, and the numbers of a very large sample.</summary>
    private const ulong MostHeaderBytes = 1 << 26;
    private const int MostEntries = 1 << 16;

    private readonly double[] _offsets;
    private readonly double[] _factors;

    private protected InputScaler(double[] offsets, double[] factors)
    {
        _offsets = offsets;
        _factors = factors;
    }

    /// <summary>What is taken from each input.</summary>
    public IReadOnlyList<double> Offsets => _offsets;

    /// <summary>What each input is multiplied by then; 1 where all values were the same.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => _offsets.Length;

    /// <summary>Scales a data set. Its targets or labels stay what they are, and are shared.</summary>
    /// <param name="dataset">Samples of as many inputs.</param>
    /// <returns>A data set of floats.</returns>
    /// <exception cref="ArgumentException">The data set has another number of inputs.</exception>
    public Dataset Apply(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Require(dataset.InputSize, nameof(dataset));
        float[] inputs = new float[checked(dataset.Count * dataset.InputSize)];
        dataset.CopyInputsTo(0, dataset.Count, inputs);
        Apply(inputs.AsSpan());
        return dataset.WithInputs(inputs);
    }

    /// <summary>Scales the inputs of any number of samples where they are.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">The samples, row after row.</param>
    /// <exception cref="ArgumentException">They are no whole number of samples.</exception>
    public void Apply<T>(Span<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            int input = i % _offsets.Length;
            inputs[i] = T.CreateTruncating((double.CreateTruncating(inputs[i]) - _offsets[input]) * _factors[input]);
        }
    }

    /// <summary>Undoes <see cref="Apply{T}(Span{T})"/>, up to rounding.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">Scaled samples, row after row.</param>
    /// <exception cref="ArgumentException">They are no whole number of samples.</exception>
    public void Undo<T>(Span<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            int input = i % _offsets.Length;
            inputs[i] = T.CreateTruncating((double.CreateTruncating(inputs[i]) / _factors[input]) + _offsets[input]);
        }
    }

    /// <summary>
    /// Changes the weights and biases of a network's first layer so that it takes inputs as they are and yields what it yielded for scaled ones:
    /// <c>w′ = factor · w</c>, <c>b′ = b − Σ offset · w′</c>.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">A network whose first layer with parameters is a dense one with biases, and the only one that takes the inputs.</param>
    /// <exception cref="ArgumentException">The network is none of that kind; it is as before.</exception>
    public void FoldInto<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkLayout layout = network.Layout;
        Require(layout.InputSize, nameof(network));
        ReadOnlySpan<TensorLayout> tensors = layout.Tensors;
        TensorLayout? kernel = tensors.Length > 1 ? tensors[0] : null;
        if (kernel is null
            || layout.TakesIndices
            || !kernel.Name.EndsWith(".kernel", StringComparison.Ordinal)
            || kernel.Rows != layout.InputSize
            || tensors[1].Name != kernel.Name[..^"kernel".Length] + "bias"
            || tensors[1].Columns != kernel.Columns)
        {
            throw new ArgumentException(
                $"{layout.Name} does not begin with a dense layer over its {Counted.Of(layout.InputSize, "input")} that has biases, so the scaling cannot be folded into it. "
                + "Apply it to the inputs instead.",
                nameof(network));
        }

        // Another layer may take the inputs too, or something may come between: the outputs tell.
        T[] inputs = new T[3 * InputSize];
        var random = new RandomSource(1);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = T.CreateTruncating(_offsets[i % InputSize] + (random.NextNormal() / _factors[i % InputSize]));
        }

        T[] scaled = [.. inputs];
        Apply(scaled.AsSpan());
        T[] expected = new T[3 * layout.OutputSize];
        network.Predict(scaled, expected);
        T[] before = [.. network.Storage];
        Fold(network.Storage, kernel, tensors[1]);
        T[] actual = new T[expected.Length];
        network.Predict(inputs, actual);
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = Math.Abs(double.CreateTruncating(actual[i] - expected[i]));
            if (!(difference <= MostDifference * Math.Max(1, Math.Abs(double.CreateTruncating(expected[i])))))
            {
                before.AsSpan().CopyTo(network.Storage);
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The scaling cannot be folded into {layout.Name}: its outputs would change by {difference:G3}. More than its first layer takes the inputs, ")
                    + "or they are changed before it. Apply the scaling to the inputs instead.",
                    nameof(network));
            }
        }
    }

    /// <summary>Writes a network and this scaling to one safetensors file, as <see cref="Network.Save(string)"/> writes the network; either is loaded from it.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">A network of as many inputs.</param>
    /// <param name="path">The file, replaced whole or not at all.</param>
    /// <exception cref="ArgumentException">The network has another number of inputs.</exception>
    public void SaveWith<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SaveWith(network, path, WeightNames.GenNet);

    /// <summary>
    /// The same with others' names, as <see cref="Network.Save(string, WeightNames)"/> writes them. The scaling stands in the file's texts, which
    /// <c>load_state_dict</c> passes over: in Python <c>safetensors.safe_open(path, "pt").metadata()</c> has the numbers, an input a word, of
    /// <c>(x − offsets) · factors</c>.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">A network of as many inputs.</param>
    /// <param name="path">The file, replaced whole or not at all.</param>
    /// <param name="names">Whose names.</param>
    /// <exception cref="ArgumentException">The network has another number of inputs.</exception>
    /// <exception cref="NotSupportedException">They have nothing like one of the layers.</exception>
    public void SaveWith<T>(Network<T> network, string path, WeightNames names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        Require(network.Layout.InputSize, nameof(network));
        ParameterFile.Save(
            network, path, new WeightMap { Names = names }, [(KindKey, Kind), (OffsetKey, Text(_offsets)), (FactorKey, Text(_factors))]);
    }

    /// <summary>Reads the scaling that was saved with a network.</summary>
    /// <param name="path">A file that <see cref="SaveWith{T}(Network{T}, string)"/> wrote.</param>
    /// <returns>The scaling.</returns>
    /// <exception cref="InvalidDataException">The file has none, or is damaged.</exception>
    public static InputScaler Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Dictionary<string, string> metadata;
        using (FileStream file = FileOpening.Read(path))
        {
            metadata = SafetensorsHeader.Parse(SafetensorsFormat.ReadHeader(file, MostHeaderBytes, "a network and a scaling", path), path, MostEntries).Metadata;
        }

        if (!metadata.TryGetValue(KindKey, out string? kind)
            || !metadata.TryGetValue(OffsetKey, out string? offsetText)
            || !metadata.TryGetValue(FactorKey, out string? factorText))
        {
            throw new InvalidDataException($"{path} holds no scaling of inputs. Load a file that SaveWith wrote, or learn the scaling from the training data again.");
        }

        double[] offsets = Numbers(offsetText, path);
        double[] factors = Numbers(factorText, path);
        if (offsets.Length != factors.Length || Array.Exists(factors, factor => factor == 0))
        {
            throw new InvalidDataException($"{path} is damaged: its scaling has {offsets.Length} offsets and {factors.Length} factors, none of which may be 0. Save it again.");
        }

        return kind switch
        {
            Standardizer.KindName => new Standardizer(offsets, factors),
            MinMaxScaler.KindName => new MinMaxScaler(offsets, factors),
            _ => throw new InvalidDataException(
                $"{path} holds a scaling of the kind {FileText.Quote(kind)}, which this version of GenNet has not. Use the version that wrote it, or a newer one."),
        };
    }

    /// <summary>What it is, in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public abstract override string ToString();

    /// <summary>What it is called in files.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Means and spreads of the inputs of a data set, gone through sample by sample.</summary>
    private protected static void ForEachSample(Dataset dataset, Action<float[]> take)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Count == 0)
        {
            throw new ArgumentException("dataset is empty: there is nothing to learn from.", nameof(dataset));
        }

        float[] row = new float[dataset.InputSize];
        for (int i = 0; i < dataset.Count; i++)
        {
            dataset.CopyInputsTo(i, 1, row);
            if (DataFaults.IndexOfNotFinite<float>(row) is >= 0 and var input)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Input {input} of sample {i} of dataset is {row[input]}, both counted from 0, and every sample would be scaled by it. ")
                    + "Write a number in its place, or leave the sample out.",
                    nameof(dataset));
            }

            take(row);
        }
    }

    private void Fold<T>(Span<T> storage, TensorLayout kernel, TensorLayout bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < kernel.Columns; column++)
        {
            double moved = 0;
            for (int row = 0; row < kernel.Rows; row++)
            {
                ref T weight = ref storage[kernel.IndexOf(row, column)];
                double stretched = double.CreateTruncating(weight) * _factors[row];
                moved += stretched * _offsets[row];
                weight = T.CreateTruncating(stretched);
            }

            ref T constant = ref storage[bias.IndexOf(0, column)];
            constant = T.CreateTruncating(double.CreateTruncating(constant) - moved);
        }
    }

    private void Require(int inputs, string name)
    {
        if (inputs != InputSize)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{name} has {Counted.Of(inputs, "input")} a sample, but this scaling is for {InputSize}. Learn it from the data set that it is applied to."), name);
        }
    }

    private void RequireRows(int length)
    {
        if (length % InputSize != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"inputs has {Counted.Of(length, "value")}, which is no whole number of samples of {Counted.Of(InputSize, "value")}."), "inputs");
        }
    }

    private static string Text(double[] numbers) =>
        string.Join(' ', Array.ConvertAll(numbers, number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Numbers(string text, string path) => Array.ConvertAll(
        text.Split(' '),
        word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"{path} is damaged: its scaling has {FileText.Quote(word)} where a finite number should be. Save it again."));
}

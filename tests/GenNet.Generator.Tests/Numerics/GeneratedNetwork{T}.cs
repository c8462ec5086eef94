using System;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace GenNet.Generator.Tests.Numerics;

/// <inheritdoc/>
internal sealed class GeneratedNetwork<T>(TrainableNetwork<T> network) : GeneratedNetwork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IndexPrediction? _predictIndices = Find<IndexPrediction>(network, nameof(Predict));
    private readonly IndexGradient? _indexGradient = Find<IndexGradient>(network, nameof(Gradient));
    private readonly IndexStep? _indexStep = Find<IndexStep>(network, nameof(TrainStep));

    private delegate void IndexPrediction(ReadOnlySpan<int> inputs, Span<T> outputs);

    private delegate T IndexGradient(ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, Span<T> gradient);

    private delegate T IndexStep(ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, Optimizer optimizer);

    public override TrainableNetwork<T> Network => network;

    public override int InputSize => network.Layout.InputSize;

    public override int OutputSize => network.Layout.OutputSize;

    public override int SamplesPerPass => network.Layout.SamplesPerPass;

    public override double[] Parameters
    {
        get
        {
            T[] parameters = new T[network.Layout.ParameterCount];
            network.CopyParametersTo(parameters);
            return Widen(parameters);
        }

        set => network.CopyParametersFrom(Narrow(value));
    }

    public override double[] Padding
    {
        get
        {
            NetworkLayout layout = network.Layout;
            var held = new bool[layout.StorageLength];
            foreach (TensorLayout tensor in layout.Tensors)
            {
                int columns = tensor.Shape[^1];
                int values = 1;
                foreach (int dimension in tensor.Shape)
                {
                    values *= dimension;
                }

                int rows = values / columns;
                for (int i = 0; i < values; i++)
                {
                    (int row, int column) = (i / columns, i % columns);
                    int panel = tensor.Offset + (column / tensor.PanelWidth * rows * tensor.PanelWidth);
                    held[panel + (row * tensor.PanelWidth) + (column % tensor.PanelWidth)] = true;
                }
            }

            ReadOnlySpan<T> storage = MemoryMarshal.CreateReadOnlySpan(ref OpenStorage()(), layout.StorageLength);
            return Widen([.. storage.ToArray().Where((_, i) => !held[i])]);
        }
    }

    private delegate ref T StorageReader();

    public override double[] Predict(double[] inputs)
    {
        T[] outputs = new T[inputs.Length / InputSize * OutputSize];
        if (_predictIndices is { } predict)
        {
            predict(Indices(inputs), outputs);
        }
        else
        {
            network.Predict(Narrow(inputs), outputs);
        }

        return Widen(outputs);
    }

    public override double[] Predict(double[] inputs, int threads)
    {
        T[] outputs = new T[inputs.Length / InputSize * OutputSize];
        network.Predict(Narrow(inputs), outputs, threads);
        return Widen(outputs);
    }

    public override ReferenceResult Gradient(double[] inputs, double[] targets)
    {
        T[] gradient = new T[network.Layout.ParameterCount];

        // Whatever was there before is overwritten, NaN included.
        gradient.AsSpan().Fill(T.NaN);
        T loss = _indexGradient is { } method
            ? method(Indices(inputs), Narrow(targets), gradient)
            : network.Gradient(Narrow(inputs), Narrow(targets), gradient);
        return new ReferenceResult(Predict(inputs), double.CreateChecked(loss), Widen(gradient));
    }

    public override double TrainStep(double[] inputs, double[] targets, Optimizer optimizer) =>
        double.CreateChecked(_indexStep is { } method
            ? method(Indices(inputs), Narrow(targets), optimizer)
            : network.TrainStep(Narrow(inputs), Narrow(targets), optimizer));

    public override void ApplyGradient(double[] gradient, Optimizer optimizer) => network.ApplyGradient(Narrow(gradient), optimizer);

    public override TrainingHistory Fit(Dataset dataset, FitOptions options) => network.Fit(dataset, options);

    /// <summary>The way to the storage, which is protected because only generated code has business there.</summary>
    private StorageReader OpenStorage()
    {
        PropertyInfo property = typeof(Network<T>).GetProperty("ParameterStorage", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException("Network<T> has no property ParameterStorage any more: say here what it is called.");
        return property.GetMethod!.CreateDelegate<StorageReader>(network);
    }

    /// <summary>A method that takes indices as inputs; null where the network takes numbers.</summary>
    private static TMethod? Find<TMethod>(TrainableNetwork<T> network, string name)
        where TMethod : Delegate
    {
        Type[] parameters = [.. typeof(TMethod).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        return network.GetType().GetMethod(name, parameters)?.CreateDelegate<TMethod>(network);
    }

    private static int[] Indices(double[] values) => Array.ConvertAll(values, value => (int)value);

    private static T[] Narrow(double[] values) => Array.ConvertAll(values, T.CreateChecked);

    private static double[] Widen(T[] values) => Array.ConvertAll(values, double.CreateChecked);
}

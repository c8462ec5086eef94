using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>
/// One linear layer with half squared error, <c>a = x·W + b</c> and <c>∂L/∂z = a − t</c>, written as plain loops: just enough of a
/// network to train. Remembers the batches it met.
/// </summary>
internal sealed class LinearNetwork<T> : TrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static T[]? t_errors;

    public LinearNetwork(
        int inputs,
        int outputs,
        Reduction reduction = Reduction.Mean,
        int samplesPerPass = 1000,
        int seed = 1,
        Scoring scoring = Scoring.Nearest,
        double threshold = 0.5)
        : base(
            Layouts.Network(
                "Linear", reduction, samplesPerPass, Unsafe.SizeOf<T>(), scoring, threshold, Layouts.Layer(1, inputs, outputs)),
            seed)
    {
    }

    /// <summary>A network whose first tensor is W, of any rank, and whose last is b.</summary>
    public LinearNetwork(NetworkLayout layout, int seed)
        : base(layout, seed)
    {
    }

    /// <summary>Called with the number of samples of each forward pass.</summary>
    public Action<int>? OnForward { get; set; }

    /// <summary>Called with the first input of each sample of each training pass.</summary>
    public Action<T>? OnSample { get; set; }

    public T[] ToParameters()
    {
        T[] parameters = new T[Layout.ParameterCount];
        CopyParametersTo(parameters);
        return parameters;
    }

    public void PredictBytes(ReadOnlySpan<byte> inputs, Span<T> outputs, T scale) => PredictFromBytes(inputs, outputs, scale);

    protected internal override void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples)
    {
        OnForward?.Invoke(samples);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int output = 0; output < Layout.OutputSize; output++)
            {
                Unsafe.Add(ref outputs, (sample * Layout.OutputSize) + output) =
                    Output(in Unsafe.Add(ref Unsafe.AsRef(in inputs), sample * Layout.InputSize), output);
            }
        }
    }

    protected internal override T ForwardWithLoss(in Batch<T> batch, ref T outputs)
    {
        Forward(in batch.Inputs, ref outputs, ref batch.Workspace, batch.Samples);
        T loss = T.Zero;
        for (int i = 0; i < batch.Samples * Layout.OutputSize; i++)
        {
            T error = Unsafe.Add(ref outputs, i) - Unsafe.Add(ref Unsafe.AsRef(in batch.Targets), i);
            loss += error * error / T.CreateChecked(2);
        }

        return loss * batch.Share;
    }

    protected internal override T Backpropagate(in Batch<T> batch, StoreGradient<T> update) => Learn(in batch, update);

    protected internal override T Backpropagate(in Batch<T> batch, AddGradient<T> update) => Learn(in batch, update);

    protected internal override T Backpropagate(in Batch<T> batch, SgdUpdate<T> update) => Learn(in batch, update);

    private T Output(ref readonly T input, int output)
    {
        TensorLayout kernel = Layout.Tensors[0];
        T sum = Storage[Layout.Tensors[^1].Offset + output];
        for (int i = 0; i < Layout.InputSize; i++)
        {
            sum += Unsafe.Add(ref Unsafe.AsRef(in input), i) * Storage[kernel.IndexOf(i, output)];
        }

        return sum;
    }

    private T Learn<TUpdate>(in Batch<T> batch, TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        TensorLayout kernel = Layout.Tensors[0];
        int inputs = Layout.InputSize;
        int outputs = Layout.OutputSize;

        // Each thread has fetched its samples, and every thread reads them all.
        foreach ((int _, int _) in batch.TakeSamples(atLeast: 1))
        {
        }

        batch.Barrier();
        if (t_errors is null || t_errors.Length < batch.Samples * outputs)
        {
            t_errors = new T[batch.Samples * outputs];
        }

        T[] errors = t_errors;
        T loss = T.Zero;
        for (int sample = 0; sample < batch.Samples; sample++)
        {
            ref readonly T input = ref Unsafe.Add(ref Unsafe.AsRef(in batch.Inputs), sample * inputs);
            OnSample?.Invoke(input);
            for (int output = 0; output < outputs; output++)
            {
                T target = Unsafe.Add(ref Unsafe.AsRef(in batch.Targets), (sample * outputs) + output);
                T error = Output(in input, output) - target;
                errors[(sample * outputs) + output] = error;
                loss += error * error / T.CreateChecked(2);
            }
        }

        // Everyone has read the weights before anyone changes them; then each thread has some outputs of its own.
        batch.Barrier();
        foreach ((int first, int end) in batch.TakeRows(layer: 1, outputs, grain: 1, atLeast: 1))
        {
            for (int output = first; output < end; output++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    T gradient = T.Zero;
                    for (int sample = 0; sample < batch.Samples; sample++)
                    {
                        T value = Unsafe.Add(ref Unsafe.AsRef(in batch.Inputs), (sample * inputs) + input);
                        gradient += value * errors[(sample * outputs) + output];
                    }

                    update.Apply<ScalarLane<T>>(kernel.IndexOf(input, output), gradient * batch.Share);
                }

                T biasGradient = T.Zero;
                for (int sample = 0; sample < batch.Samples; sample++)
                {
                    biasGradient += errors[(sample * outputs) + output];
                }

                update.Apply<ScalarLane<T>>(Layout.Tensors[^1].Offset + output, biasGradient * batch.Share);
            }
        }

        return loss * batch.Share;
    }
}

using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>
/// No network: whatever the samples are, its loss is Rosenbrock's function of its twenty parameters, Σ 100 (x[i+1] − x[i]²)² + (1 − x[i])², which
/// optimizers find hard.
/// </summary>
internal sealed class RosenbrockNetwork<T>() : TrainableNetwork<T>(
    Layouts.Network("Rosenbrock", Reduction.Sum, 3, Unsafe.SizeOf<T>(), Layouts.Layer(1, 3, 5)))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How often the loss has been computed.</summary>
    public int Evaluations { get; private set; }

    public T[] ToParameters()
    {
        T[] parameters = new T[Layout.ParameterCount];
        CopyParametersTo(parameters);
        return parameters;
    }

    protected internal override void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples) => throw new NotSupportedException();

    protected internal override T ForwardWithLoss(in Batch<T> batch, ref T outputs) => throw new NotSupportedException();

    protected internal override T Backpropagate(in Batch<T> batch, StoreGradient<T> update) => Evaluate(in batch, update);

    protected internal override T Backpropagate(in Batch<T> batch, AddGradient<T> update) => Evaluate(in batch, update);

    protected internal override T Backpropagate(in Batch<T> batch, SgdUpdate<T> update) => Evaluate(in batch, update);

    /// <summary>Each sample has the same loss.</summary>
    private T Evaluate<TUpdate>(in Batch<T> batch, TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        Evaluations++;
        T[] x = ToParameters();
        T[] gradient = new T[x.Length];
        T loss = T.Zero;
        T hundred = T.CreateChecked(100);
        T two = T.CreateChecked(2);
        for (int i = 0; i + 1 < x.Length; i++)
        {
            T valley = x[i + 1] - (x[i] * x[i]);
            T rest = T.One - x[i];
            loss += (hundred * valley * valley) + (rest * rest);
            gradient[i + 1] += two * hundred * valley;
            gradient[i] -= (two * two * hundred * valley * x[i]) + (two * rest);
        }

        T share = T.CreateChecked(batch.Samples);
        TensorLayout kernel = Layout.Tensors[0];
        TensorLayout bias = Layout.Tensors[1];
        for (int i = 0; i < x.Length; i++)
        {
            int offset = i < kernel.Length ? kernel.IndexOf(i / kernel.Columns, i % kernel.Columns) : bias.IndexOf(0, i - kernel.Length);
            update.Apply<ScalarLane<T>>(offset, gradient[i] * share);
        }

        return loss * share;
    }
}

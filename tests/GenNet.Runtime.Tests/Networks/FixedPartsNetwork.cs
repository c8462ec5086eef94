using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>
/// No network: whatever the samples are, its loss is ½ Σ (θ − 1)² over the parameters that are trainable. Others are frozen, and there is state.
/// </summary>
internal sealed class FixedPartsNetwork<T>() : TrainableNetwork<T>(Describe())
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What does not learn: the frozen parameters, then the state, and padding.</summary>
    public System.Span<T> Fixed => Storage[Layout.TrainableLength..];

    public T[] ToParameters()
    {
        T[] parameters = new T[Layout.ParameterCount];
        CopyParametersTo(parameters);
        return parameters;
    }

    protected internal override void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples) => throw new System.NotSupportedException();

    protected internal override T ForwardWithLoss(in Batch<T> batch, ref T outputs) => throw new System.NotSupportedException();

    protected internal override T Backpropagate(in Batch<T> batch, StoreGradient<T> update) => Evaluate(update);

    protected internal override T Backpropagate(in Batch<T> batch, AddGradient<T> update) => Evaluate(update);

    protected internal override T Backpropagate(in Batch<T> batch, SgdUpdate<T> update) => Evaluate(update);

    private static NetworkLayout Describe()
    {
        int line = 64 / Unsafe.SizeOf<T>();
        return Layouts.Network(
            "Fixed",
            1,
            1,
            [],
            [
                new TensorLayout { Name = "first.bias", Shape = [3], Offset = 4 * line, Role = TensorRole.Frozen },
                new TensorLayout { Name = "second.kernel", Shape = [4, 3], Offset = 0, PanelWidth = line },
                new TensorLayout { Name = "second.mean", Shape = [3], Offset = 5 * line, Role = TensorRole.State },
            ],
            6 * line);
    }

    private T Evaluate<TUpdate>(TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        TensorLayout kernel = Layout.Tensors[1];
        T loss = T.Zero;
        for (int i = 0; i < kernel.Length; i++)
        {
            int offset = kernel.IndexOf(i / kernel.Columns, i % kernel.Columns);
            T error = Storage[offset] - T.One;
            loss += error * error / T.CreateChecked(2);
            update.Apply<ScalarLane<T>>(offset, error);
        }

        return loss;
    }
}

using System.Numerics;

namespace GenNet;

/// <summary>
/// How parameters follow a gradient. Works for both precisions, and may be new at any step or shared by several networks: what it
/// remembers belongs to the pair of optimizer and network.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>Forward, backward and update in one pass, without a gradient in memory.</summary>
    internal abstract unsafe T Backpropagate<T>(
        TrainableNetwork<T> network, in Batch<T> batch, T* parameters, WorkerTeam? team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The update alone, from a gradient that several passes have summed.</summary>
    internal abstract unsafe void Update<T>(T* parameters, T* gradient, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// What an optimizer remembers of one network: values laid out like its parameters, zero at first, and how many steps it has taken.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed unsafe class OptimizerMemory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _values;
    private readonly int _length;

    private OptimizerMemory(int length, int slots)
    {
        _length = length;
        _values = new AlignedArray<T>(checked(length * slots));
    }

    /// <summary>The number of steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The memory that belongs to a network, made on first use and gone with the network.</summary>
    public static OptimizerMemory<T> Of(ConditionalWeakTable<Network, object> memories, Network<T> network, int slots)
    {
        if (!memories.TryGetValue(network, out object? memory))
        {
            memory = new OptimizerMemory<T>(network.Layout.StorageLength, slots);
            memories.Add(network, memory);
        }

        return (OptimizerMemory<T>)memory;
    }

    /// <summary>The values of one slot. They are pinned, so the address stays as long as the memory is reachable.</summary>
    public T* Slot(int index) => (T*)Unsafe.AsPointer(ref Unsafe.Add(ref _values.First, (nint)index * _length));
}

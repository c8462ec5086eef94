using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet.Benchmarks;

/// <summary><see cref="VectorMath.Sigmoid{TLane}(TLane)"/> over an array.</summary>
internal readonly struct SigmoidLoop : ILoop
{
    [MethodImpl(Kernel.Options)]
    public static void Run<TLane>(ref float x, ref float y, nint count)
        where TLane : struct, ILane<TLane, float>
    {
        for (nint i = 0; i < count; i += TLane.Count)
        {
            TLane.Store(VectorMath.Sigmoid(TLane.Load(ref Unsafe.Add(ref x, i))), ref Unsafe.Add(ref y, i));
        }
    }
}

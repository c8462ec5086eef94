using GenNet.Numerics;

namespace GenNet.Benchmarks;

/// <summary>A function over an array whose length is a multiple of every vector's.</summary>
internal interface ILoop
{
    static abstract void Run<TLane>(ref float x, ref float y, nint count)
        where TLane : struct, ILane<TLane, float>;
}

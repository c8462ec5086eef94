using System;
using System.Numerics;

namespace GenNet;

/// <summary><see cref="Optimizer.Update"/> in one precision.</summary>
internal delegate void OptimizerUpdate<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The largest value or the mean of each window, channel by channel.</summary>
/// <param name="Window">The windows; null for one window over everything.</param>
/// <param name="IsMax">Whether it is the largest.</param>
internal sealed record PoolSpec(WindowSpec? Window, bool IsMax) : LayerSpec
{
    public override bool IsStepwise => WindowInStream is not null;

    /// <summary>Zeros around do not count, and in a stream they would.</summary>
    public override AxisSpec? WindowInStream => Window is { Axes: 1, Width: { Padding: 0 } axis } ? axis : null;

    public override bool HasChannelsFirst => true;
}

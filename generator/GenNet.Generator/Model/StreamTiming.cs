using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace GenNet.Generator.Model;

/// <summary>
/// When a value of a stream has a new row: at the step <paramref name="First"/>, 0 for the first one, and with every <paramref name="Every"/>th from there.
/// </summary>
/// <param name="First">The step that its first row comes with.</param>
/// <param name="Every">How many steps lie between a row and the next, and one more.</param>
internal readonly record struct StreamTiming(long First, long Every)
{
    /// <summary>
    /// The most values that the windows of a network may look back at: far more than streams need, and so few that the state of one always has room.
    /// </summary>
    private const long MostRemembered = 1L << 26;

    /// <summary>A row with every step.</summary>
    public static StreamTiming EachStep { get; } = new(0, 1);

    /// <summary>When each layer has a new row; null where the network does not go along with a stream.</summary>
    /// <param name="input">The shape of a sample.</param>
    /// <param name="layers">The layers, in order.</param>
    public static EquatableArray<StreamTiming>? Of(Shape input, IReadOnlyList<LayerModel> layers)
    {
        if (input.Rank != 2)
        {
            return null;
        }

        var timings = new List<StreamTiming>();
        long remembered = 0;
        foreach (LayerModel layer in layers)
        {
            List<StreamTiming> sources = layer.Sources.Select(source => source == 0 ? EachStep : timings[source - 1]).ToList();
            if (Together(sources) is not { } together || layer.Spec.InStream(together, layer.Input) is not { } timing)
            {
                return null;
            }

            timings.Add(timing);
            remembered += layer.Spec.WindowInStream is { } window ? window.Kernel * (long)window.Dilation * layer.Input.Features : 0;
        }

        return remembered <= MostRemembered ? new EquatableArray<StreamTiming>(timings.ToImmutableArray()) : null;
    }

    /// <summary>When rows of the same number of several values are there: before the first of them has its next one, or there is no such time.</summary>
    private static StreamTiming? Together(IReadOnlyList<StreamTiming> sources)
    {
        long last = sources.Max(source => source.First);
        return sources.All(source => source.Every == sources[0].Every && last - source.First < source.Every)
            ? new StreamTiming(last, sources[0].Every)
            : null;
    }
}

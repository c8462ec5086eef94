using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>Windows along one axis: over the values of a large side, one for each value of a small side.</summary>
/// <param name="Size">The number of values on the large side.</param>
/// <param name="Kernel">How many values a window has.</param>
/// <param name="Stride">How far one window is from the next.</param>
/// <param name="Dilation">How far one value of a window is from the next.</param>
/// <param name="Before">How many zeros stand in front.</param>
/// <param name="After">How many zeros stand behind.</param>
/// <param name="Count">How many windows there are.</param>
internal sealed record Axis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int Count)
{
    /// <summary>A stride that people write although it leads beyond all values; it stays as it is.</summary>
    private const int FarthestStride = 1024;

    /// <summary>The windows that an attribute asks for; of a size at which there are none, null.</summary>
    public static Axis? Over(int size, AxisSpec spec)
    {
        long before = spec.ZerosBefore(size);
        long after = spec.ZerosAfter(size);
        long padded = size + before + after;
        return padded < spec.Reach || padded > int.MaxValue
            ? null
            : new Axis(size, spec.Kernel, StrideWithin(spec, padded), spec.Dilation, (int)before, (int)after, (int)((padded - spec.Reach) / spec.Stride) + 1);
    }

    /// <summary>One window, over as many values as it has.</summary>
    public static Axis Single(int kernel) => new(kernel, kernel, 1, 1, 0, 0, 1);

    /// <summary>The windows that are spread from <paramref name="count"/> values: the large side follows. Null where there is none, or it is too large.</summary>
    public static Axis? From(int count, AxisSpec spec)
    {
        long padded = Spread(count, spec);
        long size = padded - (2L * spec.Padding);
        return size < 1 || padded > int.MaxValue
            ? null
            : new Axis((int)size, spec.Kernel, StrideWithin(spec, padded), spec.Dilation, spec.Padding, spec.Padding, count);
    }

    /// <summary>How many values <paramref name="count"/> values are spread over, those that are cut off among them.</summary>
    public static long Spread(int count, AxisSpec spec) => ((long)(count - 1) * spec.Stride) + spec.Reach;

    /// <summary>The stride; where it leads far beyond all values, so that there is one window, no farther: products with it stay numbers that an int holds.</summary>
    private static int StrideWithin(AxisSpec spec, long padded) => (int)System.Math.Min(spec.Stride, System.Math.Max(padded, FarthestStride));

    /// <summary>The number of values on the large side with the zeros around them.</summary>
    public int Padded => Before + Size + After;

    /// <summary>Whether each window is one value, and there is one for each.</summary>
    public bool IsIdentity => Kernel == 1 && Stride == 1 && Before == 0 && After == 0;

    /// <summary>
    /// How many zeros stand in front of the small side so that every value of the large side finds all windows that it may be in.
    /// </summary>
    public int SmallBefore => System.Math.Max(0, (((Kernel - 1) * Dilation) - Before + Stride - 1) / Stride);

    /// <summary>The same behind it.</summary>
    public int SmallAfter => System.Math.Max(0, ((Size - 1 + Before) / Stride) - (Count - 1));

    /// <summary>The number of values on the small side with the zeros around them.</summary>
    public int SmallPadded => SmallBefore + Count + SmallAfter;

    /// <summary>From one place of a window that meets a value of the large side to the next.</summary>
    public int PlaceStep => Stride / CommonDivisor(Stride, Dilation);

    /// <summary>How many windows lie between those two.</summary>
    public int WindowStep => Dilation / CommonDivisor(Stride, Dilation);

    /// <summary>The largest number that divides two.</summary>
    public static int CommonDivisor(int one, int other) => other == 0 ? one : CommonDivisor(other, one % other);

    /// <summary>The first place of a window that meets values of a remainder; one behind the last where none does.</summary>
    public int FirstPlace(int remainder)
    {
        for (int place = 0; place < System.Math.Min(PlaceStep, Kernel); place++)
        {
            if ((remainder - (place * Dilation)) % Stride == 0)
            {
                return place;
            }
        }

        return Kernel;
    }
}

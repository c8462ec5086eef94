using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>Windows over steps or an image: a large side, over which they move, and a small side, which has one value for each.</summary>
/// <param name="Height">Along the height; of steps, one window of one value.</param>
/// <param name="Width">Along the width, or along the steps.</param>
internal sealed record Window(Axis Height, Axis Width)
{
    /// <summary>How many values a window has.</summary>
    public int Kernel => Height.Kernel * Width.Kernel;

    /// <summary>Whether zeros stand around the large side.</summary>
    public bool HasBorder => Height.Padded != Height.Size || Width.Padded != Width.Size;

    /// <summary>Whether the small side needs zeros around it where it is spread over the large side.</summary>
    public bool HasSmallBorder => Height.SmallPadded != Height.Count || Width.SmallPadded != Width.Count;

    /// <summary>The windows over values of a shape; null where there are none.</summary>
    public static Window? Over(Shape shape, WindowSpec spec)
    {
        Axis? height = spec.Axes == 2 ? Axis.Over(shape.Dimensions[0], spec.Height) : Axis.Over(1, AxisSpec.None);
        Axis? width = Axis.Over(shape.Dimensions[spec.Axes - 1], spec.Width);
        return height is null || width is null ? null : new Window(height, width);
    }

    /// <summary>The windows that values of a shape are spread over; null where the result would have no values or too many.</summary>
    public static Window? From(Shape shape, WindowSpec spec)
    {
        Axis? height = spec.Axes == 2 ? Axis.From(shape.Dimensions[0], spec.Height) : Axis.Over(1, AxisSpec.None);
        Axis? width = Axis.From(shape.Dimensions[spec.Axes - 1], spec.Width);
        return height is null || width is null ? null : new Window(height, width);
    }

    /// <summary>The small side with so many features.</summary>
    public Shape Small(int axes, int features) =>
        axes == 2 ? Shape.Of(Height.Count, Width.Count, features) : Shape.Of(Width.Count, features);

    /// <summary>The large side with so many features.</summary>
    public Shape Large(int axes, int features) =>
        axes == 2 ? Shape.Of(Height.Size, Width.Size, features) : Shape.Of(Width.Size, features);
}

using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>What is said of windows, in words and in files, and what is wrong with them.</summary>
internal static class Windows
{
    /// <summary>Why values of a shape have no such windows, as the rest of a sentence behind "Layer 3"; null where their rank fits.</summary>
    public static ShapeMistake? Mistake(Shape input, WindowSpec spec) => input.Rank == spec.Axes + 1 ? null
        : spec.Axes == 2
            ? $"takes an image, height × width × channels, but {input.There}: add [Reshape(height, width, channels)] before it"
            : $"takes steps × channels, but {input.There}: add [Reshape(steps, channels)] before it";

    /// <summary>Why there is no window, or nothing to spread.</summary>
    public static ShapeMistake TooLarge(Shape input, WindowSpec spec, bool isTransposed)
    {
        if (TooMany(input, spec, isTransposed) is { } tooMany)
        {
            return tooMany;
        }

        string kernel = spec.Axes == 2 ? $"{spec.Height.Reach} × {spec.Width.Reach}" : $"{spec.Width.Reach}";
        string size = Sizes(input, spec.Axes);
        return new ShapeMistake(isTransposed
            ? $"spreads {size} over windows of {kernel} and cuts off more than there is: take less Padding"
            : $"has windows of {kernel} where there {(size == "1" ? "is" : "are")} {size}, zeros around not counted: make the windows smaller, or add Padding")
        {
            Arguments = CauseOf(input, spec, isTransposed),
        };
    }

    /// <summary>Why an axis is longer than an index counts, with the zeros around it or spread; null where none is.</summary>
    private static ShapeMistake? TooMany(Shape input, WindowSpec spec, bool isTransposed)
    {
        (string Name, AxisSpec Axis, int Size)[] axes = [("Height", spec.Height, input.Dimensions[0]), ("Width", spec.Width, input.Dimensions[spec.Axes - 1])];
        foreach ((string name, AxisSpec axis, int size) in axes.Skip(2 - spec.Axes))
        {
            long values = isTransposed ? Axis.Spread(size, axis) : size + axis.ZerosBefore(size) + axis.ZerosAfter(size);
            if (values > int.MaxValue)
            {
                bool isReach = isTransposed ? size == 1 || axis.Stride == 1 : axis.IsCausal || axis.IsSame;
                string cause = !isReach ? isTransposed ? "Stride" : "Padding" : axis.Dilation > 1 ? "Dilation" : "kernel";
                return new ShapeMistake(
                    (isTransposed ? $"spreads {size} over {Counted.Of(values, "value")}" : $"has {Counted.Of(values, "value")} with the zeros around")
                    + $"{(spec.Axes == 2 ? $" along the {name.ToLowerInvariant()}" : string.Empty)}, where 2147483647 are the most: make {cause} smaller")
                {
                    Arguments = [.. Along(cause, name), .. cause == "kernel" ? Along("size", name) : []],
                };
            }
        }

        return null;
    }

    /// <summary>A property of a window along an axis: the one that is said of that alone, or of both.</summary>
    public static IReadOnlyList<string> Along(string property, string axis) => [property + axis, property];

    /// <summary>What is too large along the axis that does not fit: the padding of what is spread, a dilation without which the windows would fit, or the windows.</summary>
    private static IReadOnlyList<string> CauseOf(Shape input, WindowSpec spec, bool isTransposed)
    {
        int height = input.Dimensions[0];
        bool isHeight = spec.Axes == 2 && (isTransposed ? Axis.From(height, spec.Height) : Axis.Over(height, spec.Height)) is null;
        (string name, AxisSpec axis, int size) = isHeight ? ("Height", spec.Height, height) : ("Width", spec.Width, input.Dimensions[spec.Axes - 1]);
        return isTransposed ? Along("Padding", name)
            : axis.Dilation > 1 && axis.Kernel <= size + (2 * axis.Padding) ? Along("Dilation", name)
            : [.. Along("kernel", name), .. Along("size", name)];
    }

    /// <summary>3 × 3, stride 2, padding 1.</summary>
    public static string Describe(WindowSpec spec)
    {
        string kernel = spec.Axes == 2 ? $"{spec.Height.Kernel} × {spec.Width.Kernel}" : $"{spec.Width.Kernel}";
        var words = new List<string> { kernel };
        Add("stride", axis => axis.Stride, 1);
        Add("dilation", axis => axis.Dilation, 1);
        Add("padding", axis => axis.Padding, 0);
        if (spec.Width.IsSame)
        {
            words.Add("same size");
        }

        if (spec.Width.IsCausal)
        {
            words.Add("causal");
        }

        return string.Join(", ", words);

        void Add(string word, System.Func<AxisSpec, int> number, int otherwise)
        {
            int width = number(spec.Width);
            int height = spec.Axes == 2 ? number(spec.Height) : width;
            if (width != otherwise || height != otherwise)
            {
                words.Add(width == height ? $"{word} {width}" : $"{word} {height} × {width}");
            }
        }
    }

    /// <summary>The same as weight files have it.</summary>
    public static string DescribeInFile(WindowSpec spec) => Describe(spec).Replace(",", string.Empty).Replace(" × ", "x");

    /// <summary>28 × 28, or 12 for steps.</summary>
    private static string Sizes(Shape input, int axes) => string.Join(" × ", input.Dimensions.Take(axes));
}

using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// What a convolution hands down to a row of pixels, before it is added up: for each value of δ in a row a product with all columns of a window side by
/// side, and zeros before the first and behind the last, so that every pixel finds as many.
/// </summary>
/// <param name="Width">The distance from one product to the next.</param>
/// <param name="Before">How many zeros stand in front, products each.</param>
/// <param name="Count">How many products there are.</param>
/// <param name="After">How many zeros stand behind.</param>
/// <param name="Slack">What a vector may read behind the last.</param>
internal sealed record JoinedColumns(int Width, int Before, int Count, int After, int Slack)
{
    /// <summary>The elements of all of it.</summary>
    public int Length => checked(((Before + Count + After) * Width) + Slack);

    public static JoinedColumns Of(ConvolutionInputGradient gradient, Precision precision)
    {
        Axis axis = gradient.Window.Width;
        long width = Footprint.Width(axis.Kernel * gradient.Output.Features, precision);
        return new JoinedColumns(checked((int)width), axis.SmallBefore, axis.Count, axis.SmallAfter, Footprint.ElementsPerLine(precision));
    }
}

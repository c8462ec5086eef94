using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>Values with zeros around them.</summary>
internal sealed class BorderCode(CodeStyle style, Border operation) : OperationCode(style)
{
    public override void WriteCall(SourceWriter writer)
    {
        Slot from = Place(operation.Input);
        Slot to = Place(operation.Output);
        Size inner = Size.Of(operation.Input.Shape);
        Size outer = Size.Of(operation.Output.Shape);
        writer.WriteLine(
            $"Images.Surround(\n    in {from.Name}, ref {to.Name}, height: {Text(inner.Height)}, width: {Text(inner.Width)}, channels: {Text(from.Features)}, "
            + $"stride: {Text(from.Stride)},\n    newHeight: {Text(outer.Height)}, newWidth: {Text(outer.Width)}, newStride: {Text(to.Stride)}, "
            + $"top: {Text(operation.Top)}, left: {Text(operation.Left)}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }

    /// <summary>The height and the width of an image, or of steps, which are one row.</summary>
    private sealed record Size(int Height, int Width)
    {
        public static Size Of(Shape shape) => shape.Rank == 3
            ? new Size(shape.Dimensions[0], shape.Dimensions[1])
            : new Size(1, shape.Dimensions[0]);
    }
}

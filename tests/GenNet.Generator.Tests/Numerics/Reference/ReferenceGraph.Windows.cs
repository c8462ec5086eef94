using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>Layers that move a window over steps or pixels. Steps are pixels of an image of one row.</summary>
internal sealed partial class ReferenceGraph
{
    /// <summary>One axis that a window moves along.</summary>
    /// <param name="Size">The pixels.</param>
    /// <param name="Kernel">Those of the window.</param>
    /// <param name="Stride">How far it moves.</param>
    /// <param name="Dilation">How far apart its pixels are.</param>
    /// <param name="Before">The zeros before the first pixel.</param>
    /// <param name="Moves">The places it stands at.</param>
    private readonly record struct Axis(int Size, int Kernel, int Stride, int Dilation, int Before, int Moves)
    {
        /// <summary>The pixel under a place of the window; negative or too large where there is none.</summary>
        public int At(int move, int place) => (move * Stride) + (place * Dilation) - Before;

        public bool Holds(int pixel) => pixel >= 0 && pixel < Size;
    }

    private static bool IsOfImages(DeclaredLayer layer) => layer.Kind.EndsWith("2D", StringComparison.Ordinal);

    private static (int Height, int Width) SizeOf(IReadOnlyList<int> shape) => shape.Count == 3 ? (shape[0], shape[1]) : (1, shape[0]);

    private static IReadOnlyList<int> ShapeOf(DeclaredLayer layer, int height, int width, int features) =>
        IsOfImages(layer) ? [height, width, features] : [width, features];

    /// <summary>The two axes of a convolution or a pool.</summary>
    private static (Axis Rows, Axis Columns) AxesOf(DeclaredLayer layer, IReadOnlyList<int> shape, (int Height, int Width) kernel, int stride)
    {
        (int height, int width) = SizeOf(shape);
        (int Height, int Width) strides = layer.OfAxes("Stride", stride);
        (int Height, int Width) dilations = layer.OfAxes("Dilation", 1);
        (int Height, int Width) paddings = layer.OfAxes("Padding", 0);
        Axis columns = AxisOf(layer, width, kernel.Width, strides.Width, dilations.Width, paddings.Width);
        return IsOfImages(layer)
            ? (AxisOf(layer, height, kernel.Height, strides.Height, dilations.Height, paddings.Height), columns)
            : (new Axis(1, 1, 1, 1, 0, 1), columns);
    }

    private static Axis AxisOf(DeclaredLayer layer, int size, int kernel, int stride, int dilation, int padding)
    {
        int reach = ((kernel - 1) * dilation) + 1;
        if (layer.IsTrue("Same"))
        {
            int moves = (size + stride - 1) / stride;
            return new Axis(size, kernel, stride, dilation, Math.Max(((moves - 1) * stride) + reach - size, 0) / 2, moves);
        }

        if (layer.IsTrue("Causal"))
        {
            return new Axis(size, kernel, stride, dilation, reach - 1, ((size - 1) / stride) + 1);
        }

        return new Axis(size, kernel, stride, dilation, padding, ((size + (2 * padding) - reach) / stride) + 1);
    }

    private static (int Height, int Width) KernelOf(DeclaredLayer layer, int firstSize) =>
        !IsOfImages(layer) ? (1, layer.Sizes[firstSize])
        : layer.Sizes.Count > firstSize + 1 ? (layer.Sizes[firstSize], layer.Sizes[firstSize + 1])
        : (layer.Sizes[firstSize], layer.Sizes[firstSize]);

    private ReferenceBatch Convolution(DeclaredLayer layer, ReferenceBatch x)
    {
        int filters = layer.Sizes[0];
        (int Height, int Width) kernel = KernelOf(layer, 1);
        (Axis rows, Axis columns) = AxesOf(layer, x.Shape, kernel, 1);
        int groups = layer.Integer("Groups", 1);
        int channels = x.Features / groups;
        Scalar[] w = Take(layer, "kernel", kernel.Height * kernel.Width * channels * filters);
        Scalar[]? b = TakeBias(layer, "bias", filters);
        ReferenceBatch z = x.Each(ShapeOf(layer, rows.Moves, columns.Moves, filters), sample =>
        {
            var outputs = new List<Scalar>();
            for (int row = 0; row < rows.Moves; row++)
            {
                for (int column = 0; column < columns.Moves; column++)
                {
                    for (int filter = 0; filter < filters; filter++)
                    {
                        int first = filter / (filters / groups) * channels;
                        Scalar sum = b is null ? Zero : b[filter];
                        for (int i = 0; i < kernel.Height; i++)
                        {
                            for (int j = 0; j < kernel.Width; j++)
                            {
                                (int y, int across) = (rows.At(row, i), columns.At(column, j));
                                for (int channel = 0; rows.Holds(y) && columns.Holds(across) && channel < channels; channel++)
                                {
                                    sum += sample[(((y * columns.Size) + across) * x.Features) + first + channel]
                                        * w[(((((i * kernel.Width) + j) * channels) + channel) * filters) + filter];
                                }
                            }
                        }

                        outputs.Add(sum);
                    }
                }
            }

            return [.. outputs];
        });
        return Activate(layer, z);
    }

    /// <summary>Every pixel adds its window to the outputs, of which the padding is cut off.</summary>
    private ReferenceBatch TransposedConvolution(DeclaredLayer layer, ReferenceBatch x)
    {
        int filters = layer.Sizes[0];
        (int Height, int Width) kernel = KernelOf(layer, 1);
        (int height, int width) = SizeOf(x.Shape);
        (int Height, int Width) stride = layer.OfAxes("Stride", 1);
        (int Height, int Width) padding = layer.OfAxes("Padding", 0);
        if (!IsOfImages(layer))
        {
            (stride.Height, padding.Height) = (1, 0);
        }

        int outHeight = ((height - 1) * stride.Height) - (2 * padding.Height) + kernel.Height;
        int outWidth = ((width - 1) * stride.Width) - (2 * padding.Width) + kernel.Width;
        Scalar[] w = Take(layer, "kernel", kernel.Height * kernel.Width * x.Features * filters);
        Scalar[]? b = TakeBias(layer, "bias", filters);
        ReferenceBatch z = x.Each(ShapeOf(layer, outHeight, outWidth, filters), sample =>
        {
            Scalar[] outputs = [.. Enumerable.Range(0, outHeight * outWidth * filters).Select(i => b is null ? Zero : b[i % filters])];
            for (int pixel = 0; pixel < height * width; pixel++)
            {
                for (int i = 0; i < kernel.Height; i++)
                {
                    for (int j = 0; j < kernel.Width; j++)
                    {
                        int row = (pixel / width * stride.Height) + i - padding.Height;
                        int column = (pixel % width * stride.Width) + j - padding.Width;
                        if (row < 0 || row >= outHeight || column < 0 || column >= outWidth)
                        {
                            continue;
                        }

                        for (int channel = 0; channel < x.Features; channel++)
                        {
                            for (int filter = 0; filter < filters; filter++)
                            {
                                outputs[(((row * outWidth) + column) * filters) + filter] += sample[(pixel * x.Features) + channel]
                                    * w[(((((i * kernel.Width) + j) * x.Features) + channel) * filters) + filter];
                            }
                        }
                    }
                }
            }

            return outputs;
        });
        return Activate(layer, z);
    }

    private ReferenceBatch Pool(DeclaredLayer layer, ReferenceBatch x)
    {
        int size = layer.Sizes[0];
        (Axis rows, Axis columns) = AxesOf(layer, x.Shape, IsOfImages(layer) ? (size, size) : (1, size), size);
        return x.Each(ShapeOf(layer, rows.Moves, columns.Moves, x.Features), sample =>
        {
            var outputs = new List<Scalar>();
            for (int row = 0; row < rows.Moves; row++)
            {
                for (int column = 0; column < columns.Moves; column++)
                {
                    for (int channel = 0; channel < x.Features; channel++)
                    {
                        var window = new List<Scalar>();
                        for (int place = 0; place < rows.Kernel * columns.Kernel; place++)
                        {
                            int y = rows.At(row, place / columns.Kernel);
                            int across = columns.At(column, place % columns.Kernel);
                            if (rows.Holds(y) && columns.Holds(across))
                            {
                                window.Add(sample[(((y * columns.Size) + across) * x.Features) + channel]);
                            }
                        }

                        outputs.Add(PoolOf(layer, window));
                    }
                }
            }

            return [.. outputs];
        });
    }

    private ReferenceBatch GlobalPool(DeclaredLayer layer, ReferenceBatch x) => x.Each([x.Features], sample =>
        [.. Enumerable.Range(0, x.Features).Select(channel => PoolOf(layer, [.. sample.Where((_, i) => i % x.Features == channel)]))]);

    /// <summary>The mean of a window, or the first of its largest values.</summary>
    private Scalar PoolOf(DeclaredLayer layer, List<Scalar> window)
    {
        if (layer.Kind.Contains("Average", StringComparison.Ordinal))
        {
            return window.Aggregate((left, right) => left + right) * (1.0 / window.Count);
        }

        Scalar largest = window.Aggregate((left, right) => right.Value > left.Value ? right : left);
        foreach (Scalar other in window)
        {
            Near(largest.Value - other.Value);
        }

        return largest;
    }
}

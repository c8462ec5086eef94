using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet.Numerics;

/// <summary>Moves images, height × width × channels, between the layouts that kernels read. Steps are images of height 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Images
{
    /// <summary>Copies images into larger ones, with zeros around them and behind each pixel's channels.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">Images of height × width pixels.</param>
    /// <param name="destination">Receives images of newHeight × newWidth pixels.</param>
    /// <param name="height">The height of an image.</param>
    /// <param name="width">The width of an image.</param>
    /// <param name="channels">The values of a pixel.</param>
    /// <param name="stride">The distance from one pixel to the next.</param>
    /// <param name="newHeight">The height of a larger image.</param>
    /// <param name="newWidth">The width of a larger image.</param>
    /// <param name="newStride">The distance from one pixel to the next there.</param>
    /// <param name="top">How many rows of zeros stand above.</param>
    /// <param name="left">How many pixels of zeros stand in front of each row.</param>
    /// <param name="first">The first image.</param>
    /// <param name="end">The image after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void Surround<T>(
        ref readonly T source,
        ref T destination,
        int height,
        int width,
        int channels,
        int stride,
        int newHeight,
        int newWidth,
        int newStride,
        int top,
        int left,
        int first,
        int end)
        where T : unmanaged
    {
        for (nint image = first; image < end; image++)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), image * height * width * stride);
            Span<T> to = MemoryMarshal.CreateSpan(
                ref Unsafe.Add(ref destination, image * newHeight * newWidth * newStride), newHeight * newWidth * newStride);
            to[..(((top * newWidth) + left) * newStride)].Clear();
            for (int row = 0; row < height; row++)
            {
                to = to[(row == 0 ? ((top * newWidth) + left) * newStride : newWidth * newStride)..];
                CopyRow(ref from, to, width, channels, stride, newStride);
                from = ref Unsafe.Add(ref from, width * stride);
                int next = row == height - 1 ? to.Length : newWidth * newStride;
                to[(width * newStride)..next].Clear();
            }
        }
    }

    /// <summary>
    /// Writes the weights of a convolution for two neighbouring pixels side by side: as filters with a column more, those of one pixel with zeros behind
    /// them and those of the other with zeros before. Several threads may write the same at once: each value is written once and is what it will be.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">height × width × channels rows of <paramref name="stride"/> weights.</param>
    /// <param name="destination">Receives height × (width + 1) × channels rows of twice as many.</param>
    /// <param name="height">The height of a window.</param>
    /// <param name="width">The width of a window.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    [MethodImpl(Kernel.Options)]
    public static void PairPixels<T>(ref readonly T source, ref T destination, int height, int width, int channels, int stride)
        where T : unmanaged
    {
        int run = width * channels * stride;
        ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(in source, height * run);
        Span<T> to = MemoryMarshal.CreateSpan(ref destination, 2 * height * (run + (channels * stride)));
        for (int row = 0; row < height; row++)
        {
            for (int weight = 0; weight < run + (channels * stride); weight += stride)
            {
                int other = weight - (channels * stride);
                CopyOrClear(weight < run ? from.Slice(weight, stride) : default, to[..stride]);
                CopyOrClear(other >= 0 ? from.Slice(other, stride) : default, to.Slice(stride, stride));
                to = to[(2 * stride)..];
            }

            from = from[run..];
        }
    }

    /// <summary>Writes a row twice.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">The row.</param>
    /// <param name="destination">Receives it, and again behind it.</param>
    /// <param name="stride">Its length.</param>
    [MethodImpl(Kernel.Options)]
    public static void PairRow<T>(ref readonly T source, ref T destination, int stride)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(in source, stride);
        from.CopyTo(MemoryMarshal.CreateSpan(ref destination, stride));
        from.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, stride), stride));
    }

    /// <summary>
    /// Writes the weights of a convolution whose channels are cut into groups as those of one that is not, with zeros between channels and filters of
    /// different groups. Several threads may write the same at once: each value is written once and is what it will be.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">places × channels rows of groups × filters weights.</param>
    /// <param name="destination">Receives places × groups × channels rows of groups × filters weights.</param>
    /// <param name="places">The places of a window.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The channels of a group.</param>
    /// <param name="filters">The filters of a group.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="newStride">The same where they are written.</param>
    [MethodImpl(Kernel.Options)]
    public static void SpreadGroups<T>(
        ref readonly T source, ref T destination, int places, int groups, int channels, int filters, int stride, int newStride)
        where T : unmanaged
    {
        ref T to = ref destination;
        for (nint place = 0; place < places; place++)
        {
            for (int group = 0; group < groups; group++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), ((place * channels) + channel) * stride);
                    for (nint column = 0; column < newStride; column++)
                    {
                        Unsafe.Add(ref to, column) = column / filters == group ? Unsafe.Add(ref from, column) : default;
                    }

                    to = ref Unsafe.Add(ref to, newStride);
                }
            }
        }
    }

    /// <summary>The same with the matrix of each place transposed: groups × filters rows of groups × channels weights.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">places × channels rows of groups × filters weights.</param>
    /// <param name="destination">Receives places × groups × filters rows of groups × channels weights.</param>
    /// <param name="places">The places of a window.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The channels of a group.</param>
    /// <param name="filters">The filters of a group.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="newStride">The same where they are written.</param>
    [MethodImpl(Kernel.Options)]
    public static void SpreadTransposedGroups<T>(
        ref readonly T source, ref T destination, int places, int groups, int channels, int filters, int stride, int newStride)
        where T : unmanaged
    {
        ref T to = ref destination;
        for (nint place = 0; place < places; place++)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), place * channels * stride);
            for (nint filter = 0; filter < groups * filters; filter++)
            {
                for (nint column = 0; column < newStride; column++)
                {
                    Unsafe.Add(ref to, column) = column / channels == filter / filters
                        ? Unsafe.Add(ref from, (column % channels * stride) + filter)
                        : default;
                }

                to = ref Unsafe.Add(ref to, newStride);
            }
        }
    }

    /// <summary>
    /// Puts together, in the first rows of each place, what <see cref="SpreadGroups"/> takes apart: of each channel of a group, the columns of the
    /// filters of its own group.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="rows">Of each place, groups × channels rows of groups × filters values; its first rows, one for each channel of a group, receive them.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The channels of a group.</param>
    /// <param name="filters">The filters of a group.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The place after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void GatherGroups<T>(ref T rows, int groups, int channels, int filters, int stride, int first, int end)
        where T : unmanaged
    {
        for (nint place = first; place < end; place++)
        {
            for (int group = 1; group < groups; group++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    nint row = place * groups * channels;
                    MemoryMarshal.CreateReadOnlySpan(
                            in Unsafe.Add(ref rows, ((row + (group * channels) + channel) * stride) + (group * filters)), filters)
                        .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, ((row + channel) * stride) + (group * filters)), filters));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyOrClear<T>(ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged
    {
        if (from.IsEmpty)
        {
            to.Clear();
        }
        else
        {
            from.CopyTo(to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T>(ref T from, Span<T> to, int width, int channels, int stride, int newStride)
        where T : unmanaged
    {
        if (stride == newStride)
        {
            MemoryMarshal.CreateReadOnlySpan(in from, width * stride).CopyTo(to);
            return;
        }

        for (nint pixel = 0; pixel < width; pixel++)
        {
            Span<T> values = to.Slice((int)pixel * newStride, newStride);
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref from, pixel * stride), channels).CopyTo(values);
            values[channels..].Clear();
        }
    }
}

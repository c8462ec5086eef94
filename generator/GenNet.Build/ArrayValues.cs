using System;
using System.Collections.Generic;
using System.IO;
using GenNet.Generator.Weights;
using GenNet.Persistence.Formats;
using GenNet.Persistence.Mapping;

namespace GenNet.Build;

/// <summary>The values of arrays of NumPy as safetensors would have them: little-endian, row after row, array after array.</summary>
internal sealed class ArrayValues
{
    private const int BlockBytes = 1 << 16;

    /// <summary>An array in Fortran's order is in memory as a whole, and may have been packed into next to nothing.</summary>
    private const long MostBytesInMemory = 1 << 23;

    private readonly ITensorSource _source;
    private readonly string _file;
    private readonly long _fileLength;
    private readonly List<DescribedTensor> _tensors = [];

    /// <param name="source">The arrays.</param>
    /// <param name="file">What their file is called in messages.</param>
    /// <param name="fileLength">How many bytes it has.</param>
    public ArrayValues(ITensorSource source, string file, long fileLength)
    {
        _source = source;
        _file = file;
        _fileLength = fileLength;
        foreach (FileTensor tensor in source.Tensors)
        {
            _tensors.Add(new DescribedTensor(tensor.Name, tensor.Type, tensor.Shape, Length));

            // Each of them is below 2⁶⁰, and no sum of two overflows.
            Length += BytesOf(tensor);
            if (Length > int.MaxValue)
            {
                throw new InvalidDataException($"{file} holds 2 GB of values or more, which no assembly has room for. Load it when the program runs.");
            }
        }
    }

    /// <summary>Each array, and where it begins among the values.</summary>
    public IReadOnlyList<DescribedTensor> Tensors => _tensors;

    /// <summary>How many bytes of values there are.</summary>
    public long Length { get; }

    /// <summary>Writes them.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="WeightsFileException">A value is NaN or infinite.</exception>
    public void Write(Stream values)
    {
        var finite = new FiniteValues(_tensors, _file);
        long position = 0;
        _source.Read(tensor => BytesOf(tensor) > 0, (tensor, stream, encoding) =>
        {
            long length = BytesOf(tensor);
            bool isInMemory = encoding.IsFortran && tensor.Shape.Length > 1;
            if (isInMemory && length > MostBytesInMemory + _fileLength)
            {
                throw new InvalidDataException(
                    $"{_file} holds {FileText.Quote(tensor.Name)} in Fortran's order, {length} bytes, more than are brought in order at build. Save "
                    + "numpy.ascontiguousarray of it.");
            }

            int size = ElementType.Size(tensor.Type);
            byte[] block = new byte[(int)Math.Min(isInMemory ? int.MaxValue : BlockBytes, length)];
            for (long left = length; left > 0; left -= block.Length)
            {
                int count = (int)Math.Min(block.Length, left);
                if (stream.Fill(block, count) < count)
                {
                    throw new InvalidDataException(
                        $"{_file} ends before the last value of {FileText.Quote(tensor.Name)}: it is truncated. Save it again, or copy it again from where it comes.");
                }

                if (encoding.IsBigEndian)
                {
                    Swap(block, count, size);
                }

                byte[] ordered = isInMemory ? InRows(block, tensor, size) : block;
                finite.Look(ordered, 0, count, position);
                values.Write(ordered, 0, count);
                position += count;
            }
        });
    }

    private static long BytesOf(FileTensor tensor) => ElementType.Count(tensor.Shape) * ElementType.Size(tensor.Type);

    private static void Swap(byte[] bytes, int count, int size)
    {
        for (int first = 0; first < count; first += size)
        {
            Array.Reverse(bytes, first, size);
        }
    }

    private static byte[] InRows(byte[] columns, FileTensor tensor, int size)
    {
        byte[] rows = new byte[columns.Length];
        var order = new FortranOrder(tensor.Shape);
        for (int first = 0; first < columns.Length; first += size)
        {
            Array.Copy(columns, first, rows, order.Next() * size, size);
        }

        return rows;
    }
}

using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using GenNet.Generator.Weights;
using GenNet.Persistence.Formats;

namespace GenNet.Build;

/// <summary>Reads a weight file of any kind that is known.</summary>
internal static class WeightsFile
{
    /// <summary>
    /// The most bytes of values that become constants in the source. Their compilation takes about 1.2 µs a byte, in every build: some 20 ms for as
    /// many as these. More are a resource, which costs the compiler 2 ms a megabyte and a program 40 µs when it is opened; constants cost a
    /// program nothing, and are trimmed where nobody takes them.
    /// </summary>
    public const int MostConstantBytes = 1 << 14;

    /// <summary>An archive's directory has at most so many.</summary>
    private const int MostArrays = 1 << 16;
    private const int BlockLength = 1 << 16;

    /// <summary>Describes a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What the project calls it.</param>
    /// <param name="link">What the project links it as.</param>
    /// <param name="resource">What the resource is called that it becomes if it is large.</param>
    /// <param name="beside">Where to write its values if they are many and not in the file as a program takes them.</param>
    /// <exception cref="WeightsFileException">It is none that can be read.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static WeightsDescription Describe(string path, string name, string link, string resource, string beside)
    {
        if (!File.Exists(path))
        {
            throw new WeightsFileException(
                WeightsFileException.Missing,
                Directory.Exists(path)
                    ? $"{name} is a folder. Name the file in GenNetWeights."
                    : $"There is no file {name}. Put it there, or correct the path in GenNetWeights.");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockLength, FileOptions.SequentialScan);
        byte[] first = new byte[WeightFormat.FirstBytes];
        ReadOnlySpan<byte> begin = first.AsSpan(0, file.Fill(first, first.Length));
        file.Position = 0;
        if (begin.Length == 0)
        {
            throw new WeightsFileException(WeightsFileException.UnknownFormat, $"{name} is empty. Save the network again.");
        }

        try
        {
            return WeightFormat.IsNpy(begin) ? DescribeArrays("npy", new NpySource(file, name))
                : WeightFormat.IsZip(begin) ? DescribeArrays("npz", Archive(file, name))
                : WeightFormat.Known(begin, name) is { } refused ? throw new WeightsFileException(WeightsFileException.UnknownFormat, refused.Message)
                : !WeightFormat.IsSafetensors(begin, SafetensorsHeader.MostBytes)
                    ? throw new WeightsFileException(WeightsFileException.UnknownFormat, WeightFormat.Unknown(begin, name).Message)
                : DescribeSafetensors(file, name, link, resource);
        }
        catch (InvalidDataException exception)
        {
            throw new WeightsFileException(WeightsFileException.Damaged, exception.Message);
        }

        WeightsDescription DescribeArrays(string format, ITensorSource source)
        {
            var arrays = new ArrayValues(source, name, file.Length);
            byte[]? kept = arrays.Length <= MostConstantBytes ? new byte[arrays.Length] : null;
            using (Stream values = kept is null ? new FileStream(beside, FileMode.Create, FileAccess.Write) : new MemoryStream(kept))
            {
                arrays.Write(values);
            }

            file.Position = 0;
            using var hash = SHA256.Create();
            return new WeightsDescription
            {
                Name = name,
                Link = link,
                Format = format,
                Hash = Digits(hash.ComputeHash(file)),
                Tensors = arrays.Tensors,
                Resource = kept is null ? resource : null,
                IsBeside = kept is null,
                Values = kept is null ? null : Convert.ToBase64String(kept),
            };
        }
    }

    private static WeightsDescription DescribeSafetensors(Stream file, string name, string link, string resource)
    {
        SafetensorsHeader header = SafetensorsHeader.Read(file, name);
        byte[]? kept = header.DataLength <= MostConstantBytes ? new byte[header.DataLength] : null;
        string hash = Scan(file, header.Begin, new FiniteValues(header.Tensors, name), kept);
        return new WeightsDescription
        {
            Name = name,
            Link = link,
            Format = SafetensorsHeader.Format,
            Hash = hash,
            Begin = header.Begin,
            Tensors = header.Tensors,
            Texts = header.Metadata,
            Resource = kept is null ? resource : null,
            Values = kept is null ? null : Convert.ToBase64String(kept),
        };
    }

    private static NpzSource Archive(Stream file, string name)
    {
        var zip = new ZipFile(file, MostArrays, name);
        try
        {
            WeightFormat.RequireArrays(zip.Entries, name);
        }
        catch (InvalidDataException exception)
        {
            throw new WeightsFileException(WeightsFileException.UnknownFormat, exception.Message);
        }

        return new NpzSource(zip, name);
    }

    /// <summary>Goes through a file once: its hash, its values looked at, and kept where there is room for them.</summary>
    private static string Scan(Stream file, long begin, FiniteValues values, byte[]? kept)
    {
        using var hash = SHA256.Create();
        byte[] block = new byte[BlockLength];
        file.Position = 0;
        long position = 0;
        int read;
        while ((read = file.Read(block, 0, block.Length)) > 0)
        {
            hash.TransformBlock(block, 0, read, null, 0);
            int skipped = (int)Math.Min(Math.Max(begin - position, 0), read);
            values.Look(block, skipped, read, position + skipped - begin);
            if (kept is not null)
            {
                Array.Copy(block, skipped, kept, position + skipped - begin, read - skipped);
            }

            position += read;
        }

        hash.TransformFinalBlock(block, 0, 0);
        return Digits(hash.Hash!);
    }

    private static string Digits(byte[] hash) => BitConverter.ToString(hash).Replace("-", string.Empty).ToLowerInvariant();
}

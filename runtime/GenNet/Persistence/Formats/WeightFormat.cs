using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>What a file is, by its first bytes, whatever its name says; and what becomes of those that are not read.</summary>
internal static class WeightFormat
{
    /// <summary>So many bytes tell files apart.</summary>
    public const int FirstBytes = 16;

    private const string Formats = "GenNet reads safetensors, .npz and .npy";

    private const string FromPickle =
        "a pickle, which is a program that runs when it is read, so GenNet does not read it. Two lines of Python make weights of it: import numpy, torch; "
        + "numpy.savez(\"weights.npz\", **{name: values.numpy() for name, values in torch.load(\"weights.pt\", map_location=\"cpu\").items()}). Use weights.npz.";

    private const string FromKeras =
        "Two lines of Python make weights of it: import keras, numpy; numpy.savez(\"weights.npz\", **{w.path: w.numpy() for w in "
        + "keras.saving.load_model(\"model.keras\").weights}), with w.name for w.path before Keras 3. Use weights.npz.";

    public static bool IsNpy(ReadOnlySpan<byte> first) => first.StartsWith(NpyHeader.Signature);

    public static bool IsZip(ReadOnlySpan<byte> first) => first.StartsWith("PK\x03\x04"u8) || first.StartsWith("PK\x05\x06"u8);

    /// <summary>Whether a safetensors header can begin here, or one that is damaged.</summary>
    public static bool IsSafetensors(ReadOnlySpan<byte> first, ulong mostHeaderBytes) =>
        first.Length <= sizeof(ulong)
        || first[sizeof(ulong)] == '{'
        || BinaryPrimitives.ReadUInt64LittleEndian(first) <= mostHeaderBytes;

    /// <summary>Refuses the archives of others.</summary>
    public static void RequireArrays(IReadOnlyList<ZipEntry> entries, string source)
    {
        foreach (ZipEntry entry in entries)
        {
            if (entry.Name == "data.pkl" || entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{source} is a file of PyTorch's, {FromPickle}");
            }

            if (entry.Name == "model.weights.h5")
            {
                throw new InvalidDataException($"{source} is a model of Keras's with its weights in HDF5, which GenNet does not read. {FromKeras}");
            }
        }
    }

    /// <summary>What a file of others is, and what becomes of it; null where its first bytes are nobody's that is known.</summary>
    public static InvalidDataException? Known(ReadOnlySpan<byte> first, string source)
    {
        if (first.Length <= sizeof(ulong) || first[sizeof(ulong)] == '{')
        {
            return null;
        }

        if (first.Slice(1).StartsWith("HDF\r"u8) && first[0] == 0x89)
        {
            return new InvalidDataException($"{source} is HDF5, in which Keras keeps weights, and which GenNet does not read. {FromKeras}");
        }

        if (first[0] == 0x80 && first[1] is >= 2 and <= 5)
        {
            return new InvalidDataException($"{source} is {FromPickle}");
        }

        if (first[0] == 0x08 && first[1] < 0x20 && first[2] is 0x12 or 0x3a or 0x1a)
        {
            return new InvalidDataException(
                $"{source} looks like ONNX, a whole model, and {Formats}, which are its weights. Save those: numpy.savez(\"weights.npz\", **{{i.name: "
                + "onnx.numpy_helper.to_array(i) for i in onnx.load(\"model.onnx\").graph.initializer}).");
        }

        if (first.StartsWith("version https://"u8))
        {
            return new InvalidDataException($"{source} is a pointer of Git LFS, which says where the file itself is kept. Fetch that: git lfs pull.");
        }

        string? name = first[0] == 0x1f && first[1] == 0x8b ? "packed with gzip: unpack it first, because"
            : first.StartsWith("GGUF"u8) ? "GGUF, the weights of a language model, and"
            : first.Slice(4).StartsWith("TFL3"u8) ? "a model of TensorFlow Lite, and"
            : !IsText(first) ? null
            : first[0] is (byte)'{' or (byte)'[' ? "JSON, and"
            : first[0] == '<' ? "XML or HTML, perhaps a page instead of the file, and"
            : "text, CSV perhaps, and";
        return name is null ? null
            : new InvalidDataException($"{source} is {name} {Formats}. Save the weights in one of them, from Python for example with numpy.savez.");
    }

    /// <summary>Why what is not known is not read.</summary>
    public static InvalidDataException Unknown(ReadOnlySpan<byte> first, string source) => new(
        $"{source} is no weight file, or a damaged one: it begins with the bytes {BitConverter.ToString(first.ToArray()).Replace("-", string.Empty)}, and {Formats}. Save the weights in one of them.");

    private static bool IsText(ReadOnlySpan<byte> first)
    {
        foreach (byte value in first)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7f)
            {
                return false;
            }
        }

        return true;
    }
}

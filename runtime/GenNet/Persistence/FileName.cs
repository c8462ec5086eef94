using System;
using System.IO;

namespace GenNet.Persistence;

/// <summary>Names of files that are written, which are safetensors.</summary>
internal static class FileName
{
    private static readonly (string Extension, string Format)[] s_others =
    [
        (".npz", "an archive of NumPy"),
        (".npy", "an array of NumPy"),
        (".pt", "a pickle of PyTorch"),
        (".pth", "a pickle of PyTorch"),
        (".h5", "HDF5 of Keras"),
        (".keras", "a model of Keras"),
        (".onnx", "ONNX"),
        (".tflite", "TensorFlow Lite"),
        (".gguf", "GGUF"),
    ];

    /// <summary>Refuses a name by which other programs would take the file for one of another format, and call it damaged.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The name is that of another format.</exception>
    public static void RequireSafetensors(string path)
    {
        string extension = Path.GetExtension(path);
        foreach ((string other, string format) in s_others)
        {
            if (extension.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"{path} has the name of {format}, but what is saved is safetensors, and what reads {other} would call it damaged. "
                    + $"Name it {Path.ChangeExtension(Path.GetFileName(path), ".safetensors")}: Python reads that with safetensors.numpy.load_file.",
                    nameof(path));
            }
        }
    }
}

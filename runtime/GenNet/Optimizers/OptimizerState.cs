using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using GenNet.Persistence;

namespace GenNet;

/// <summary>
/// What an optimizer remembers of one network. It belongs to the pair: <see cref="Optimizer.StateOf"/> gives it, and it goes when either of
/// the two does.
/// </summary>
public abstract class OptimizerState
{
    private protected OptimizerState(string optimizer, string network)
    {
        OptimizerName = optimizer;
        NetworkName = network;
    }

    /// <summary>
    /// The number of steps taken, that under way included: 1 in the first call of <see cref="Optimizer.Update"/>. <see cref="Sgd"/>, which
    /// remembers nothing, does not count.
    /// </summary>
    public long Step { get; internal set; }

    /// <summary>The names of the values that are remembered of each parameter, in the order in which they were first asked for.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>What the optimizer is called.</summary>
    internal string OptimizerName { get; }

    /// <summary>What the network is called.</summary>
    internal string NetworkName { get; }

    /// <summary>Forgets everything: the next step is like the first.</summary>
    public abstract void Reset();

    /// <summary>
    /// Writes the state to a safetensors file: for each name and each tensor of the network one tensor, <c>optimizer.velocity.layer1.kernel</c>
    /// for example, and steps and numbers in the metadata. The file appears whole or not at all, as with <see cref="Network.Save(string)"/>.
    /// </summary>
    /// <param name="path">The file to write, replaced if it exists.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite, as after training that diverged.</exception>
    public void Save(string path) => FileReplacement.Write(path, Save);

    /// <summary>Writes the state to a stream in the safetensors format.</summary>
    /// <param name="stream">A writable stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite, as after training that diverged.</exception>
    public abstract void Save(Stream stream);

    /// <summary>Takes the state from a file that <see cref="Save(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or holds the state of another kind of optimizer or network; the state is as before.
    /// </exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = FileOpening.Read(path);
        Load(file, path);
    }

    /// <summary>Takes the state from a stream that <see cref="Save(Stream)"/> wrote.</summary>
    /// <param name="stream">A readable stream, read to its end and left open.</param>
    /// <exception cref="InvalidDataException">
    /// The stream is damaged, or holds the state of another kind of optimizer or network; the state is as before.
    /// </exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Load(stream, "The stream");
    }

    /// <summary>The state in words: <c>Adam's state of Digits after 20 steps: first, second</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public sealed override string ToString()
    {
        const int MostNames = 4;
        string names = Names.Count == 0 ? string.Empty : ": ";
        for (int i = 0; i < Math.Min(Names.Count, MostNames); i++)
        {
            names += (i == 0 ? string.Empty : ", ") + Names[i];
        }

        names += Names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {Names.Count - MostNames} more") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{OptimizerName}'s state of {NetworkName} after {Counted.Of(Step, "step")}{names}");
    }

    private protected abstract void Load(Stream stream, string source);
}

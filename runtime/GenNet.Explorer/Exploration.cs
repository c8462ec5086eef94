using System;
using System.Text.Json;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>Everything that the page shows of one network, whatever it computes in.</summary>
internal abstract class Exploration : IDisposable
{
    /// <summary>The network's name.</summary>
    public abstract string Name { get; }

    /// <summary>What trains it.</summary>
    public abstract TrainingThread Training { get; }

    /// <summary>What does not change: the declaration, the data, the options.</summary>
    public abstract void WriteFacts(Utf8JsonWriter json);

    /// <summary>The outputs over a square of inputs, for networks of two of them: rows from the top, each point with all outputs.</summary>
    /// <param name="size">Points a side.</param>
    public abstract Task<float[]> BoundaryAsync(int size);

    /// <summary>The values of one tensor of parameters or state, row after row; to be disposed.</summary>
    /// <param name="tensor">Its place among the network's tensors.</param>
    public abstract Task<RentedNumbers> TensorAsync(int tensor);

    /// <summary>The inputs of some samples, and their targets: all inputs first.</summary>
    public abstract float[] Samples(bool ofValidation, ReadOnlySpan<int> samples);

    /// <summary>How values, gradients and activations are distributed, and what is wrong with them.</summary>
    public abstract Task WriteHistogramsAsync(Utf8JsonWriter json);

    /// <summary>What is taken for what, with samples of each case; for a regression, outputs beside targets.</summary>
    public abstract Task WriteConfusionAsync(Utf8JsonWriter json);

    /// <summary>What the network makes of one sample.</summary>
    public abstract Task WriteSampleAsync(Utf8JsonWriter json, bool ofValidation, int sample);

    /// <summary>What each unit yields over a square of inputs, the inputs themselves first: unit after unit, rows from the top.</summary>
    /// <param name="size">Points a side.</param>
    public abstract Task<float[]> MapsAsync(int size);

    /// <summary>What each layer yields for one sample, layer after layer.</summary>
    public abstract Task<float[]> ActivationsAsync(bool ofValidation, int sample);

    /// <summary>The generated files, and which lines are which statement.</summary>
    public abstract void WriteCode(Utf8JsonWriter json);

    /// <summary>Traces a pass over some samples, and keeps it to be looked at.</summary>
    public abstract Task WriteTraceAsync(Utf8JsonWriter json, bool ofValidation, int first, int samples);

    /// <summary>All numbers of the pass that was traced last.</summary>
    public abstract float[] TraceNumbers { get; }

    /// <summary>Begins to check the gradient of some samples, on a thread of its own.</summary>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    public abstract Task StartCheckAsync(int parametersPerTensor);

    /// <summary>Ends the check that is under way.</summary>
    public abstract Task StopCheckAsync();

    /// <summary>The check that is under way or was the last; null before the first.</summary>
    public abstract CheckResult? Check { get; }

    /// <summary>The network's weight file.</summary>
    public abstract Task<byte[]> SaveAsync();

    public abstract void Dispose();
}

using System;
using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <content>How outputs and classes of samples are computed.</content>
public abstract partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many samples of bytes are turned into numbers at a time where the network itself has no passes.</summary>
    private const int MostSamplesWidened = 1024;

    /// <summary>Less work than this, some 20 µs, is done before another thread has woken up.</summary>
    private const double FewestMultiplyAddsToShare = 1_000_000;

    /// <summary>
    /// Computes the outputs of any number of samples on the calling thread. Allocates nothing after a thread's first call.
    /// </summary>
    /// <remarks>
    /// One sample takes another way through the network than several: its sums are added up in another order. So a sample that is alone and
    /// the same one in a batch may differ in the last bits, as two machines may; each of them comes out the same every time.
    /// </remarks>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="outputs">
    /// Receives samples × <c>OutputSize</c> values. Those of one sample may take its own place; those of several need memory of their own.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, or the outputs of several samples overlap the inputs.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        // One sample is the common case: no division, and jumps instead of calls, which Kernel.Options would forbid.
        if (inputs.Length == _plainInputSize && outputs.Length == _outputSize)
        {
            if (IsApart(inputs, outputs))
            {
                ForwardOne(in MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs));
            }
            else
            {
                PredictInPlace(inputs, outputs);
            }

            return;
        }

        PredictMany(inputs, outputs);
    }

    /// <summary>Computes the outputs of any number of samples on the calling thread, into an array of their own.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <returns>The outputs, row after row: samples × <c>OutputSize</c> values.</returns>
    /// <exception cref="ArgumentException">The length is not that of a whole number of samples.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        T[] outputs = new T[checked(BatchShape.CountSamples(Layout, inputs.Length) * _outputSize)];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// Computes the outputs of a large batch on several threads, which wait a second for the next one when it is done. The outputs have the same
    /// bits as <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> gives. Small batches stay on the calling thread, and so does a batch that
    /// comes while the threads are busy with another.
    /// </summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="threads">The most threads to use, 1 or more; never more than the machine has processors.</param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, or the outputs of several lie over inputs.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Predict(inputs, outputs, Math.Min(threads, Environment.ProcessorCount), team: null);
    }

    /// <summary>
    /// Computes the outputs of a large batch on a team's threads, as <see cref="Predict(ReadOnlySpan{T}, Span{T}, int)"/> does. While the team works for
    /// another call, a batch stays on the calling thread.
    /// </summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="team">The threads.</param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, or the outputs of several lie over inputs.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="team"/> is null.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="team"/> is disposed.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (team.TryEnter() is not { } workers)
        {
            Predict(inputs, outputs);
            return;
        }

        try
        {
            Predict(inputs, outputs, team.Threads, workers);
        }
        finally
        {
            team.Leave();
        }
    }

    private unsafe void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, int threads, WorkerTeam? team)
    {
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        if (samples == 1)
        {
            // Which may take its own place, as ever.
            Predict(inputs, outputs);
            return;
        }

        BatchShape.RefuseOverlap(inputs, outputs);
        Indices.Require(Layout, inputs);
        if (threads == 1 || samples * Layout.MultiplyAdds < FewestMultiplyAddsToShare)
        {
            ForwardPasses(inputs, outputs, samples);
            return;
        }

        fixed (T* input = inputs, output = outputs)
        {
            SharedPrediction<T>.Run(this, input, output, samples, threads, team);
        }
    }

    /// <summary>
    /// The class of one sample. With several outputs it is the index of the largest, the lowest of them where several are largest, NaN
    /// counting as less than everything. With one output it is 1 where that passes a threshold, else 0: ½ after
    /// <see cref="Activation.Sigmoid"/> and with squared errors and other distances, which are for the targets 0 and 1; 0 with hinge
    /// losses, and with distances after functions from −1 to 1 like <see cref="Activation.Tanh"/>, which are for the targets −1 and 1.
    /// <see cref="Network.Evaluate"/> goes by the same rule where each sample has one class; labels of which a sample may have several it
    /// counts one by one. docs/functions.md has it for every loss, your own included.
    /// </summary>
    /// <param name="input">One sample: <c>InputSize</c> values.</param>
    /// <returns>An index from 0 to <c>OutputSize</c> − 1, or with one output 0 or 1.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is not one sample.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network yields one number that is no class: its loss is <see cref="Loss.Pinball"/>, <see cref="Loss.PoissonNll"/> or
    /// <see cref="Loss.GaussianNll"/>.
    /// </exception>
    [SkipLocalsInit]
    public unsafe int Classify(ReadOnlySpan<T> input)
    {
        if (input.Length != _inputSize)
        {
            throw new ArgumentException(
                $"Classify takes one sample of {Counted.Of(_inputSize, "value")}, but input has {input.Length}.", nameof(input));
        }

        const int MostOnStack = 1024;
        if (_outputSize <= MostOnStack)
        {
            Span<T> outputs = stackalloc T[MostOnStack];
            outputs = outputs[.._outputSize];
            Predict(input, outputs);
            return ClassReading.ClassOf<T>(Layout, outputs);
        }

        Indices.Require(Layout, input);
        ref T scratch = ref Workspace.Rent<T>(checked(Layout.PredictionWorkspaceLength + _outputSize));
        Span<T> large = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref scratch, Layout.PredictionWorkspaceLength), _outputSize);
        fixed (T* first = input)
        {
            Forward(in *first, ref MemoryMarshal.GetReference(large), ref scratch, 1);
        }

        return ClassReading.ClassOf<T>(Layout, large);
    }

    /// <summary>The class of each of any number of samples, by the rule of <see cref="Classify(ReadOnlySpan{T})"/>, on the calling thread.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="classes">
    /// Receives for each sample an index from 0 to <c>OutputSize</c> − 1, or with one output 0 or 1. Samples are computed together, so one whose
    /// two largest outputs are equal but for rounding may get another class than alone.
    /// </param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="InvalidOperationException">The network yields one number that is no class.</exception>
    public void Classify(ReadOnlySpan<T> inputs, Span<int> classes)
    {
        int samples = BatchShape.CountSamples(Layout, inputs.Length);
        if (classes.Length != samples)
        {
            throw new ArgumentException(
                $"inputs has {Counted.Of(samples, "sample")} of {Counted.Of(_inputSize, "value")}, but classes has room for {classes.Length}: give it {samples}.", nameof(classes));
        }

        int most = Math.Min(Math.Min(Layout.SamplesPerPrediction, MostSamplesWidened), samples);
        T[] outputs = ArrayPool<T>.Shared.Rent(most * _outputSize);
        int count;
        for (int first = 0; first < samples; first += count)
        {
            count = NetworkLayout.NextPass(samples - first, most);
            Predict(inputs.Slice(first * _inputSize, count * _inputSize), outputs.AsSpan(0, count * _outputSize));
            for (int i = 0; i < count; i++)
            {
                classes[first + i] = ClassReading.ClassOf<T>(Layout, outputs.AsSpan(i * _outputSize, _outputSize));
            }
        }

        ArrayPool<T>.Shared.Return(outputs);
    }

    /// <summary>The class of each of any number of samples, as <see cref="Classify(ReadOnlySpan{T}, Span{int})"/>, in an array of their own.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <returns>For each sample an index from 0 to <c>OutputSize</c> − 1, or with one output 0 or 1.</returns>
    /// <exception cref="ArgumentException">The length is not that of a whole number of samples.</exception>
    /// <exception cref="InvalidOperationException">The network yields one number that is no class.</exception>
    public int[] ClassifyEach(ReadOnlySpan<T> inputs)
    {
        int[] classes = new int[BatchShape.CountSamples(Layout, inputs.Length)];
        Classify(inputs, classes);
        return classes;
    }

    /// <summary>Computes the outputs of any number of samples of bytes, as <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> does.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(Kernel.Options)]
    protected unsafe void PredictFromBytes(ReadOnlySpan<byte> inputs, Span<T> outputs, T scale)
    {
        Indices.RefuseBytes(Layout);
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        if (samples > 1)
        {
            BatchShape.RefuseOverlap(inputs, MemoryMarshal.AsBytes(outputs));
        }

        int most = Math.Min(Math.Min(Layout.SamplesPerPrediction, MostSamplesWidened), samples);
        ref T workspace = ref Workspace.Rent<T>(checked(Layout.PredictionWorkspaceLength + (most * _inputSize)));
        fixed (byte* input = inputs)
        {
            fixed (T* output = outputs, scratch = &workspace)
            {
                T* widened = scratch + Layout.PredictionWorkspaceLength;
                int count;
                for (int first = 0; first < samples; first += count)
                {
                    count = NetworkLayout.NextPass(samples - first, most);
                    Bytes.Scale(input + ((nint)first * _inputSize), widened, (nint)count * _inputSize, scale);
                    Forward(in *widened, ref output[(nint)first * _outputSize], ref workspace, count);
                }
            }
        }
    }

    /// <summary>Computes the outputs of any number of samples of bytes, as <see cref="Predict(ReadOnlySpan{T})"/> does.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The outputs, row after row: samples × <c>OutputSize</c> values.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected T[] PredictFromBytes(ReadOnlySpan<byte> inputs, T scale)
    {
        T[] outputs = new T[checked(BatchShape.CountSamples(Layout, inputs.Length) * _outputSize)];
        PredictFromBytes(inputs, outputs, scale);
        return outputs;
    }

    /// <summary>Computes the outputs of samples <paramref name="first"/> to <paramref name="end"/> of many.</summary>
    internal unsafe void ForwardPasses(T* inputs, T* outputs, int first, int end) => ForwardPasses(
        new ReadOnlySpan<T>(inputs + ((nint)first * _inputSize), (end - first) * _inputSize),
        new Span<T>(outputs + ((nint)first * _outputSize), (end - first) * _outputSize),
        end - first);

    /// <summary>Whether two spans, neither of them empty, share no memory; <c>Overlaps</c> is a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsApart(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        // They share some where the outputs begin less than their length before the inputs, or less than the inputs' length behind: one comparison.
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs));
        nint size = Unsafe.SizeOf<T>();
        nint outputBytes = outputs.Length * size;
        return (nuint)(distance + outputBytes - 1) >= (nuint)((inputs.Length * size) + outputBytes - 1);
    }

    /// <summary>One sample whose outputs take its own place: the pass reads a copy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PredictInPlace(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        ref T workspace = ref Workspace.Rent<T>(checked(Layout.PredictionWorkspaceLength + _inputSize));
        Span<T> copy = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, Layout.PredictionWorkspaceLength), _inputSize);
        inputs.CopyTo(copy);
        ForwardOne(in MemoryMarshal.GetReference(copy), ref MemoryMarshal.GetReference(outputs));
    }

    [MethodImpl(Kernel.Options)]
    private void PredictMany(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        Indices.Require(Layout, inputs);
        if (samples == 1 && inputs.Overlaps(outputs))
        {
            PredictInPlace(inputs, outputs);
            return;
        }

        BatchShape.RefuseOverlap(inputs, outputs);
        ForwardPasses(inputs, outputs, samples);
    }

    [MethodImpl(Kernel.Options)]
    private void ForwardPasses(ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
    {
        int count;
        for (int first = 0; first < samples; first += count)
        {
            count = NetworkLayout.NextPass(samples - first, Layout.SamplesPerPrediction);
            ForwardPass(in inputs[first * _inputSize], ref outputs[first * _outputSize], count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void ForwardPass(ref readonly T inputs, ref T outputs, int samples)
    {
        int workspaceLength = Layout.PredictionWorkspaceLength;
        ref T workspace = ref workspaceLength == 0 ? ref Unsafe.NullRef<T>() : ref Workspace.Rent<T>(workspaceLength);
        fixed (T* input = &inputs, output = &outputs)
        {
            Forward(in *input, ref *output, ref workspace, samples);
        }
    }
}

using System;

namespace GenNet;

/// <summary>Reads the samples of an <see cref="IDataSource"/>, one after another, always in the same order. One thread at a time calls it.</summary>
public interface ISampleReader : IDisposable
{
    /// <summary>Reads the next sample.</summary>
    /// <param name="inputs">Receives its inputs.</param>
    /// <param name="targets">Receives its targets.</param>
    /// <returns>Whether there was one.</returns>
    bool TryRead(Span<float> inputs, Span<float> targets);
}

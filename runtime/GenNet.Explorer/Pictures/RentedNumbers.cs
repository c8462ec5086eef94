using System;
using System.Buffers;

namespace GenNet.Exploring;

/// <summary>
/// Numbers that are sent many times a second, in an array of the pool: new arrays of this size would have the collector stop training again and again.
/// </summary>
/// <param name="count">How many numbers there are.</param>
internal sealed class RentedNumbers(int count) : IDisposable
{
    private float[] _array = ArrayPool<float>.Shared.Rent(count);

    public Span<float> Values => _array.AsSpan(0, count);

    /// <summary>Gives the array back; nobody may read it any more.</summary>
    public void Dispose()
    {
        if (_array.Length > 0)
        {
            ArrayPool<float>.Shared.Return(_array);
            _array = [];
        }
    }
}

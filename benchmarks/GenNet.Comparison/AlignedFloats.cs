using System;
using System.Runtime.CompilerServices;

namespace GenNet.Comparison;

/// <summary>Floats on a 64-byte boundary, as generated code has its memory.</summary>
internal sealed class AlignedFloats
{
    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly int _first;

    /// <summary>A copy of some values.</summary>
    public unsafe AlignedFloats(ReadOnlySpan<float> values)
    {
        _array = GC.AllocateArray<float>(values.Length + (Alignment / sizeof(float)), pinned: true);
        long address = (long)Unsafe.AsPointer(ref _array[0]);
        _first = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(float);
        values.CopyTo(Values);
    }

    /// <summary>The values.</summary>
    public Span<float> Values => _array.AsSpan(_first, _array.Length - (Alignment / sizeof(float)));

    /// <summary>The first of them.</summary>
    public ref float First => ref _array[_first];
}

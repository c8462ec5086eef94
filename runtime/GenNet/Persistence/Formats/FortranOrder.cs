using System;

namespace GenNet.Persistence.Formats;

/// <summary>Where the values of a tensor belong that come column after column, the first dimension changing fastest.</summary>
internal sealed class FortranOrder
{
    private readonly int[] _shape;
    private readonly int[] _strides;
    private readonly int[] _at;
    private int _next;

    public FortranOrder(long[] shape)
    {
        _shape = Array.ConvertAll(shape, size => (int)size);
        _at = new int[shape.Length];
        _strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            _strides[axis] = stride;
            stride *= _shape[axis];
        }
    }

    /// <summary>The place of the next value in row-major order.</summary>
    public int Next()
    {
        int place = _next;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            _next += _strides[axis];
            if (++_at[axis] < _shape[axis])
            {
                break;
            }

            _next -= _strides[axis] * _shape[axis];
            _at[axis] = 0;
        }

        return place;
    }
}

using System;

namespace GenNet.Persistence;

/// <summary>
/// Translates between the storage, whose rows are padded for the kernels and may lie in panels, and the order people see: tensor by tensor, each
/// row-major.
/// </summary>
internal static class ParameterOrder
{
    /// <summary>Whether the storage is the parameters in the order people see, all of them trainable and without padding between them.</summary>
    public static bool IsStorageOrder(NetworkLayout layout)
    {
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.Trainable
                || tensor.Offset != next
                || tensor.GroupWidth != tensor.GroupSize
                || tensor.GroupShift != 0
                || tensor.PanelWidth < tensor.Columns
                || (tensor.PanelWidth > tensor.Columns && tensor.Rows > 1))
            {
                return false;
            }

            next += tensor.Length;
        }

        return true;
    }

    /// <summary>Copies the parameters out of the storage, or with the state every value of it.</summary>
    public static void CopyFromStorage<T>(
        NetworkLayout layout, ReadOnlySpan<T> storage, Span<T> destination, bool includesState = false)
    {
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.State || includesState)
            {
                CopyFromStorage(tensor, storage, destination.Slice(next, tensor.Length));
                next += tensor.Length;
            }
        }
    }

    /// <summary>Copies a gradient that lies as the storage does. Nobody computes that of frozen parameters, which is 0.</summary>
    public static void CopyGradient<T>(NetworkLayout layout, ReadOnlySpan<T> stored, Span<T> gradient)
    {
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role == TensorRole.State)
            {
                continue;
            }

            Span<T> destination = gradient.Slice(next, tensor.Length);
            next += tensor.Length;
            if (tensor.Role == TensorRole.Frozen)
            {
                destination.Clear();
            }
            else
            {
                CopyFromStorage(tensor, stored, destination);
            }
        }
    }

    /// <summary>Copies the parameters into the storage, or every value of it with the state; padding stays as it is.</summary>
    public static void CopyToStorage<T>(NetworkLayout layout, ReadOnlySpan<T> source, Span<T> storage, bool includesState = false)
    {
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.State || includesState)
            {
                CopyToStorage(tensor, source.Slice(next, tensor.Length), storage);
                next += tensor.Length;
            }
        }
    }

    /// <summary>Copies the parameters that learn into the storage; frozen ones, state and padding stay as they are.</summary>
    public static void CopyTrainedToStorage<T>(NetworkLayout layout, ReadOnlySpan<T> source, Span<T> storage)
    {
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role == TensorRole.Trainable)
            {
                CopyToStorage(tensor, source.Slice(next, tensor.Length), storage);
            }

            next += tensor.Role == TensorRole.State ? 0 : tensor.Length;
        }
    }

    /// <summary>Copies the values of one tensor to where they are stored.</summary>
    public static void CopyToStorage<T>(TensorLayout tensor, ReadOnlySpan<T> values, Span<T> storage)
    {
        for (int row = 0; row < tensor.Rows; row++)
        {
            for (int column = 0; column < tensor.Columns; column += tensor.StretchLength(column))
            {
                values.Slice((row * tensor.Columns) + column, tensor.StretchLength(column)).CopyTo(storage[tensor.IndexOf(row, column)..]);
            }
        }
    }

    private static void CopyFromStorage<T>(TensorLayout tensor, ReadOnlySpan<T> storage, Span<T> values)
    {
        for (int row = 0; row < tensor.Rows; row++)
        {
            for (int column = 0; column < tensor.Columns; column += tensor.StretchLength(column))
            {
                storage.Slice(tensor.IndexOf(row, column), tensor.StretchLength(column)).CopyTo(values[((row * tensor.Columns) + column)..]);
            }
        }
    }
}

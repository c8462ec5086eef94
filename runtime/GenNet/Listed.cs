using System;
using System.Collections.Generic;
using System.Globalization;

namespace GenNet;

/// <summary>Lists that callers give.</summary>
internal static class Listed
{
    /// <summary>A list that is there and so is each of its elements, which otherwise would fail somewhere later.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="name">What it is called.</param>
    public static IReadOnlyList<T> Complete<T>(IReadOnlyList<T>? list, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
            {
                throw new ArgumentNullException(name, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is null. Leave it out, or give what it should be."));
            }
        }

        return list;
    }
}

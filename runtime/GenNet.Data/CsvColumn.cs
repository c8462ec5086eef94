using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace GenNet;

/// <summary>A column that is used, and what its cells mean.</summary>
/// <param name="name">Its name in the first line, or its number.</param>
/// <param name="index">Its place in a row.</param>
/// <param name="isWord">Whether its cells are values to be told apart, and no numbers.</param>
internal sealed class CsvColumn(string name, int index, bool isWord)
{
    private Dictionary<string, int>? _places;

    public string Name => name;

    public int Index => index;

    public bool IsWord => isWord;

    /// <summary>The different values in ascending order; empty where the cells are numbers.</summary>
    public IReadOnlyList<string> Values { get; private set; } = [];

    /// <summary>What the inputs that it becomes are called.</summary>
    public IEnumerable<string> Names => isWord ? Values.Select(value => $"{name}={value}") : [name];

    /// <summary>The number of inputs that it becomes.</summary>
    public int Width => isWord ? Values.Count : 1;

    /// <summary>Knows all values from now on.</summary>
    public void Know(IEnumerable<string> values)
    {
        List<string> all = [.. values];
        bool areNumbers = all.TrueForAll(value => TryNumber(value, out _));
        Values = areNumbers ? [.. all.OrderBy(Number).ThenBy(value => value, StringComparer.Ordinal)] : [.. all.Order(StringComparer.Ordinal)];
        _places = Values.Select((value, place) => (value, place)).ToDictionary(pair => pair.value, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>The place of a value among all of them, or −1.</summary>
    public int PlaceOf(string value) => _places!.TryGetValue(value, out int place) ? place : -1;

    private static double Number(string value) => TryNumber(value, out double number) ? number : double.NaN;

    private static bool TryNumber(string value, out double number) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>What the method of one step of a recurrent layer reads and writes, by name: a row of each sample.</summary>
/// <param name="element">The network's floating-point type.</param>
internal sealed class StepPlaces(string element)
{
    private readonly List<Place> _places = [];

    /// <summary>All of them as the method's parameters.</summary>
    public string Parameters => string.Concat(_places.Select(place => $"ref {element} {place.Name}, "));

    /// <summary>The same where the method is called.</summary>
    public string Arguments => string.Concat(_places.Select(place => $"ref {place.Name}, "));

    /// <summary>Adds one.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="row">What the row of a sample is called.</param>
    /// <param name="slot">Where it lies.</param>
    /// <param name="before">How far behind a step's row that of the step before lies, where that is read too.</param>
    public void Add(string name, string row, Slot slot, int? before = null) =>
        _places.Add(new Place(name, row, slot.Stride * slot.Positions, before));

    /// <summary>Writes the rows of a sample.</summary>
    public void WriteRows(SourceWriter writer)
    {
        foreach (Place place in _places)
        {
            writer.WriteLine($"ref {element} {place.Row} = ref Unsafe.Add(ref {place.Name}, sample * {Text(place.SampleStride)});");
            if (place.Before is { } before)
            {
                writer.WriteLine($"ref {element} {place.Row}Before = ref Unsafe.Add(ref {place.Row}, {Text(before)});");
            }
        }
    }

    /// <summary>The vector of a row that belongs to some units of a group.</summary>
    public static Code Load(VectorType vectors, string row, int column) => new Name(LoadText(vectors, row, column));

    /// <inheritdoc cref="Load"/>
    public static string LoadText(VectorType vectors, string row, int column) => $"{vectors.Class}.LoadUnsafe(ref {row}, {Index(column)})";

    /// <summary>Where the vector of some units begins in a row.</summary>
    public static string Index(int column) => column == 0 ? "(nuint)unit" : $"(nuint)(unit + {Text(column)})";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Place(string Name, string Row, int SampleStride, int? Before);
}

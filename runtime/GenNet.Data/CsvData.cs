using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Persistence;

namespace GenNet;

/// <summary>
/// The samples of a CSV file, and what its columns and classes are called. Numbers are read the same in every culture, with a decimal point.
/// </summary>
/// <example>
/// <code>
/// CsvData wine = CsvData.Read("wine.csv", new CsvSchema { Label = "cultivar" });
/// (Dataset training, Dataset test) = wine.Samples.Split(0.8);
/// </code>
/// </example>
public sealed class CsvData
{
    private readonly CsvColumns _columns;

    internal CsvData(CsvColumns columns, Dataset samples, int skippedRows)
    {
        _columns = columns;
        SkippedRows = skippedRows;
        InputNames = [.. columns.Inputs.SelectMany(column => column.Names)];
        Classes = columns.Label?.Values ?? [];
        TargetNames = columns switch
        {
            { Schema.Positive: { } positive } => [positive],
            { Label: { } label } => label.Values,
            _ => columns.Schema.Targets,
        };
        Samples = samples.WithNames(columns.Schema.Positive is { } yes ? [Classes[0] == yes ? Classes[1] : Classes[0], yes] : TargetNames);
    }

    /// <summary>The rows of the file, in its order. Reports on them call the classes and targets what the file calls them.</summary>
    public Dataset Samples { get; }

    /// <summary>What each input is: the name of its column, or <c>colour=red</c> for a value of a category.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>What each target is: the name of its column, or the class that it stands for.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>
    /// The values of <see cref="CsvSchema.Label"/>, in ascending order, of numbers or else of words: the class that <see cref="Network{T}.Classify(ReadOnlySpan{T})"/>
    /// answers with an index is the one at its place. Empty where there is no label.
    /// </summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many rows were left out because they miss a value (<see cref="MissingValues.SkipRow"/>).</summary>
    public int SkippedRows { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="schema">Which column is what.</param>
    /// <returns>The samples.</returns>
    /// <exception cref="ArgumentException">The schema contradicts itself.</exception>
    /// <exception cref="InvalidDataException">
    /// The file does not fit the schema, or a cell cannot be read: the message has its line and column, and what to do.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static CsvData Read(string path, CsvSchema schema)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(FileOpening.Read(path));
        return Read(reader, schema, Path.GetFileName(path));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The text; it is read to its end and stays open.</param>
    /// <param name="schema">Which column is what.</param>
    /// <param name="name">What messages call it.</param>
    /// <inheritdoc cref="Read(string, CsvSchema)"/>
    public static CsvData Read(TextReader reader, CsvSchema schema, string name = "the text")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(name);
        return new CsvFile(name, schema).Read(reader, alike: null);
    }

    /// <summary>
    /// Reads another file of the same columns, the test samples beside those for training for example: categories and classes are those of this one, in
    /// its order, and a value that this one does not have is an error.
    /// </summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <returns>Its samples.</returns>
    /// <inheritdoc cref="Read(string, CsvSchema)"/>
    public CsvData ReadAlike(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(FileOpening.Read(path));
        return ReadAlike(reader, Path.GetFileName(path));
    }

    /// <summary>Reads another text of the same columns, as <see cref="ReadAlike(string)"/> does.</summary>
    /// <param name="reader">The text; it is read to its end and stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>Its samples.</returns>
    /// <inheritdoc cref="Read(string, CsvSchema)"/>
    public CsvData ReadAlike(TextReader reader, string name = "the text")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        return new CsvFile(name, _columns.Schema).Read(reader, _columns);
    }

    /// <summary>The samples in words, with the number of classes where there are any.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => Classes.Count == 0 ? Samples.ToString() : $"{Samples}: {string.Join(", ", Classes)}";
}

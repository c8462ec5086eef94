using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Generator.Mistakes;

namespace GenNet;

/// <summary>The columns of a file as a schema means them.</summary>
internal sealed class CsvColumns
{
    private CsvColumns(CsvSchema schema, int count, CsvColumn? label, IReadOnlyList<CsvColumn> targets, IReadOnlyList<CsvColumn> inputs)
    {
        Schema = schema;
        Count = count;
        Label = label;
        Targets = targets;
        Inputs = inputs;
    }

    public CsvSchema Schema { get; }

    /// <summary>The number of all columns, those that are not used included.</summary>
    public int Count { get; }

    public CsvColumn? Label { get; }

    public IReadOnlyList<CsvColumn> Targets { get; }

    public IReadOnlyList<CsvColumn> Inputs { get; }

    /// <summary>All that are used, in the order in which a row has them, for messages about the first that is wrong.</summary>
    public IEnumerable<CsvColumn> Used => Inputs.Concat(Targets).Concat(Label is null ? [] : [Label]).OrderBy(column => column.Index);

    /// <summary>Refuses a schema that no file can fit.</summary>
    public static void Require(CsvSchema schema)
    {
        if ((schema.Label is null) == (schema.Targets.Count == 0))
        {
            throw new ArgumentException(
                schema.Label is null
                    ? "The schema says neither which column is the class (Label = \"…\") nor which are the numbers to be predicted (Targets = [\"…\"]): state one of them."
                    : "The schema has a Label, which makes classes, and Targets, which are numbers. State one of them.",
                nameof(schema));
        }

        if (schema is { Positive: not null, Label: null })
        {
            throw new ArgumentException($"Positive is \"{schema.Positive}\", one of two classes, but there is no Label.", nameof(schema));
        }

        IEnumerable<string> stated = schema.Targets.Concat(schema.Categories).Concat(schema.Ignored).Concat(schema.Label is null ? [] : [schema.Label]);
        if (stated.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The schema names the column \"{twice.Key}\" {twice.Count()} times. A column is one thing.", nameof(schema));
        }
    }

    /// <summary>Finds what a schema names among the columns of a file.</summary>
    public static CsvColumns Of(CsvSchema schema, IReadOnlyList<string> names, string file)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException(
                $"{file}, line {schema.SkippedLines + 1}: two columns are called \"{twice.Key}\". Give each a name of its own"
                + (schema.HasHeader ? ", or set HasHeader = false if the first line has values." : "."));
        }

        foreach (string name in schema.Targets.Concat(schema.Categories).Concat(schema.Ignored).Concat(schema.Label is null ? [] : [schema.Label]))
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                string? nearest = NearestName.Find(name, names);
                throw new InvalidDataException(
                    $"{file} has no column \"{name}\". {(nearest is null ? string.Empty : $"Did you mean \"{nearest}\"? ")}"
                    + $"Its columns are {string.Join(", ", names.Select(column => $"\"{column}\""))}"
                    + (schema.HasHeader ? "." : ", because HasHeader is false."));
            }
        }

        CsvColumn Column(string name, bool isWord) => new(name, IndexOf(names, name), isWord);
        CsvColumn? label = schema.Label is null ? null : Column(schema.Label, isWord: true);
        CsvColumn[] targets = [.. schema.Targets.Select(name => Column(name, isWord: false))];
        CsvColumn[] inputs =
        [
            .. names
                .Where(name => name != schema.Label && !schema.Targets.Contains(name) && !schema.Ignored.Contains(name))
                .Select(name => Column(name, schema.Categories.Contains(name))),
        ];
        return inputs.Length > 0
            ? new CsvColumns(schema, names.Count, label, targets, inputs)
            : throw new InvalidDataException(
                $"{file} has {Counted.Of(names.Count, "column")}, of which none is left as an input. "
                + "If there are more, the separator is another: set Separator.");
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}

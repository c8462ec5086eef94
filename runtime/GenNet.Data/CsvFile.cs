using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet.Generator.Mistakes;
using nietras.SeparatedValues;

namespace GenNet;

/// <summary>One file while it is read.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="schema">Which column is what.</param>
internal sealed class CsvFile(string name, CsvSchema schema)
{
    private static readonly string[] s_missing = ["", "?", "NA", "N/A", "NaN", "null"];

    private readonly List<float> _numbers = [];
    private readonly List<string> _words = [];
    private readonly Dictionary<string, string> _interned = new(StringComparer.Ordinal);
    private readonly List<int> _lines = [];
    private int _skipped;

    /// <summary>The number of rows that were read and not skipped.</summary>
    private int Rows => _lines.Count;

    public CsvData Read(TextReader reader, CsvColumns? alike)
    {
        CsvColumns.Require(schema);
        CsvColumns columns;
        try
        {
            columns = ReadAll(reader, alike);
        }
        catch (NotSupportedException exception)
        {
            throw new InvalidDataException(
                $"{name} has a row of more than 16 million characters: is a quotation mark \" that opens a cell not closed?", exception);
        }

        if (Rows == 0)
        {
            throw new InvalidDataException(
                _skipped == 0
                    ? $"{name} has no rows{(schema.HasHeader ? " below its first line" : "")}."
                    : $"{name} has {Counted.Of(_skipped, "row, which misses a value", "rows, and each misses a value")}. Ignore the columns that miss most.");
        }

        float[] inputs = Inputs(columns);
        int inputSize = inputs.Length / Rows;
        return new CsvData(columns, WithTargets(columns, inputs, inputSize), _skipped);
    }

    private CsvColumns ReadAll(TextReader reader, CsvColumns? alike)
    {
        // The mark of UTF-8, which a stream that was opened elsewhere may begin with.
        if (reader.Peek() == '\uFEFF')
        {
            reader.Read();
        }

        for (int i = 0; i < schema.SkippedLines; i++)
        {
            reader.ReadLine();
        }

        var text = new QuoteCounting(reader);
        using SepReader rows = Sep.Reader(options => options with
        {
            Sep = schema.Separator is { } separator ? new Sep(separator) : null,
            HasHeader = false,
            Unescape = true,
            Trim = SepTrim.All,
            DisableColCountCheck = true,
            CultureInfo = CultureInfo.InvariantCulture,
        }).From(text);
        CsvColumns? columns = null;
        CsvColumn[] used = [];
        foreach (SepReader.Row row in rows)
        {
            if (row.ColCount == 1 && row[0].Span.IsWhiteSpace())
            {
                continue;
            }

            if (columns is null)
            {
                string[] names = new string[row.ColCount];
                for (int i = 0; i < names.Length; i++)
                {
                    names[i] = schema.HasHeader ? row[i].ToString() : (i + 1).ToString(CultureInfo.InvariantCulture);
                }

                columns = CsvColumns.Of(schema, names, name);
                used = [.. columns.Used];
                RequireAlike(columns, alike);
                if (schema.HasHeader)
                {
                    continue;
                }
            }

            ReadRow(row, columns, used);
        }

        RequireClosed(text);
        Know(columns ?? throw Empty(), alike);
        return columns;
    }

    private void RequireClosed(QuoteCounting text)
    {
        if (text.OpenLine is { } open)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{name}, line {schema.SkippedLines + open}: a quotation mark \" that opens a cell is not closed until the file ends. Close it, or write a mark that is text as \"\" in a cell in quotation marks."));
        }
    }

    private InvalidDataException Empty() => new(
        $"{name} is empty{(schema.SkippedLines == 0 ? string.Empty : $" but for the {Counted.Of(schema.SkippedLines, "line")} that SkippedLines leaves out")}: "
        + (schema.HasHeader ? "it has no line with the names of its columns." : "it has no rows."));

    private void ReadRow(SepReader.Row row, CsvColumns columns, CsvColumn[] used)
    {
        if (row.ColCount != columns.Count)
        {
            bool hasSeveralLines = row.LineNumberToExcl - row.LineNumberFrom > 1;
            throw new InvalidDataException(
                $"{name}, line {LineOf(row)}: the row has {Counted.Of(row.ColCount, "cell")}, but {Counted.There(columns.Count, "column")}. "
                + (hasSeveralLines
                    ? $"It goes on to line {schema.SkippedLines + row.LineNumberToExcl - 1}: is a quotation mark \" that opens a cell not closed?"
                    : _lines.Count == 0 && schema.HasHeader
                        ? "If the line above has no names of columns, set HasHeader = false, with SkippedLines = 1 if it is no row either."
                        : "A cell that contains the separator is put in quotation marks \"…\"."));
        }

        int numbers = _numbers.Count;
        int words = _words.Count;
        foreach (CsvColumn column in used)
        {
            ReadOnlySpan<char> cell = row[column.Index].Span;
            if (IsMissing(cell))
            {
                if (schema.Missing == MissingValues.Refuse)
                {
                    throw Wrong(LineOf(row), column, cell.IsEmpty ? "the cell is empty" : $"\"{cell}\" stands for no value", $"Fill it in, leave such rows out with Missing = MissingValues.SkipRow, or the column with Ignored = [\"{column.Name}\"].");
                }

                _numbers.RemoveRange(numbers, _numbers.Count - numbers);
                _words.RemoveRange(words, _words.Count - words);
                _skipped++;
                return;
            }

            if (column.IsWord)
            {
                _words.Add(Word(cell));
                if (column == columns.Label)
                {
                    RequireClass(row, column, cell);
                }
            }
            else
            {
                _numbers.Add(Number(row, column, cell));
            }
        }

        _lines.Add(LineOf(row));
    }

    private float Number(SepReader.Row row, CsvColumn column, ReadOnlySpan<char> cell)
    {
        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
        {
            throw Wrong(
                LineOf(row),
                column,
                $"\"{cell}\" is no number",
                NumberWriting.AdviceOn(cell.ToString())
                    ?? $"If the column holds words, say Categories = [\"{column.Name}\"]; if it is of no use, Ignored = [\"{column.Name}\"].");
        }

        return float.IsFinite(number)
            ? number
            : throw Wrong(LineOf(row), column, $"\"{cell}\" is beyond what a float holds", "Numbers are finite, and at most 3.4E+38.");
    }

    /// <summary>A class may be called 1, or 1.0, but hardly 0.37.</summary>
    private void RequireClass(SepReader.Row row, CsvColumn column, ReadOnlySpan<char> cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number != Math.Truncate(number))
        {
            throw Wrong(LineOf(row), column, $"\"{cell}\" is a number with a fraction, and no class", $"If numbers are to be predicted, say Targets = [\"{column.Name}\"] instead of Label.");
        }
    }

    private InvalidDataException Wrong(int line, CsvColumn column, string what, string remedy) => new(
        string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}, column {column.Index + 1} (\"{column.Name}\"): {what}. {remedy}"));

    private int LineOf(SepReader.Row row) => schema.SkippedLines + row.LineNumberFrom;

    private static bool IsMissing(ReadOnlySpan<char> cell)
    {
        foreach (string missing in s_missing)
        {
            if (cell.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One string for all cells that are equal.</summary>
    private string Word(ReadOnlySpan<char> cell)
    {
        var known = _interned.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(cell, out string? word))
        {
            word = cell.ToString();
            _interned.Add(word, word);
        }

        return word;
    }

    private void RequireAlike(CsvColumns columns, CsvColumns? alike)
    {
        if (alike is not null && !columns.Used.Select(column => column.Name).SequenceEqual(alike.Used.Select(column => column.Name)))
        {
            throw new InvalidDataException(
                $"{name} has the columns {string.Join(", ", columns.Used.Select(column => column.Name))}, but those read before are "
                + $"{string.Join(", ", alike.Used.Select(column => column.Name))}, in this order.");
        }
    }

    /// <summary>Tells the columns of words all their values: those of the file read before, or else those that occur.</summary>
    private void Know(CsvColumns columns, CsvColumns? alike)
    {
        CsvColumn[] ofWords = [.. columns.Used.Where(column => column.IsWord)];
        CsvColumn[]? before = alike is null ? null : [.. alike.Used.Where(column => column.IsWord)];
        for (int i = 0; i < ofWords.Length; i++)
        {
            int place = i;
            CsvColumn column = ofWords[i];
            string[] words = [.. Enumerable.Range(0, Rows).Select(row => _words[(row * ofWords.Length) + place])];
            column.Know(before?[i].Values ?? words.Distinct(StringComparer.Ordinal));
            int unknown = Array.FindIndex(words, word => column.PlaceOf(word) < 0);
            if (unknown >= 0)
            {
                throw Wrong(
                    _lines[unknown],
                    column,
                    $"\"{words[unknown]}\" is none of the values read before, {string.Join(", ", column.Values)}",
                    "Correct it, or read first the file that has all values.");
            }
        }
    }

    private float[] Inputs(CsvColumns columns)
    {
        int width = columns.Inputs.Sum(column => column.Width);
        float[] inputs = new float[checked(Rows * width)];
        (CsvColumn Column, bool IsInput)[] used = [.. columns.Used.Select(column => (column, columns.Inputs.Contains(column)))];
        int numbers = 0;
        int words = 0;
        for (int row = 0; row < Rows; row++)
        {
            int at = row * width;
            foreach ((CsvColumn column, bool isInput) in used)
            {
                if (column.IsWord)
                {
                    string word = _words[words++];
                    if (isInput)
                    {
                        inputs[at + column.PlaceOf(word)] = 1;
                    }
                }
                else
                {
                    float number = _numbers[numbers++];
                    if (isInput)
                    {
                        inputs[at] = number;
                    }
                }

                at += isInput ? column.Width : 0;
            }
        }

        return inputs;
    }

    private Dataset WithTargets(CsvColumns columns, float[] inputs, int inputSize)
    {
        if (columns.Label is not { } label)
        {
            return new Dataset(inputs, Targets(columns), inputSize, columns.Targets.Count);
        }

        CsvColumn[] ofWords = [.. columns.Used.Where(column => column.IsWord)];
        int place = Array.IndexOf(ofWords, label);
        int[] classes = [.. Enumerable.Range(0, Rows).Select(row => label.PlaceOf(_words[(row * ofWords.Length) + place]))];
        if (schema.Positive is not { } positive)
        {
            return new Dataset(inputs, classes, inputSize, label.Values.Count);
        }

        int yes = label.PlaceOf(positive);
        return yes >= 0 && label.Values.Count == 2
            ? new Dataset(inputs, Array.ConvertAll(classes, index => index == yes ? 1f : 0), inputSize, 1)
            : throw new InvalidDataException(
                $"{name}, column {label.Index + 1} (\"{label.Name}\"): Positive is \"{positive}\", which is one of two classes, but the column has {string.Join(", ", label.Values)}."
                + (label.Values.Count == 2 && NearestName.Find(positive, label.Values) is { } nearest ? $" Did you mean \"{nearest}\"?" : string.Empty));
    }

    private float[] Targets(CsvColumns columns)
    {
        CsvColumn[] ofNumbers = [.. columns.Used.Where(column => !column.IsWord)];
        int[] places = [.. columns.Targets.Select(target => Array.IndexOf(ofNumbers, target))];
        float[] targets = new float[checked(Rows * places.Length)];
        for (int i = 0; i < targets.Length; i++)
        {
            (int row, int target) = Math.DivRem(i, places.Length);
            targets[i] = _numbers[(row * ofNumbers.Length) + places[target]];
        }

        return targets;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;

namespace GenNet;

/// <summary>
/// Which column of a CSV file is what. One of <see cref="Label"/> and <see cref="Targets"/> is stated; every other column is an input, a number unless
/// it is among <see cref="Categories"/>, and unless it is <see cref="Ignored"/>.
/// </summary>
/// <remarks>
/// Columns go by the names of the first line; in a file without such a line (<see cref="HasHeader"/>) by their number, <c>"1"</c> for the first.
/// </remarks>
/// <example>
/// <code>
/// var schema = new CsvSchema { Targets = ["price"], Categories = ["colour"], Ignored = ["id"] };
/// </code>
/// </example>
public sealed class CsvSchema
{
    /// <summary>The column that holds the class of each row, as a word or a number; null, for none, unless said.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Of two classes the one that is yes, for a network with one output: each row then has one target, 1 for this class and 0 for the other. Null, for
    /// an output for each class, unless said.
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>The columns of numbers that a network should yield, in this order; none unless said.</summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> Targets
    {
        get;
        init => field = Listed.Complete(value, nameof(Targets));
    } = [];

    /// <summary>
    /// The columns whose values are words, or numbers that stand for something: each becomes as many inputs as it has different values, of which one is
    /// 1 and the others are 0. None unless said.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> Categories
    {
        get;
        init => field = Listed.Complete(value, nameof(Categories));
    } = [];

    /// <summary>The columns that are not looked at; none unless said.</summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> Ignored
    {
        get;
        init => field = Listed.Complete(value, nameof(Ignored));
    } = [];

    /// <summary>Whether the first line has the names of the columns. True unless said.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>How many lines above the first one that counts are no rows: 0 or more, 0 unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int SkippedLines
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(SkippedLines));
            field = value;
        }
    }

    /// <summary>What stands between two cells; null, for whichever of comma, semicolon, tab and bar the first line has, unless said. It is a tab or a character of
    /// ASCII, and no quotation mark or #.</summary>
    /// <exception cref="ArgumentException">Cells cannot be separated by the value.</exception>
    public char? Separator
    {
        get;
        init => field = value is null or '\t' or (>= ' ' and <= '~' and not ('"' or '#'))
            ? value
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Separator is the character U+{(int)value:X4}, by which cells cannot be separated. Take a tab or a character of ASCII that is no quotation mark or #."),
                nameof(Separator));
    }

    /// <summary>What is done about cells without a value; an error unless said.</summary>
    public MissingValues Missing { get; init; }
}

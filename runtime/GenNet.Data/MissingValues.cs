namespace GenNet;

/// <summary>What is done about cells without a value: empty ones, and <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c> and <c>null</c>.</summary>
public enum MissingValues
{
    /// <summary>The first one in a column that is used is an error.</summary>
    Refuse,

    /// <summary>A row that misses a value of a column that is used is left out; <see cref="CsvData.SkippedRows"/> counts them.</summary>
    SkipRow,
}

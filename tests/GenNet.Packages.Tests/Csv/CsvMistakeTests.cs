using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Csv;

/// <summary>What cannot be read is refused with its place, and what to do.</summary>
public sealed class CsvMistakeTests
{
    [Theory]
    [InlineData("a,b\n1,2\nx,4", "data.csv, line 3, column 1 (\"a\"): \"x\" is no number. If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("a;b\n1,5;2", "data.csv, line 2, column 1 (\"a\"): \"1,5\" is no number. Numbers are written with a decimal point, in every culture.")]
    [InlineData("a,b\n1e99,2", "data.csv, line 2, column 1 (\"a\"): \"1e99\" is beyond what a float holds. Numbers are finite, and at most 3.4E+38.")]
    [InlineData("a,b\n\"1\",2\n\n,4", "data.csv, line 4, column 1 (\"a\"): the cell is empty. Fill it in, leave such rows out with Missing = MissingValues.SkipRow, or the column with Ignored = [\"a\"].")]
    [InlineData("a,b\n1,NA", "data.csv, line 2, column 2 (\"b\"): \"NA\" stands for no value. Fill it in, leave such rows out with Missing = MissingValues.SkipRow, or the column with Ignored = [\"b\"].")]
    [InlineData("a,b\n0,1\n1,2,3", "data.csv, line 3: the row has 3 cells, but there are 2 columns. A cell that contains the separator is put in quotation marks \"…\".")]
    [InlineData("a,b\n0,1\n1", "data.csv, line 3: the row has 1 cell, but there are 2 columns. A cell that contains the separator is put in quotation marks \"…\".")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "data.csv, line 3: the row has 1 cell, but there are 2 columns. It goes on to line 5: is a quotation mark \" that opens a cell not closed?")]
    [InlineData("569,30\n1,2,3", "data.csv, line 2: the row has 3 cells, but there are 2 columns. If the line above has no names of columns, set HasHeader = false, with SkippedLines = 1 if it is no row either.", "569")]
    [InlineData("a,a,b\n1,2,3", "data.csv, line 1: two columns are called \"a\". Give each a name of its own, or set HasHeader = false if the first line has values.")]
    [InlineData("a,c\n1,2", "data.csv has no column \"b\". Its columns are \"a\", \"c\".")]
    [InlineData("b\n1", "data.csv has 1 column, of which none is left as an input. If there are more, the separator is another: set Separator.")]
    [InlineData("a,b\n", "data.csv has no rows below its first line.")]
    [InlineData("", "data.csv is empty: it has no line with the names of its columns.")]
    [InlineData("\n \r\n\n", "data.csv is empty: it has no line with the names of its columns.")]
    [InlineData("area,rooms\n1,2", "data.csv has no column \"roms\". Did you mean \"rooms\"? Its columns are \"area\", \"rooms\".", "roms")]
    [InlineData("Living Area,b\n1,2", "data.csv has no column \"living_area\". Did you mean \"Living Area\"? Its columns are \"Living Area\", \"b\".", "living_area")]
    public void OfNumbers(string text, string message, string target = "b") =>
        Assert.Equal(message, Refused(text, new CsvSchema { Targets = [target] }));

    [Theory]
    [InlineData("a,b\n1,0.37", null, "data.csv, line 2, column 2 (\"b\"): \"0.37\" is a number with a fraction, and no class. If numbers are to be predicted, say Targets = [\"b\"] instead of Label.")]
    [InlineData("a,b\n1,x\n2,y\n3,z", "x", "data.csv, column 2 (\"b\"): Positive is \"x\", which is one of two classes, but the column has x, y, z.")]
    [InlineData("a,b\n1,x\n2,y", "X", "data.csv, column 2 (\"b\"): Positive is \"X\", which is one of two classes, but the column has x, y. Did you mean \"x\"?")]
    public void OfClasses(string text, string? positive, string message) =>
        Assert.Equal(message, Refused(text, new CsvSchema { Label = "b", Positive = positive }));

    [Theory]
    [InlineData("$2,500", "Write 2500, or 2.500 if the comma is a decimal point, in the cell: numbers are written without \"$\" and separators of thousands, in every culture.")]
    [InlineData("1,234,567", "Write 1234567 in the cell: numbers are written without separators of thousands, in every culture.")]
    [InlineData("1.234,50 €", "Write 1234.50 in the cell: numbers are written without \"€\" and separators of thousands, in every culture.")]
    [InlineData("EUR -3.5", "Write -3.5 in the cell: numbers are written without \"EUR\" and separators of thousands, in every culture.")]
    [InlineData("12 %", "Write 12 in the cell: numbers are written without \"%\" and separators of thousands, in every culture.")]
    [InlineData("10 000", "Write 10000 in the cell: numbers are written without separators of thousands, in every culture.")]
    [InlineData("2'500.25", "Write 2500.25 in the cell: numbers are written without \"'\" and separators of thousands, in every culture.")]
    [InlineData("1,5", "Numbers are written with a decimal point, in every culture.")]
    [InlineData("05.01.2020", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("192.168.0.1", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("1.2.3", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("1,2,3", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("12.30.15", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("SKU123", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("A1B2C3", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("12,34,567", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("1.23,456.7", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("3.5 EUR", "Write 3.5 in the cell: numbers are written without \"EUR\" and separators of thousands, in every culture.")]
    [InlineData("0,125", "Numbers are written with a decimal point, in every culture.")]
    [InlineData("-0,125", "Numbers are written with a decimal point, in every culture.")]
    [InlineData("1234,567", "Numbers are written with a decimal point, in every culture.")]
    [InlineData("-1.234.567,8", "Write -1234567.8 in the cell: numbers are written without separators of thousands, in every culture.")]
    [InlineData("2024-01-05", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("12:30", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("A4", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("2nd", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    [InlineData("$", "If the column holds words, say Categories = [\"a\"]; if it is of no use, Ignored = [\"a\"].")]
    public void NumbersAsPeopleWriteThem(string cell, string advice) => Assert.Equal(
        $"data.csv, line 2, column 1 (\"a\"): \"{cell}\" is no number. {advice}", Refused($"a;b\n{cell};2", new CsvSchema { Targets = ["b"] }));

    [Fact]
    public void AFileWithoutAHeaderIsEmptyToo()
    {
        Assert.Equal("data.csv is empty: it has no rows.", Refused(string.Empty, new CsvSchema { Targets = ["b"], HasHeader = false }));
        Assert.Equal(
            "data.csv is empty but for the 1 line that SkippedLines leaves out: it has no line with the names of its columns.",
            Refused("a,b", new CsvSchema { Targets = ["b"], SkippedLines = 1 }));
    }

    [Fact]
    public void OneRowThatIsSkipped() => Assert.Equal(
        "data.csv has 1 row, which misses a value. Ignore the columns that miss most.",
        Refused("a,b\n1,", new CsvSchema { Targets = ["b"], Missing = MissingValues.SkipRow }));

    [Fact]
    public void RowsThatAreAllSkipped() => Assert.Equal(
        "data.csv has 2 rows, and each misses a value. Ignore the columns that miss most.",
        Refused("a,b\n1,\n2,?", new CsvSchema { Targets = ["b"], Missing = MissingValues.SkipRow }));

    [Fact]
    public void AFileWithoutAHeaderHasNumbersForNames() => Assert.Equal(
        "data.csv has no column \"b\". Its columns are \"1\", \"2\", because HasHeader is false.",
        Refused("1,2", new CsvSchema { Targets = ["b"], HasHeader = false }));

    [Fact]
    public void AQuoteThatIsNeverClosed() => Assert.StartsWith(
        "data.csv has a row of more than 16 million characters",
        Refused("a,b\n\"" + new string('x', 17_000_000), new CsvSchema { Targets = ["b"] }),
        StringComparison.Ordinal);

    /// <summary>In the last column it takes all that follows for one cell, and there are as many as there should be.</summary>
    [Theory]
    [InlineData("a,b\n1,\"x\n3,y\n5,x\n", 2)]
    [InlineData("a,b\n1,x\n3,y\n5,\"x", 4)]
    [InlineData("a,b\n1,x\n3,12\" pipe\n5,x\n", 3)]
    [InlineData("a,\"b\n1,x\n", 1)]
    [InlineData("a,b\r\n1,x\r\n3,\"y\r\n5,x\r\n", 3)]
    [InlineData("a,b\r1,x\r3,\"y\r5,x\r", 3)]
    public void AQuoteThatStaysOpenUntilTheEnd(string text, int line) => Assert.Equal(
        $"data.csv, line {line}: a quotation mark \" that opens a cell is not closed until the file ends. Close it, or write a mark that is text as \"\" in a cell in quotation marks.",
        Refused(text, new CsvSchema { Label = line == 1 ? "a" : "b", Ignored = [] }));

    [Fact]
    public void QuotesThatAreClosedAreNoMistake() => Assert.Equal(
        ["12\" pipe", "x,\ny"],
        CsvData.Read(new StringReader("a,b\n1,\"12\"\" pipe\"\n3,\"x,\ny\""), new CsvSchema { Label = "b" }).Classes);

    [Theory]
    [InlineData('"', "Separator is the character U+0022, by which cells cannot be separated.")]
    [InlineData('\n', "Separator is the character U+000A, by which cells cannot be separated.")]
    [InlineData('\0', "Separator is the character U+0000, by which cells cannot be separated.")]
    [InlineData('é', "Separator is the character U+00E9, by which cells cannot be separated.")]
    public void ASeparatorThatCannotBe(char separator, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>("Separator", () => new CsvSchema { Separator = separator }).Message, StringComparison.Ordinal);

    [Fact]
    public void EverySeparatorThatIsTakenSeparates()
    {
        foreach (char separator in (IEnumerable<char>)['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)])
        {
            // What is part of the numbers and names below separates nothing.
            if (separator is not ('"' or '#' or 'a' or 'b' or 'c' or '1' or '2' or '3' or '4'))
            {
                CsvData data = CsvData.Read(new StringReader($"a{separator}b{separator}c\n1{separator}2{separator}3\n4{separator}1{separator}2"), new CsvSchema { Targets = ["c"], Separator = separator });
                Assert.Equal([3, 2], data.Samples.Targets.ToArray());
            }
        }
    }

    [Fact]
    public void NoNameIsNull()
    {
        Assert.Equal(
            "Ignored[1] is null. Leave it out, or give what it should be. (Parameter 'Ignored')",
            Assert.Throws<ArgumentNullException>("Ignored", () => new CsvSchema { Ignored = ["a", null!] }).Message);
        Assert.Throws<ArgumentNullException>("Targets", () => new CsvSchema { Targets = [null!] });
        Assert.Throws<ArgumentNullException>("Categories", () => new CsvSchema { Categories = null! });
        Assert.Throws<ArgumentNullException>("OutputNames", () => new ReportOptions { OutputNames = ["a", null!] });
        Assert.Throws<ArgumentNullException>("Callbacks", () => new FitOptions { Callbacks = [null!] });
    }

    [Fact]
    public void AFolderIsToldToBeOne()
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        Assert.Equal(
            $"{folder} is a folder. Name a file in it.",
            Assert.Throws<UnauthorizedAccessException>(() => CsvData.Read(folder, new CsvSchema { Label = "b" })).Message);
        Assert.Equal(
            $"{folder} is a folder. Name a file in it.", Assert.Throws<UnauthorizedAccessException>(() => Dataset.FromIdx(folder, folder)).Message);
    }

    [Fact]
    public void AnotherFileHasTheSameColumnsAndNoNewValues()
    {
        CsvData first = CsvData.Read(new StringReader("a,b\nred,1\nblue,2"), new CsvSchema { Targets = ["b"], Categories = ["a"] });

        Assert.Equal(
            "test.csv, line 3, column 1 (\"a\"): \"green\" is none of the values read before, blue, red. Correct it, or read first the file that has all values.",
            Assert.Throws<InvalidDataException>(() => first.ReadAlike(new StringReader("a,b\nred,1\ngreen,2"), "test.csv")).Message);
        Assert.Equal(
            "test.csv has the columns b, a, but those read before are a, b, in this order.",
            Assert.Throws<InvalidDataException>(() => first.ReadAlike(new StringReader("b,a\n1,red"), "test.csv")).Message);
    }

    [Fact]
    public void ASchemaSaysEachThingOnce()
    {
        Assert.StartsWith("The schema says neither ", ContradictionOf(new CsvSchema()), StringComparison.Ordinal);
        Assert.StartsWith("The schema has a Label, ", ContradictionOf(new CsvSchema { Label = "a", Targets = ["b"] }), StringComparison.Ordinal);
        Assert.StartsWith("Positive is \"x\"", ContradictionOf(new CsvSchema { Targets = ["b"], Positive = "x" }), StringComparison.Ordinal);
        Assert.StartsWith(
            "The schema names the column \"a\" 2 times.",
            ContradictionOf(new CsvSchema { Label = "a", Ignored = ["a"] }),
            StringComparison.Ordinal);

        static string ContradictionOf(CsvSchema schema) =>
            Assert.Throws<ArgumentException>(() => CsvData.Read(new StringReader("a,b\n1,2"), schema)).Message;
    }

    private static string Refused(string text, CsvSchema schema) =>
        Assert.Throws<InvalidDataException>(() => CsvData.Read(new StringReader(text), schema, "data.csv")).Message;
}

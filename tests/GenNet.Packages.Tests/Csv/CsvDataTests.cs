using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Csv;

/// <summary>What becomes of a file.</summary>
public sealed class CsvDataTests
{
    private const string Wine =
        """
        alcohol,ash,"colour, roughly",cultivar
        13.2,2.1,red,Barolo
        12.3,"1.9",white,Grignolino
        1.41e1, 2.4 ,red,Barolo
        """;

    [Fact]
    public void ALabelBecomesClassesInAscendingOrder()
    {
        CsvData data = Read(Wine, new CsvSchema { Label = "cultivar", Categories = ["colour, roughly"] });

        Assert.Equal(["Barolo", "Grignolino"], data.Classes);
        Assert.Equal(["alcohol", "ash", "colour, roughly=red", "colour, roughly=white"], data.InputNames);
        Assert.Equal(data.Classes, data.TargetNames);
        Assert.Equal([13.2f, 2.1f, 1, 0, 12.3f, 1.9f, 0, 1, 14.1f, 2.4f, 1, 0], data.Samples.Inputs.ToArray());
        Assert.Equal([0, 1, 0], data.Samples.Labels.ToArray());
        Assert.EndsWith("in 2 classes: Barolo, Grignolino", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TargetsAreNumbersInTheOrderOfTheSchema()
    {
        CsvData data = Read("a,b,c,d\n1,2,3,4\n5,6,7,8", new CsvSchema { Targets = ["c", "a"], Ignored = ["d"] });

        Assert.Equal([2f, 6], data.Samples.Inputs.ToArray());
        Assert.Equal([3f, 1, 7, 5], data.Samples.Targets.ToArray());
        Assert.Equal(["b"], data.InputNames);
        Assert.Equal(["c", "a"], data.TargetNames);
        Assert.Empty(data.Classes);
    }

    [Fact]
    public void OfTwoClassesOneIsYes()
    {
        CsvData data = Read("size,verdict\n1,malignant\n2,benign\n3,malignant", new CsvSchema { Label = "verdict", Positive = "malignant" });

        Assert.Equal(1, data.Samples.TargetSize);
        Assert.Equal([1f, 0, 1], data.Samples.Targets.ToArray());
        Assert.Equal(["malignant"], data.TargetNames);
    }

    [Fact]
    public void ClassesThatAreNumbersAreInTheOrderOfNumbers() =>
        Assert.Equal(["2", "9", "10"], Read("x,y\n1,10\n1,9\n1,2", new CsvSchema { Label = "y" }).Classes);

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(',')]
    public void TheSeparatorIsFound(char separator) =>
        Assert.Equal([1f, 3], Read("a,b\n1,2\n3,4".Replace(',', separator), new CsvSchema { Targets = ["b"] }).Samples.Inputs.ToArray());

    [Fact]
    public void ASeparatorCanBeStated() =>
        Assert.Equal([1f], Read("a:b\n1:2", new CsvSchema { Targets = ["b"], Separator = ':' }).Samples.Inputs.ToArray());

    [Fact]
    public void WithoutAHeaderColumnsAreCounted()
    {
        CsvData data = Read("1,2,no\n3,4,yes\n", new CsvSchema { Label = "3", HasHeader = false });

        Assert.Equal(["1", "2"], data.InputNames);
        Assert.Equal(2, data.Samples.Count);
    }

    [Fact]
    public void LinesAboveAreSkippedAndCounted()
    {
        var schema = new CsvSchema { Targets = ["3"], HasHeader = false, SkippedLines = 2 };

        Assert.Equal([1f, 2], Read("made by hand\n2,2,yes,no\n1,2,3\n", schema).Samples.Inputs.ToArray());
        Assert.StartsWith(
            "the text, line 4, column 2",
            Assert.Throws<InvalidDataException>(() => Read("made by hand\n2,2,yes,no\n1,2,3\n1,x,3\n", schema)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCultureReadsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = comma;

            Assert.Equal([1.5f], Read("a;b\n1.5;2", new CsvSchema { Targets = ["b"] }).Samples.Inputs.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void QuotesLineBreaksMarksOfBytesAndBlankLinesAreRead()
    {
        CsvData data = Read(
            "\uFEFF\"say \"\"a\"\"\",b,c\r\n1,\"two\r\nlines\",x\r\n\r\n 3 ,\"\"\"quoted\"\"\",y\r\n   \r\n",
            new CsvSchema { Label = "c", Categories = ["b"] });

        Assert.Equal(["say \"a\"", "b=\"quoted\"", "b=two\r\nlines"], data.InputNames);
        Assert.Equal([1f, 0, 1, 3, 1, 0], data.Samples.Inputs.ToArray());
    }

    [Fact]
    public void RowsThatMissAValueAreLeftOutIfWanted()
    {
        CsvData data = Read(
            "a,b,unused,kind\n1,?,,x\n,2,1,y\n3,4,,z\n5,6,?,NA\nnan,8,1,x\n",
            new CsvSchema { Targets = ["a"], Categories = ["kind"], Ignored = ["unused"], Missing = MissingValues.SkipRow });

        Assert.Equal(4, data.SkippedRows);
        Assert.Equal([4f, 1], data.Samples.Inputs.ToArray());
        Assert.Equal(["b", "kind=z"], data.InputNames);
    }

    [Fact]
    public void AnotherFileHasTheClassesOfTheFirst()
    {
        CsvData training = Read(Wine, new CsvSchema { Label = "cultivar", Categories = ["colour, roughly"] });
        using var reader = new StringReader("alcohol,ash,\"colour, roughly\",cultivar\n12,2,white,Grignolino\n");
        CsvData test = training.ReadAlike(reader);

        Assert.Equal(training.InputNames, test.InputNames);
        Assert.Equal([12f, 2, 0, 1], test.Samples.Inputs.ToArray());
        Assert.Equal([0f, 1], test.Samples.Targets.ToArray());
    }

    [Fact]
    public void ANetworkLearnsFromAFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            ReadOnlyMemory<float> points = Data.Circle.Inputs;
            ReadOnlyMemory<float> targets = Data.Circle.Targets;
            File.WriteAllLines(path, Enumerable.Range(0, Data.Circle.Count)
                .Select(i => FormattableString.Invariant($"{points.Span[2 * i]},{points.Span[(2 * i) + 1]},{(targets.Span[2 * i] == 1 ? "outside" : "inside")}"))
                .Prepend("x,y,place"));
            CsvData data = CsvData.Read(path, new CsvSchema { Label = "place" });
            var network = new Circle(seed: 1);
            network.Fit(data.Samples, new FitOptions { Epochs = 100, Optimizer = new Adam(0.01) });

            Assert.Equal(points.ToArray(), data.Samples.Inputs.ToArray());
            Assert.True(network.Evaluate(data.Samples).Accuracy > 0.95);
            Assert.Equal("inside", data.Classes[network.Classify([0.1f, 0.1f])]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ReportsHaveTheNamesOfTheFile()
    {
        CsvData places = Read("x,y,place\n0,0,inside\n1,1,outside\n0,1,outside\n0,0.5,inside\n1,0,outside\n0.1,0,inside", new CsvSchema { Label = "place" });
        var network = new Circle(seed: 1);
        (Dataset training, Dataset test) = places.Samples.SplitStratified(0.5);
        Dataset scaled = Standardizer.Of(training).Apply(test);
        foreach (Dataset part in (Dataset[])[places.Samples, training, test, scaled, scaled.Slice(0, 1), places.Samples.Select([1, 0])])
        {
            ClassificationReport report = network.EvaluateClasses(part);
            Assert.Equal(["inside", "outside"], report.ConfusionMatrix!.Names);
            Assert.Equal(["inside", "outside"], report.Classes.Select(scores => scores.Name));
        }

        Assert.Equal(["in", "out"], network.EvaluateClasses(test, new EvaluationOptions { Names = ["in", "out"] }).ConfusionMatrix!.Names);

        // Of yes and no, no comes first, wherever it is in the alphabet.
        foreach (string positive in (string[])["inside", "outside"])
        {
            CsvData answers = Read("x,y,place\n0,0,inside\n1,1,outside\n0,1,outside", new CsvSchema { Label = "place", Positive = positive });
            Assert.Equal([positive == "inside" ? "outside" : "inside", positive], new Verdict(seed: 1).EvaluateClasses(answers.Samples).ConfusionMatrix!.Names);
        }

        CsvData yes = Read("x,y,inside\n0,0,1\n1,1,0\n0,1,0", new CsvSchema { Targets = ["inside"] });
        Assert.Equal(["not inside", "inside"], new Verdict(seed: 1).EvaluateClasses(yes.Samples).ConfusionMatrix!.Names);
        CsvData waves = Read("x,height\n0,0\n1,0.8", new CsvSchema { Targets = ["height"] });
        Assert.Equal("height", new Wave(seed: 1).EvaluateRegression(waves.Samples).Outputs[0].Name);
    }

    [Fact]
    public void NamesAreAsManyAsClasses()
    {
        Dataset data = Data.Circle;
        Assert.Empty(data.Names);
        Assert.Equal(["0", "1"], new Circle(seed: 1).EvaluateClasses(data).ConfusionMatrix!.Names);
        Assert.Equal(["a", "b"], new Circle(seed: 1).EvaluateClasses(data.WithNames(["a", "b"])).ConfusionMatrix!.Names);
        Assert.Empty(data.WithNames(["a", "b"]).WithNames([]).Names);
        Assert.StartsWith(
            "names has 1 name, but there are 2 targets. Give one name for each.",
            Assert.Throws<ArgumentException>(() => data.WithNames(["a"])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("Name 1 is null.", Assert.Throws<ArgumentException>(() => data.WithNames(["a", null!])).Message, StringComparison.Ordinal);
    }

    private static CsvData Read(string text, CsvSchema schema) => CsvData.Read(new StringReader(text), schema);
}

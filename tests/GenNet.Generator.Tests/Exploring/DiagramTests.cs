using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Exploring;

/// <summary>Networks as Mermaid flowcharts and as SVG pictures.</summary>
public sealed class DiagramTests
{
    private const string Residual =
        """
        using GenNet;
        using static GenNet.Activation;

        [Input(16)]
        [Layer(16, 1024, ReLU, Name = "first")]
        [Layer(1024, 32, ReLU)]
        [LayerNorm(Name = "<\"norm\" & #1>")]
        [Layer(32, 1024)]
        [Add("first", Name = "sum")]
        [Layer(1024, 8, Tanh, From = "first", Name = "side")]
        [Concat("sum", "<\"norm\" & #1>")]
        [Layer(1064, 10, Softmax)]
        public sealed partial class Residual;
        """;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void TheFlowchartHasEveryLayerAndEveryLine()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Residual);

        string text = InGerman(() => networks.CreateSingle("Residual").ToMermaid());

        Assert.Equal(
            """
            flowchart TD
                n0(["<b>input</b><br/>16 values"])
                n1["<b>layer 1: first</b><br/>dense 16 → 1024, ReLU, 17,408 parameters<br/>16,384 multiply-adds"]
                n2["<b>layer 2</b><br/>dense 1024 → 32, ReLU, 32,800 parameters<br/>32,768 multiply-adds"]
                n3["<b>layer 3: #60;#34;norm#34; #38; #35;1#62;</b><br/>layer normalization, 32, 64 parameters"]
                n4["<b>layer 4</b><br/>dense 32 → 1024, linear, 33,792 parameters<br/>32,768 multiply-adds"]
                n5["<b>layer 5: sum</b><br/>sum of layer 1 and layer 4, 1024"]
                n6["<b>layer 6: side</b><br/>dense 1024 → 8, tanh, 8,200 parameters<br/>8,192 multiply-adds"]
                n7["<b>layer 7</b><br/>concatenation of layer 5, layer 3 and layer 6,<br/>1064"]
                n8["<b>layer 8</b><br/>dense 1064 → 10, softmax, 10,650 parameters<br/>10,640 multiply-adds"]
                n9(["<b>loss</b><br/>−Σ t ln a, averaged over the batch"])
                n0 -->|"16"| n1
                n1 -->|"1024"| n2
                n2 -->|"32"| n3
                n3 -->|"32"| n4
                n1 -->|"1024"| n5
                n4 -->|"1024"| n5
                n1 -->|"1024"| n6
                n5 -->|"1024"| n7
                n3 -->|"32"| n7
                n6 -->|"8"| n7
                n7 -->|"1064"| n8
                n8 -->|"10"| n9

            """,
            text,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void ThePictureHasEveryLayerOnceAndNoneOverAnother()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Residual);

        XElement svg = XDocument.Parse(InGerman(() => networks.CreateSingle("Residual").ToSvg())).Root!;

        string[] words = [.. svg.Descendants(s_svg + "text").Select(text => text.Value)];
        Assert.Contains("layer 3: <\"norm\" & #1>", words);
        Assert.Contains("16,384 multiply-adds", words);
        Assert.Equal("Residual", svg.Element(s_svg + "title")!.Value);
        (double X, double Y, double Width, double Height)[] boxes =
            [.. svg.Descendants(s_svg + "rect").Select(box => (Of(box, "x"), Of(box, "y"), Of(box, "width"), Of(box, "height")))];
        Assert.Equal(10, boxes.Length);
        for (int i = 0; i < boxes.Length; i++)
        {
            Assert.InRange(boxes[i].X, 0, Of(svg, "width") - boxes[i].Width);
            Assert.InRange(boxes[i].Y, 0, Of(svg, "height") - boxes[i].Height);
            for (int j = 0; j < i; j++)
            {
                Assert.False(Overlap(boxes[i], boxes[j]), $"Boxes {i} and {j} lie over each other.");
            }
        }

        // No line runs through a box: where a line passes a row, it goes straight down beside what stands there.
        (double X, double Top, double Bottom)[] bypasses = [.. svg.Descendants(s_svg + "path")
            .Select(path => Regex.Match(path.Attribute("d")!.Value, @" ([\d.]+) ([\d.]+) V ([\d.]+)$"))
            .Where(match => match.Success)
            .Select(match => (Number(match.Groups[1].Value), Number(match.Groups[2].Value), Number(match.Groups[3].Value)))];
        Assert.NotEmpty(bypasses);
        Assert.All(bypasses, line => Assert.DoesNotContain(
            boxes, box => line.X > box.X && line.X < box.X + box.Width && line.Bottom > box.Y && line.Top < box.Y + box.Height));
    }

    private static bool Overlap((double X, double Y, double Width, double Height) one, (double X, double Y, double Width, double Height) other) =>
        one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height;

    private static double Of(XElement element, string attribute) => Number(element.Attribute(attribute)!.Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string InGerman(Func<string> draw)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = german;
        try
        {
            return draw();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

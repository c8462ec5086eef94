using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;

namespace GenNet.Exploring;

/// <summary>
/// What an explorer shows of a network that is declared with <c>[Network(Explore = true)]</c>: the text of its generated files, its layers, the
/// values of its passes, and each statement with the lines where it stands, the formula above it, and what it makes and reads.
/// <see cref="Network{T}.Trace(ReadOnlySpan{T}, ReadOnlySpan{T}, NetworkTrace{T}, int?)"/> says what the values are.
/// </summary>
public sealed class ExploredNetwork
{
    private readonly Dictionary<string, int> _byName;

    private ExploredNetwork(
        string name,
        IReadOnlyList<ExploredFile> files,
        IReadOnlyList<ExploredLayer> layers,
        IReadOnlyList<ExploredValue> values,
        IReadOnlyList<ExploredStatement> statements)
    {
        Name = name;
        Files = files;
        Layers = layers;
        Values = values;
        Statements = statements;
        _byName = new Dictionary<string, int>(values.Count, StringComparer.Ordinal);
        foreach (ExploredValue value in values)
        {
            _byName.Add(value.Name, value.Index);
        }
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The generated files; the first one is that of the pass that is traced. The last is what was written to declare the network.</summary>
    public IReadOnlyList<ExploredFile> Files { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<ExploredLayer> Layers { get; }

    /// <summary>Every value that a statement makes or reads.</summary>
    public IReadOnlyList<ExploredValue> Values { get; }

    /// <summary>The statements, in the order in which they run.</summary>
    public IReadOnlyList<ExploredStatement> Statements { get; }

    /// <summary>The value of a name.</summary>
    /// <param name="name">What the code calls it.</param>
    /// <returns>The value, or null where there is none.</returns>
    public ExploredValue? Find(string name) => _byName.TryGetValue(name, out int index) ? Values[index] : null;

    /// <summary>Reads what the generator wrote; generated code calls it.</summary>
    /// <param name="layout">The network's layout.</param>
    /// <param name="elementSize">The bytes of a number.</param>
    /// <param name="tables">A line for each layer, formula, value and statement, in columns with tabs between them.</param>
    /// <param name="files">The generated files.</param>
    /// <returns>The network as an explorer shows it.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ExploredNetwork Read(NetworkLayout layout, int elementSize, string tables, params ExploredFile[] files)
    {
        var layers = new List<string>();
        var formulas = new List<string>();
        var values = new List<ExploredValue>();
        var statements = new List<ExploredStatement>();
        foreach (string line in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] columns = line.Split('\t');
            switch (columns[0])
            {
                case "layer":
                    layers.Add(columns[1]);
                    break;
                case "formula":
                    formulas.Add(columns[1]);
                    break;
                case "value":
                    values.Add(ValueOf(values.Count, columns));
                    break;
                default:
                    statements.Add(StatementOf(statements.Count, columns, elementSize, formulas, values));
                    break;
            }
        }

        return new ExploredNetwork(layout.Name, files, LayerFacts.Of(layout, layers), values, statements);
    }

    private static ExploredValue ValueOf(int index, string[] columns) => new()
    {
        Index = index,
        Name = columns[1],
        Layer = Number(columns[2]),
        Role = (ValueRole)Number(columns[3]),
        IsOfBatch = columns[4] == "batch",
        Shape = Numbers(columns[5]),
        Unit = Number(columns[6]),
        Source = Number(columns[7]),
        Tensor = Number(columns[8]),
        Gradients = Numbers(columns[9]),
    };

    private static ExploredStatement StatementOf(
        int index, string[] columns, int elementSize, List<string> formulas, List<ExploredValue> values)
    {
        int formula = Number(columns[3]);
        int[] makes = Numbers(columns[4]);
        int[] reads = Numbers(columns[5]);
        long numbers = 0;
        foreach (int value in makes)
        {
            numbers += values[value].Length;
        }

        foreach (int value in reads)
        {
            numbers += values[value].Length;
        }

        int[] places = Numbers(columns[7]);
        var all = new CodePlace[places.Length / 3];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = new CodePlace(places[3 * i], places[(3 * i) + 1], places[(3 * i) + 2]);
        }

        return new ExploredStatement
        {
            Index = index,
            Pass = (StatementPass)Number(columns[1]),
            Layer = Number(columns[2]),
            Formula = formula < 0 ? string.Empty : formulas[formula],
            Makes = makes,
            Reads = reads,
            MultiplyAdds = long.Parse(columns[6], CultureInfo.InvariantCulture),
            Places = all,
            Bytes = numbers * elementSize,
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int[] Numbers(string list) => list.Length == 0 ? [] : Array.ConvertAll(list.Split(','), Number);
}

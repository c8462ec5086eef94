using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the file of a network that carries its own text: the pass that notes what each statement makes, the text of the other files, and which
/// statement, formula and value stands where.
/// </summary>
internal sealed class ExploreFile
{
    private readonly CodeStyle _style;
    private readonly TracedPass _pass;
    private readonly SourceWriter _writer;
    private readonly System.IDisposable _scope;
    private readonly List<GeneratedFile> _files = [];

    /// <summary>Begins the file with the traced pass.</summary>
    public ExploreFile(CodeStyle style)
    {
        _style = style;
        _pass = new TracedPass(style);
        _writer = new SourceWriter { Listener = _pass };
        _scope = PassesFile.Open(_writer, style, "traced pass");
        if (style.Plan.Strategy == Strategy.Tiled)
        {
            TiledFiles.WriteTraced(_writer, style);
        }
        else
        {
            StraightLineFiles.WriteTraced(_writer, style);
        }

        _writer.Listener = null;
    }

    /// <summary>Takes note of which statements stand where in the next file that is written; its text goes to <see cref="Add"/>.</summary>
    public IWriterListener NextFile => new StatementPlaces(_files.Count, _pass);

    /// <summary>Adds a file's text.</summary>
    public void Add(GeneratedFile file) => _files.Add(file);

    /// <summary>The whole file.</summary>
    public string Write()
    {
        _writer.WriteLine();
        _writer.WriteLine("/// <summary>The text of the passes, and which statement stands where.</summary>");
        using (_writer.WriteBlock($"internal static class {GeneratedNames.Exploration}"))
        {
            _writer.WriteLine("/// <summary>What an explorer shows of the network, read when it is first asked for.</summary>");
            _writer.WriteLine("internal static readonly global::GenNet.Exploring.ExploredNetwork Network = global::GenNet.Exploring.ExploredNetwork.Read(");
            using (_writer.Indent())
            {
                _writer.WriteLine("Layout,");
                _writer.WriteLine($"sizeof({_style.Element}),");
                _writer.WriteLine("Tables,");
                for (int i = 0; i < _files.Count; i++)
                {
                    string end = i == _files.Count - 1 ? ");" : ",";
                    _writer.WriteLine($"new global::GenNet.Exploring.ExploredFile {{ Name = \"{_files[i].HintName}\", Text = File{Text(i)} }}{end}");
                }
            }

            _writer.WriteLine();
            WriteString("Tables", Tables());
            for (int i = 0; i < _files.Count; i++)
            {
                _writer.WriteLine();
                WriteString($"File{Text(i)}", _files[i].Text);
            }
        }

        _scope.Dispose();
        return _writer.ToString();
    }

    /// <summary>A constant with more quotes around it than it has side by side.</summary>
    private void WriteString(string name, string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char letter in text)
        {
            run = letter == '"' ? run + 1 : 0;
            longest = System.Math.Max(longest, run);
        }

        string quotes = new('"', System.Math.Max(longest + 1, 3));
        using (_writer.Indent())
        {
            _writer.WriteLine($"private const string {name} = {quotes}\n{text}\n{quotes};");
        }
    }

    private string Tables()
    {
        var text = new StringBuilder();
        NetworkGraph graph = _style.Plan.Graph;
        foreach (LayerModel layer in _style.Plan.Model.Layers)
        {
            string comment = graph.Forward.FirstOrDefault(stage => stage.Layer == layer.Number)?.Comment ?? string.Empty;
            Append("layer", WithoutFrame(comment));
        }

        List<string> formulas = _pass.Statements.Select(statement => statement.Formula).Where(formula => formula.Length > 0).Distinct().ToList();
        foreach (string formula in formulas)
        {
            Append("formula", WithoutFrame(formula));
        }

        foreach (ExploredValue value in _pass.Values.All)
        {
            Append(
                "value",
                value.Name,
                Text(value.Layer),
                Text((int)value.Role),
                value.IsOfBatch ? "batch" : "sample",
                List(value.Shape),
                Text(value.Unit),
                Text(value.Source),
                Text(value.Tensor),
                List(value.Gradients.Select(_pass.Values.Find).OfType<int>()));
        }

        foreach (ExploredStatement statement in _pass.Statements)
        {
            Append(
                "statement",
                Text((int)statement.Part),
                Text(statement.Layer),
                Text(formulas.IndexOf(statement.Formula)),
                List(statement.Makes),
                List(statement.Reads),
                ((long)statement.MultiplyAdds).ToString(CultureInfo.InvariantCulture),
                List(statement.Places.SelectMany(place => new[] { place.File, place.First, place.Last })));
        }

        text.Length--;
        return text.ToString();

        void Append(params string[] columns) => text.Append(string.Join("\t", columns)).Append('\n');
    }

    /// <summary>A comment without the layer's number in front, which the table has in a column, and without its full stop.</summary>
    private static string WithoutFrame(string comment)
    {
        int colon = comment.IndexOf(": ", System.StringComparison.Ordinal);
        string formula = comment.StartsWith("Layer ", System.StringComparison.Ordinal) && colon >= 0 ? comment.Substring(colon + 2) : comment;
        return formula.EndsWith(".", System.StringComparison.Ordinal) ? formula.Substring(0, formula.Length - 1) : formula;
    }

    private static string List(IEnumerable<int> numbers) => string.Join(",", numbers.Select(Text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

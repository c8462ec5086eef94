using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Mistakes;

namespace GenNet.Tool;

/// <summary>A network as its generated files tell of it.</summary>
internal sealed partial class GeneratedNetwork
{
    /// <summary>What follows the network's name in the names of its other files, in the order to read them.</summary>
    private static readonly string[] s_parts = ["Forward", "Loss", "Backward", "Stream", "Check", "Explore", "Weights"];

    private const string Layout = "global::GenNet.NetworkLayout Layout = new()";

    private const string Ending = ".g.cs";

    private readonly string _text;
    private readonly string _layout;

    private GeneratedNetwork(string file, IReadOnlyList<string> all)
    {
        _text = File.ReadAllText(file);
        _layout = _text[_text.IndexOf(Layout, StringComparison.Ordinal)..];
        Name = NameOf(file);
        Files = [file, .. s_parts.Select(part => $"{file[..^Ending.Length]}.{part}{Ending}").Where(all.Contains)];
    }

    /// <summary>Its class with namespace and all, <c>Games.Xor</c>.</summary>
    public string Name { get; }

    /// <summary>Its generated files, its public face first.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What it is: a line for each layer, the loss, and what they cost.</summary>
    public IReadOnlyList<string> Summary =>
        [.. TextOfSummary().Matches(_layout[_layout.IndexOf("Summary =", StringComparison.Ordinal).._layout.IndexOf("InputShape =", StringComparison.Ordinal)])
            .Select(match => Regex.Unescape(match.Groups[1].Value).TrimEnd('\n'))];

    /// <summary>The number of its parameters.</summary>
    public long Parameters => Number("ParameterCount");

    /// <summary>The elements that it stores them in, padding included.</summary>
    public long Stored => Number("StorageLength");

    /// <summary>The elements that a pass works with beside them.</summary>
    public long Workspace => Number("WorkspaceLength");

    /// <summary>How many samples a pass takes at once; null where that is any number.</summary>
    public long? SamplesPerPass => Samples("SamplesPerPass");

    /// <summary>The elements that a prediction works with, where they lie otherwise than in a pass that learns; 0 elsewhere.</summary>
    public long PredictionWorkspace => Number("PredictionWorkspaceLength");

    /// <summary>How many samples such a prediction takes at once; null where that is any number.</summary>
    public long? SamplesPerPrediction => Samples("SamplesPerPrediction");

    /// <summary>The bytes of an element.</summary>
    public int BytesPerElement => _text.Contains("Network<double>", StringComparison.Ordinal) ? sizeof(double) : sizeof(float);

    /// <summary>Each layer's name and its multiply-adds for one sample.</summary>
    public IReadOnlyList<(string Name, long MultiplyAdds)> Layers =>
    [
        .. Layer().Matches(_layout).Select(match => (
            match.Groups["name"].Value,
            match.Groups["cost"].Success ? long.Parse(match.Groups["cost"].Value, CultureInfo.InvariantCulture) : 0)),
    ];

    /// <summary>The formulas above the statements of the pass that learns, or of the forward pass where none does, under the headings that stand there.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<string> Formulas)> Formulas
    {
        get
        {
            string file = Files.FirstOrDefault(file => file.EndsWith(".Backward.g.cs", StringComparison.Ordinal))
                ?? Files.First(file => file.EndsWith(".Forward.g.cs", StringComparison.Ordinal));
            var sections = new List<(string Heading, List<string> Formulas)> { (string.Empty, []) };
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (string comment in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..]))
            {
                if (Rule().Match(comment) is { Success: true } rule)
                {
                    sections.Add((rule.Groups[1].Value, []));
                }
                else if (Formula().IsMatch(comment) && seen.Add(comment))
                {
                    sections[^1].Formulas.Add(comment);
                }
            }

            return [.. sections.Where(section => section.Formulas.Count > 0).Select(section => (section.Heading, (IReadOnlyList<string>)section.Formulas))];
        }
    }

    /// <summary>The network of a name, which may leave out namespaces from the left.</summary>
    /// <param name="name">The name, as C# or as reflection writes it, or that of its file.</param>
    /// <param name="files">All generated files of the project.</param>
    /// <param name="project">The project.</param>
    /// <exception cref="ToolException">There is none of that name, or there are several.</exception>
    public static GeneratedNetwork Find(string name, IReadOnlyList<string> files, string project)
    {
        string[] networks = files.Where(file => File.ReadAllText(file).Contains(Layout, StringComparison.Ordinal)).ToArray();
        string where = Path.GetFileName(project);
        if (networks.Length == 0)
        {
            throw new ToolException($"{where} declares no network: no class in it has a layer's attribute, or the package GenNet is not referenced.");
        }

        string[] names = networks.Select(NameOf).ToArray();
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ToolException($"The name of the network is empty. {where} has {string.Join(", ", names)}.");
        }

        string written = name.Replace('+', '.');
        string[] exact = networks.Where(file => NameOf(file) == written || FileNameOf(file) == name).ToArray();
        string[] found = exact.Length > 0 ? exact : networks.Where(file => NameOf(file).EndsWith($".{written}", StringComparison.Ordinal)).ToArray();
        return found.Length switch
        {
            1 => new GeneratedNetwork(found[0], files),
            > 1 => throw new ToolException($"{where} has {found.Length} networks {name}: {Choice(found)}"),
            _ => throw new ToolException($"{where} has no network {name}. {Suggestion(written, names)}"),
        };
    }

    private static string Choice(string[] found) => found.DistinctBy(NameOf).Count() == found.Length
        ? $"{string.Join(", ", found.Select(NameOf))}. Say which with its namespace."
        : $"{string.Join(", ", found.Select(FileNameOf))}. Say which by the name of its file.";

    private static string Suggestion(string name, string[] names)
    {
        // By the whole name or by the class alone, whichever was written.
        string? nearest = NearestName.Find(name, names)
            ?? (NearestName.Find(name.Split('.')[^1], names.Select(full => full.Split('.')[^1])) is { } last ? names.First(full => full.Split('.')[^1] == last) : null);
        return nearest is null
            ? $"It has {string.Join(", ", names)}."
            : $"Did you mean {nearest}?{(names.Length == 1 ? string.Empty : $" It has {string.Join(", ", names)}.")}";
    }

    /// <summary>
    /// The class's full name, of which the generator's <c>HintNames</c> has made the file's. Of a name that is too long for a file it is the beginning, which
    /// several classes may share.
    /// </summary>
    private static string NameOf(string file) =>
        Code().Replace(Hash().Replace(FileNameOf(file), string.Empty), code => ((char)Convert.ToUInt16(code.Groups[1].Value, 16)).ToString());

    private static string FileNameOf(string file) => Path.GetFileName(file)[..^Ending.Length];

    private long Number(string property) => long.Parse(Value(property) ?? "0", CultureInfo.InvariantCulture);

    private long? Samples(string property) => long.TryParse(Value(property), CultureInfo.InvariantCulture, out long number) ? number : null;

    private string? Value(string property) =>
        Regex.Match(_layout, $@"^ *{property} = (.+),$", RegexOptions.Multiline | RegexOptions.RightToLeft) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""")]
    private static partial Regex TextOfSummary();

    /// <summary>A layer in the layout: what is declared, taken and shaped otherwise than usual is said, the rest is not.</summary>
    [GeneratedRegex(@"new\(\) \{ (?:Label = ""(?:[^""\\]|\\.)*"", )?Name = ""(?<name>layer\d+)"", Description = ""(?:[^""\\]|\\.)*""(?:, (?:Shape|Sources) = \[[^\]]*\])*(?:, MultiplyAdds = (?<cost>\d+))?")]
    private static partial Regex Layer();

    /// <summary>What tells a file from others whose names would differ in case alone, or too far behind.</summary>
    [GeneratedRegex("--[0-9a-f]{8}$")]
    private static partial Regex Hash();

    /// <summary>A letter beyond ASCII.</summary>
    [GeneratedRegex("-([0-9A-F]{4})")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(.+?) ─+$")]
    private static partial Regex Rule();

    /// <summary>A layer's formula, that of a loss or a gradient, and the reason of one.</summary>
    [GeneratedRegex(@"^(Layer \d+: .*[=δ].*|L = .*|∂L/∂.*|because .*|[a-z]+\d+ = .*|w ← .*)$")]
    private static partial Regex Formula();
}

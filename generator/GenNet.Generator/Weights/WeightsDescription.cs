using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet.Generator.Weights;

/// <summary>
/// What the compiler is told of a weight file: a text that the build writes, because generators read no binary files. A line for each fact, its
/// parts between tabs. The first line says the version, and where the values are to be found.
/// </summary>
internal sealed class WeightsDescription : IEquatable<WeightsDescription>
{
    /// <summary>How the files that hold descriptions end.</summary>
    public const string Extension = ".gennetweights";

    private const string Head = "GenNet weights 1, ";

    /// <summary>The first line of a file whose values are in a resource of the assembly. The build looks for it, too.</summary>
    private const string InResource = Head + "values in a resource";

    /// <summary>The same where the resource is a file that the build wrote beside the description, because its own has another order.</summary>
    private const string Beside = Head + "values in a file beside";
    private const string InThisText = Head + "values in this text";
    private const string WithMistake = Head + "with a mistake";

    private string? _text;

    /// <summary>The file as the project names it, with slashes.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What the project links it as; empty where it says nothing.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Mistake { get; init; }

    /// <summary>What kind of file it is: safetensors, npz or npy.</summary>
    public string Format { get; init; } = string.Empty;

    /// <summary>The SHA-256 of the whole file, in hexadecimal digits.</summary>
    public string Hash { get; init; } = string.Empty;

    /// <summary>What the resource is called that holds the file, or its values; null where <see cref="Values"/> has them.</summary>
    public string? Resource { get; init; }

    /// <summary>Whether the resource is not the file, but its values alone, as the build wrote them beside this description.</summary>
    public bool IsBeside { get; init; }

    /// <summary>Where the values begin in the resource.</summary>
    public long Begin { get; init; }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<DescribedTensor> Tensors { get; init; } = [];

    /// <summary>What the file says in words: keys and texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];

    /// <summary>The values in base 64, where they are few; null where they are in a resource.</summary>
    public string? Values { get; init; }

    /// <summary>Reads a description; null where the text is none of this version.</summary>
    public static WeightsDescription? Read(string text)
    {
        string[] lines = text.Split('\n');
        if (lines[0] is not (InResource or Beside or InThisText or WithMistake))
        {
            return null;
        }

        var tensors = new List<DescribedTensor>();
        var texts = new List<KeyValuePair<string, string>>();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] parts in lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')))
        {
            if (parts[0] == "tensor" && parts.Length >= 4)
            {
                tensors.Add(new DescribedTensor(
                    Unescape(parts[1]), Unescape(parts[2]), parts.Skip(4).Select(Number).ToArray(), Number(parts[3])));
            }
            else if (parts[0] == "text" && parts.Length == 3)
            {
                texts.Add(new KeyValuePair<string, string>(Unescape(parts[1]), Unescape(parts[2])));
            }
            else if (parts.Length == 2)
            {
                facts[parts[0]] = Unescape(parts[1]);
            }
        }

        return new WeightsDescription
        {
            Name = Fact("name") ?? string.Empty,
            Link = Fact("link") ?? string.Empty,
            Mistake = Fact("mistake"),
            Format = Fact("format") ?? string.Empty,
            Hash = Fact("sha256") ?? string.Empty,
            Resource = Fact("resource"),
            IsBeside = lines[0] == Beside,
            Begin = Fact("begin") is { } first ? Number(first) : 0,
            Tensors = tensors,
            Texts = texts,
            Values = Fact("values"),
            _text = text,
        };

        string? Fact(string name) => facts.TryGetValue(name, out string? value) ? value : null;
    }

    /// <summary>The text: the same for the same file, wherever and whenever it is written.</summary>
    public string Write() => _text ??= WriteAll();

    private string WriteAll()
    {
        var text = new StringBuilder();
        Line(Mistake is not null ? WithMistake : Values is not null ? InThisText : IsBeside ? Beside : InResource);
        Add("name", Name);
        if (Link.Length > 0)
        {
            Add("link", Link);
        }

        if (Mistake is not null)
        {
            Add("mistake", Mistake);
            return text.ToString();
        }

        Add("format", Format);
        Add("sha256", Hash);
        Add("begin", Text(Begin));
        foreach (DescribedTensor tensor in Tensors)
        {
            Add(["tensor", tensor.Name, tensor.Type, Text(tensor.Begin), .. tensor.Shape.Select(Text)]);
        }

        foreach (KeyValuePair<string, string> entry in Texts)
        {
            Add("text", entry.Key, entry.Value);
        }

        if (Values is null)
        {
            Add("resource", Resource ?? string.Empty);
        }
        else
        {
            Add("values", Values);
        }

        return text.ToString();

        void Add(params string[] parts) => Line(string.Join("\t", parts.Select(Escape)));

        void Line(string line) => text.Append(line).Append('\n');
    }

    public bool Equals(WeightsDescription? other) => other is not null && Write() == other.Write();

    public override bool Equals(object? obj) => Equals(obj as WeightsDescription);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hash + Name);

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names may hold any character, and a line must not end within one.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (letter == '\\' || char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029')
            {
                escaped.Append('\\').Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(letter);
            }
        }

        return escaped.ToString();
    }

    private static string Unescape(string text)
    {
        const int Digits = 4;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + Digits < text.Length)
            {
                plain.Append((char)int.Parse(text.Substring(i + 1, Digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += Digits;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}

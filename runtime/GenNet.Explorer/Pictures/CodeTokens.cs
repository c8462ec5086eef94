using System;
using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>
/// Cuts generated C# into what is coloured alike: keywords, types, numbers, texts, comments. It need not know more of the language than the generator
/// writes.
/// </summary>
internal static class CodeTokens
{
    private static readonly HashSet<string> _keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do", "double", "else", "enum",
        "false", "file", "fixed", "float", "for", "foreach", "get", "global", "goto", "if", "in", "init", "int", "interface", "internal", "is", "long", "nameof",
        "namespace", "new", "nint", "null", "operator", "out", "override", "params", "partial", "private", "protected", "public", "readonly", "record", "ref",
        "required", "return", "scoped", "sealed", "set", "sizeof", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint",
        "unchecked", "unsafe", "using", "var", "virtual", "void", "when", "where", "while", "with",
    ];

    /// <summary>The pieces of a line: a letter for what it is, a space for nothing special, and the text.</summary>
    public static List<(char Kind, string Text)> Of(string line)
    {
        var pieces = new List<(char, string)>();
        int at = 0;
        int plain = 0;
        while (at < line.Length)
        {
            (char kind, int end) = Next(line, at);
            if (kind != ' ')
            {
                if (at > plain)
                {
                    pieces.Add((' ', line[plain..at]));
                }

                pieces.Add((kind, line[at..end]));
                plain = end;
            }

            at = end;
        }

        if (line.Length > plain)
        {
            pieces.Add((' ', line[plain..]));
        }

        return pieces;
    }

    private static (char Kind, int End) Next(string line, int at)
    {
        char first = line[at];
        if (first == '/' && at + 1 < line.Length && line[at + 1] == '/')
        {
            return ('c', line.Length);
        }

        if (first == '#' && line.AsSpan(0, at).IsWhiteSpace())
        {
            return ('c', line.Length);
        }

        if (first is '"' or '\'')
        {
            int end = at + 1;
            while (end < line.Length && line[end] != first)
            {
                end += line[end] == '\\' ? 2 : 1;
            }

            return ('s', Math.Min(end + 1, line.Length));
        }

        if (char.IsAsciiDigit(first))
        {
            int end = at + 1;
            while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '.' or '_' || (line[end] is '+' or '-' && line[end - 1] is 'e' or 'E')))
            {
                end++;
            }

            return ('n', end);
        }

        if (char.IsLetter(first) || first == '_')
        {
            int end = at + 1;
            while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] == '_'))
            {
                end++;
            }

            string word = line[at..end];
            bool isCall = end < line.Length && line[end] == '(';
            return (_keywords.Contains(word) ? 'k' : char.IsUpper(first) && !isCall ? 't' : isCall ? 'f' : 'v', end);
        }

        return (' ', at + 1);
    }
}

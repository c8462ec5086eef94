using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GenNet.Build;

/// <summary>
/// A JSON text, read from front to back: as much of the language as headers of weight files use, and nothing but it. A task has no other reader:
/// the framework it is compiled for has none, and MSBuild's own is not for tasks to depend on.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class JsonText(string text)
{
    private int _position;
    private bool _isFirst;

    /// <summary>Goes into an object.</summary>
    public void BeginObject()
    {
        Take('{');
        _isFirst = true;
    }

    /// <summary>The next name of the object, with its value ahead; null where the object ends.</summary>
    public string? NextName()
    {
        if (Peek() == '}')
        {
            _position++;
            _isFirst = false;
            return null;
        }

        if (!_isFirst)
        {
            Take(',');
        }

        _isFirst = false;
        string name = ReadString();
        Take(':');
        return name;
    }

    /// <summary>A string.</summary>
    public string ReadString()
    {
        Take('"');
        var read = new StringBuilder();
        while (true)
        {
            char letter = Next();
            switch (letter)
            {
                case '"':
                    return read.ToString();
                case < ' ':
                    throw Wrong("a control character in a string");
                case '\\':
                    read.Append(ReadEscape());
                    break;
                default:
                    read.Append(letter);
                    break;
            }
        }
    }

    /// <summary>An array of whole numbers of 0 or more.</summary>
    public long[] ReadNumbers()
    {
        var numbers = new List<long>();
        Take('[');
        if (Peek() == ']')
        {
            _position++;
            return [];
        }

        while (true)
        {
            numbers.Add(ReadNumber());
            if (Peek() == ']')
            {
                _position++;
                return [.. numbers];
            }

            Take(',');
        }
    }

    /// <summary>Makes sure that nothing follows but blanks.</summary>
    public void End()
    {
        Peek();
        if (_position < text.Length)
        {
            throw Wrong("more text than one object");
        }
    }

    private long ReadNumber()
    {
        Peek();
        int first = _position;
        while (_position < text.Length && text[_position] is >= '0' and <= '9')
        {
            _position++;
        }

        string digits = text.Substring(first, _position - first);
        bool isCanonical = digits.Length == 1 || (digits.Length > 1 && digits[0] != '0');
        return isCanonical && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong("something else than a whole number");
    }

    private char ReadEscape()
    {
        const int Digits = 4;
        char letter = Next();
        switch (letter)
        {
            case '"' or '\\' or '/':
                return letter;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _position + Digits <= text.Length
                && ushort.TryParse(text.Substring(_position, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _position += Digits;
                return (char)code;
            default:
                throw Wrong("an unknown escape in a string");
        }
    }

    /// <summary>What comes behind blanks, which are gone; 0 at the end.</summary>
    private char Peek()
    {
        while (_position < text.Length && (text[_position] is ' ' or '\t' or '\n' or '\r'))
        {
            _position++;
        }

        return _position < text.Length ? text[_position] : '\0';
    }

    private char Next() => _position < text.Length ? text[_position++] : throw Wrong("no end");

    private void Take(char expected)
    {
        if (Peek() != expected)
        {
            throw Wrong($"no {expected}");
        }

        _position++;
    }

    private FormatException Wrong(string what) =>
        new($"it has {what} at character {(_position + 1).ToString(CultureInfo.InvariantCulture)}");
}

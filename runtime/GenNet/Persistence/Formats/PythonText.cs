using System.Globalization;
using System.Text;

namespace GenNet.Persistence.Formats;

/// <summary>Words of Python, as much of the language as headers of .npy files use, read from front to back.</summary>
/// <param name="text">The words, a byte a letter.</param>
internal sealed class PythonText(byte[] text)
{
    private int _position;

    /// <summary>Whether nothing follows but blanks.</summary>
    public bool IsAtEnd => Peek() < 0;

    /// <summary>Whether this letter is next.</summary>
    public bool IsNext(char letter) => Peek() == letter;

    /// <summary>Takes this word if it is next.</summary>
    public bool Take(string word)
    {
        Peek();
        if (_position + word.Length > text.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (text[_position + i] != word[i])
            {
                return false;
            }
        }

        _position += word.Length;
        return true;
    }

    /// <summary>A text in quotes of either kind; null where there is none.</summary>
    public string? TakeText()
    {
        int quote = Peek();
        if (quote is not ('\'' or '"'))
        {
            return null;
        }

        var taken = new StringBuilder();
        for (int at = _position + 1; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                _position = at + 1;
                return taken.ToString();
            }

            taken.Append((char)text[at]);
        }

        return null;
    }

    /// <summary>A whole number from 0 on; null where there is none, or one too large.</summary>
    public long? TakeNumber()
    {
        Peek();
        var digits = new StringBuilder();
        for (; _position < text.Length && text[_position] is >= (byte)'0' and <= (byte)'9'; _position++)
        {
            digits.Append((char)text[_position]);
        }

        return long.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    /// <summary>The letter behind blanks, which are gone; −1 at the end.</summary>
    private int Peek()
    {
        while (_position < text.Length && text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }

        return _position < text.Length ? text[_position] : -1;
    }
}

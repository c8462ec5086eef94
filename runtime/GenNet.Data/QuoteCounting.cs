using System;
using System.IO;

namespace GenNet;

/// <summary>
/// A text that knows whether it is within quotation marks, and stays open, because it belongs to whoever passed it. A mark that stands for itself is two,
/// so that every second one closes.
/// </summary>
internal sealed class QuoteCounting(TextReader reader) : TextReader
{
    private int _line = 1;
    private bool _isAfterReturn;

    /// <summary>The line, from 1, whose quotation mark what has been read does not close; null where there is none.</summary>
    public int? OpenLine { get; private set; }

    public override int Read(char[] buffer, int index, int count) => Look(buffer.AsSpan(index, reader.Read(buffer, index, count)));

    public override int Read(Span<char> buffer) => Look(buffer[..reader.Read(buffer)]);

    public override int ReadBlock(char[] buffer, int index, int count) => Look(buffer.AsSpan(index, reader.ReadBlock(buffer, index, count)));

    public override int ReadBlock(Span<char> buffer) => Look(buffer[..reader.ReadBlock(buffer)]);

    public override int Peek() => reader.Peek();

    public override int Read()
    {
        int read = reader.Read();
        if (read >= 0)
        {
            Look([(char)read]);
        }

        return read;
    }

    private int Look(ReadOnlySpan<char> text)
    {
        int length = text.Length;
        for (int found; (found = text.IndexOfAny('"', '\n', '\r')) >= 0; text = text[(found + 1)..])
        {
            if (text[found] == '"')
            {
                OpenLine = OpenLine is null ? _line : null;
            }
            else if (text[found] == '\r' || found > 0 || !_isAfterReturn)
            {
                _line++;
            }

            _isAfterReturn = text[found] == '\r';
        }

        _isAfterReturn &= text.IsEmpty;
        return length;
    }
}

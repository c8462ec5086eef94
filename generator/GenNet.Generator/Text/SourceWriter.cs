using System;
using System.Collections.Generic;
using System.Text;

namespace GenNet.Generator.Text;

/// <summary>Collects generated text: four spaces a level, and <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    /// <summary>The characters that it begins with room for: most files have more.</summary>
    private const int Capacity = 8 * 1024;

    private readonly StringBuilder _text = new(Capacity);
    private int _level;

    /// <summary>Is told what stands where; null where nobody asks.</summary>
    public IWriterListener? Listener { get; set; }

    /// <summary>The number of the line that is written next, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Writes a line, or several separated by <c>\n</c>, each at the current level; nothing but the end for an empty one.</summary>
    public void WriteLine(string lines = "")
    {
        string all = lines.Replace("\r", string.Empty);
        for (int start = 0, end; start <= all.Length; start = end + 1)
        {
            end = all.IndexOf('\n', start);
            end = end < 0 ? all.Length : end;
            if (end > start)
            {
                _text.Append(' ', 4 * _level).Append(all, start, end - start);
            }

            _text.Append('\n');
            Line++;
        }
    }

    /// <summary>Writes statements over some vectors.</summary>
    public void WriteStatements(IEnumerable<Statement> statements, VectorType vector)
    {
        foreach (Statement statement in statements)
        {
            int first = Line;
            WriteLine(statement.Text(vector));
            Listener?.Wrote(this, statement, first);
        }
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace; disposing closes it.</summary>
    public Scope WriteBlock(string header, string opening = "{", string closing = "}")
    {
        WriteLine(header);
        WriteLine(opening);
        _level++;
        return new Scope(this, closing);
    }

    /// <summary>Indents what follows by one level until disposed.</summary>
    public Scope Indent()
    {
        _level++;
        return new Scope(this, null);
    }

    public override string ToString() => _text.ToString();

    /// <summary>An open level of indentation.</summary>
    internal readonly struct Scope(SourceWriter writer, string? closing) : IDisposable
    {
        public void Dispose()
        {
            writer._level--;
            if (closing is not null)
            {
                writer.WriteLine(closing);
            }
        }
    }
}

using System.Collections.Generic;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Notes on which lines of a generated file the statements of the traced pass stand.</summary>
/// <param name="file">Which of the files that an explorer shows.</param>
/// <param name="pass">The traced pass.</param>
internal sealed class StatementPlaces(int file, TracedPass pass) : IWriterListener
{
    private readonly StatementKeys _keys = new();

    /// <inheritdoc/>
    public bool Records => false;

    /// <inheritdoc/>
    public void BeginPass() => _keys.BeginPass();

    /// <inheritdoc/>
    public void BeginBlock(StatementBlock block) => _keys.BeginBlock(block);

    /// <inheritdoc/>
    public void EndBlock() => _keys.EndBlock();

    /// <inheritdoc/>
    public void Wrote(SourceWriter writer, Statement statement, int firstLine)
    {
        if (_keys.Next(statement, out _) is { } key)
        {
            Add(key, firstLine, writer.Line - 1);
        }
    }

    /// <inheritdoc/>
    public void Called(SourceWriter writer, object operation, int firstLine) => Add(operation, firstLine, writer.Line - 1);

    /// <inheritdoc/>
    public void Defined(SourceWriter writer, object operation, int firstLine) => Add(operation, firstLine, writer.Line - 1);

    private void Add(object key, int first, int last)
    {
        if (last >= first && pass.Find(key) is { } statement)
        {
            statement.Places.Add((file, first, last));
        }
    }
}

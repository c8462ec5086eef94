namespace GenNet.Generator.Text;

/// <summary>Is told what stands where in a file while it is written, and may write between one statement and the next.</summary>
internal interface IWriterListener
{
    /// <summary>Whether it writes into the pass what each statement makes, so that methods take what it needs for that.</summary>
    bool Records { get; }

    /// <summary>Another pass begins: the same statements may come again.</summary>
    void BeginPass();

    /// <summary>The statements of a block follow.</summary>
    void BeginBlock(StatementBlock block);

    /// <summary>What follows belongs to no block.</summary>
    void EndBlock();

    /// <summary>A statement has been written, from a line on.</summary>
    void Wrote(SourceWriter writer, Statement statement, int firstLine);

    /// <summary>The lines that run an operation have been written, from a line on.</summary>
    void Called(SourceWriter writer, object operation, int firstLine);

    /// <summary>Methods that an operation calls, or what prepares it, have been written, from a line on.</summary>
    void Defined(SourceWriter writer, object operation, int firstLine);
}

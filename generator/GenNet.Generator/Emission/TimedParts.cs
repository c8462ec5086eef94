using System;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>The parts of a stream's step: what does not go on with every step stands in a block that asks whether it does.</summary>
internal sealed class TimedParts(SourceWriter writer)
{
    private StreamTiming _timing = StreamTiming.EachStep;
    private IDisposable? _block;
    private bool _isBegun;

    /// <summary>Goes on with lines that are for some steps.</summary>
    /// <param name="timing">Which.</param>
    /// <param name="isNew">Whether an empty line stands between them and the lines before.</param>
    public void GoOn(StreamTiming timing, bool isNew)
    {
        if (timing != _timing)
        {
            End();
            WriteEmptyLine();
            _block = timing == StreamTiming.EachStep ? null : writer.WriteBlock($"if ({Condition(timing)})");
            _timing = timing;
        }
        else if (isNew)
        {
            WriteEmptyLine();
        }

        _isBegun = true;
    }

    /// <summary>Ends the block, if there is one.</summary>
    public void End()
    {
        _block?.Dispose();
        _block = null;
    }

    private static string Condition(StreamTiming timing)
    {
        string begins = $"step >= {timing.First}";
        string comes = timing.First == 0 ? $"step % {timing.Every} == 0" : $"(step - {timing.First}) % {timing.Every} == 0";
        return timing.Every == 1 ? begins : timing.First == 0 ? comes : $"{begins} && {comes}";
    }

    private void WriteEmptyLine()
    {
        if (_isBegun)
        {
            writer.WriteLine();
        }
    }
}

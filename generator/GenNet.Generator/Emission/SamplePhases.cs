using System;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// The loops over the samples of a training pass: one, or more where something has to be known of all samples of the batch before the pass goes on.
/// </summary>
internal sealed class SamplePhases(SourceWriter writer, NetworkPlan plan)
{
    private IDisposable? _loop;
    private int _begun;

    /// <summary>Whether a loop is open: what was written last is done by every thread for its own samples.</summary>
    public bool IsOpen => _loop is not null;

    /// <summary>Goes on with the samples: in the loop that is open, or in a new one.</summary>
    public void GoOn()
    {
        if (_loop is not null)
        {
            return;
        }

        bool isOfTiles = plan.Placement!.HasPlacesOfTiles;
        string atLeast = $"atLeast: {Tiles.SamplesAtLeast(plan)}";
        string portions = plan.SamplesAtMost == int.MaxValue ? atLeast : $"{atLeast}, atMost: {plan.SamplesAtMost}";
        string taken = isOfTiles ? $"TakeTiles({atLeast})"
            : _begun == 0 ? $"TakeSamples({portions})"
            : $"TakeSamplesAgain(list: {plan.WorkLists - plan.SamplePhases + _begun}, {portions})";
        if (_begun++ > 0)
        {
            writer.WriteLine();
        }

        _loop = writer.WriteBlock($"foreach ((int first, int end{(isOfTiles ? ", nint away" : string.Empty)}) in batch.{taken})");
    }

    /// <summary>Writes an operation, and where it is over the batch, what follows its last sample.</summary>
    public void Write(OperationCode operation)
    {
        if (!operation.IsOverBatch)
        {
            operation.Write(writer);
            return;
        }

        int firstLine = writer.Line;
        operation.WriteCall(writer);

        Close();
        writer.WriteLine();
        writer.WriteLine("// What the threads know of their samples becomes what all of them need of the batch.");
        writer.WriteLine("batch.Barrier();");
        using (writer.WriteBlock("if (batch.IsLeader)"))
        {
            operation.WriteCombination(writer);
        }

        writer.WriteLine();
        writer.WriteLine("batch.Barrier();");
        writer.Listener?.Called(writer, operation.Subject!, firstLine);
    }

    /// <summary>Ends the loop that is open, if one is.</summary>
    public void Close()
    {
        _loop?.Dispose();
        _loop = null;
    }
}

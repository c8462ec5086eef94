using System.IO;

namespace GenNet;

/// <summary>Lines about the epochs of a training, for files and for those who read the output of others.</summary>
internal sealed class PlainDisplay(TextWriter output, FitOptions options) : ITrainingCallback
{
    private readonly SelectedEpochs _selected = new(options.Epochs);
    private EpochResult? _unwritten;

    public void OnEpoch(EpochResult result)
    {
        _unwritten = result;
        if (_selected.Contains(result.Epoch))
        {
            Write();
        }
    }

    /// <summary>A training that ended early ends with an epoch that nobody could select beforehand.</summary>
    public void OnEnd(TrainingHistory history) => Write();

    private void Write()
    {
        if (_unwritten is not null)
        {
            output.WriteLine(_unwritten);
            _unwritten = null;
        }
    }
}

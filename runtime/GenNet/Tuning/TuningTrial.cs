using System.Globalization;

namespace GenNet;

/// <summary>One setting, trained for some epochs and judged.</summary>
/// <typeparam name="TSetting">What a setting is.</typeparam>
public sealed class TuningTrial<TSetting>
{
    internal TuningTrial(int number, int round, TSetting setting, TrainingHistory history, Evaluation evaluation, double score)
    {
        Number = number;
        Round = round;
        Setting = setting;
        History = history;
        Evaluation = evaluation;
        Score = score;
    }

    /// <summary>The number of the setting in the list, from 0.</summary>
    public int Number { get; }

    /// <summary>The round, from 0, of a search in which settings become fewer; 0 elsewhere.</summary>
    public int Round { get; }

    /// <summary>The setting.</summary>
    public TSetting Setting { get; }

    /// <summary>The training.</summary>
    public TrainingHistory History { get; }

    /// <summary>How the network does on what is judged by.</summary>
    public Evaluation Evaluation { get; }

    /// <summary>What is made small; NaN where training diverged to it.</summary>
    public double Score { get; }

    /// <summary>The trial in words: <c>trial 3, (0.01, 32): 10 epochs, loss 0.1234, accuracy 96.67 %</c>.</summary>
    /// <returns>A line without its end.</returns>
    public override string ToString()
    {
        int epochs = History.Epochs.Count;
        return string.Create(
            CultureInfo.InvariantCulture, $"trial {Number}, {TuningResult<Network, TSetting>.Words(Setting)}: {Counted.Of(epochs, "epoch")}, {Evaluation}");
    }
}

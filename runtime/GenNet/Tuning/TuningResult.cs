using System;
using System.Collections.Generic;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>What a search found: its trials, the best of them, and the network of that one.</summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <typeparam name="TSetting">What a setting is.</typeparam>
public sealed class TuningResult<TNetwork, TSetting>
    where TNetwork : Network
{
    internal TuningResult(IReadOnlyList<TuningTrial<TSetting>> trials, TuningTrial<TSetting> best, TNetwork network)
    {
        Trials = trials;
        Best = best;
        Network = network;
    }

    /// <summary>All trials, round by round and in each in the order of the settings.</summary>
    public IReadOnlyList<TuningTrial<TSetting>> Trials { get; }

    /// <summary>The best trial of the last round, the first of them where several are equally good.</summary>
    public TuningTrial<TSetting> Best { get; }

    /// <summary>The network of the best trial.</summary>
    public TNetwork Network { get; }

    /// <summary>A table with a row for each trial, and what the best score was up to it.</summary>
    /// <returns>Lines that end in <c>\n</c>; the best trial has a star.</returns>
    public override string ToString()
    {
        bool hasAccuracy = Best.Evaluation.HasAccuracy;
        var table = new TextTable(["", "trial", "setting", "epochs", "loss", .. hasAccuracy ? (string[])["accuracy", "best so far"] : ["best so far"]]);
        double best = double.NaN;
        int round = 0;
        foreach (TuningTrial<TSetting> trial in Trials)
        {
            if (trial.Round != round)
            {
                // Another round has other epochs, and its own best.
                round = trial.Round;
                best = double.NaN;
                table.Skip();
            }

            best = double.IsNaN(best) || trial.Score < best ? trial.Score : best;
            table.Add(
            [
                trial == Best ? "*" : string.Empty,
                trial.Number.ToString(CultureInfo.InvariantCulture),
                Words(trial.Setting),
                trial.History.Epochs.Count.ToString(CultureInfo.InvariantCulture),
                Printed.Loss(trial.Evaluation.Loss),
                .. hasAccuracy ? (string[])[(100 * trial.Evaluation.Accuracy).ToString("F2", CultureInfo.InvariantCulture) + " %"] : [],
                Printed.Loss(best),
            ]);
        }

        return table.ToString();
    }

    internal static string Words(TSetting setting) => setting is IFormattable formattable
        ? formattable.ToString(null, CultureInfo.InvariantCulture)
        : Invariantly(() => setting?.ToString() ?? "null");

    /// <summary>Tuples and records print their numbers as the current culture has it.</summary>
    private static string Invariantly(Func<string> print)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return print();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

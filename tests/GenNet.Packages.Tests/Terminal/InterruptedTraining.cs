using System;
using System.IO;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>The program that <see cref="InterruptionTests"/> starts and interrupts: it trains far longer than anybody waits.</summary>
internal static class InterruptedTraining
{
    public const string Command = "train-until-interrupted";

    public static int Run()
    {
        var network = new Wave();
        var begun = new Begun();
        TrainingHistory history = TrainingConsole.Fit(network, Data.Wave, new FitOptions { Epochs = int.MaxValue, Callbacks = [begun] });
        float[] outputs = new float[1];
        network.Predict([0.5f], outputs);
        Console.WriteLine(
            $"cancelled {history.IsCancelled}, epochs {history.Epochs.Count > 0}, usable {float.IsFinite(outputs[0])}");
        return 0;
    }

    /// <summary>Says on the other stream that the training goes on, so that whoever interrupts it knows.</summary>
    private sealed class Begun : ITrainingCallback
    {
        private bool _isSaid;

        public void OnEpoch(EpochResult result)
        {
            if (!_isSaid)
            {
                _isSaid = true;
                using Stream errors = Console.OpenStandardError();
                errors.Write("begun\n"u8);
            }
        }
    }
}

using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>What one epoch achieved.</summary>
public sealed class EpochResult
{
    internal EpochResult(int epoch, double loss, Evaluation? validation, TimeSpan duration, double learningRate = double.NaN)
    {
        Epoch = epoch;
        Loss = loss;
        Validation = validation;
        Duration = duration;
        LearningRate = learningRate;
    }

    /// <summary>The number of the epoch, 1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>
    /// The loss of the samples as the epoch met them, each batch before its own update: their mean or their sum, as the network
    /// declares.
    /// </summary>
    public double Loss { get; }

    /// <summary>The evaluation of <see cref="FitOptions.Validation"/> after the epoch; null where there is none.</summary>
    public Evaluation? Validation { get; }

    /// <summary>The time spent on training, without validation, <see cref="FitOptions.Progress"/> and <see cref="FitOptions.Log"/>.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The optimizer's learning rate in the last step of the epoch.</summary>
    public double LearningRate { get; }

    /// <summary>The epoch in words: <c>epoch 3: loss 0.0871, validation loss 0.0932, accuracy 97.21 %, 54.2 ms</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        string validation = Validation is { } evaluation ? $", validation {evaluation}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"epoch {Epoch}: loss {Printed.Loss(Loss)}{validation}, {Printed.Time(Duration)}");
    }
}

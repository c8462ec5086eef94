using System;

namespace GenNet.Training;

/// <summary>Half a cosine again and again.</summary>
internal sealed class CosineRestartsSchedule(double epochs, double growth, double last) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time)
    {
        double start = 0;
        double length = epochs;
        if (growth == 1)
        {
            start = Math.Floor(time.Epoch / epochs) * epochs;
        }
        else
        {
            // Rounds grow, so that there are few of them.
            while (time.Epoch >= start + length)
            {
                start += length;
                length *= growth;
            }
        }

        return CosineSchedule.Between(last, (time.Epoch - start) / length);
    }

    /// <inheritdoc/>
    public override string ToString() => $"cosine to {Printed.Exactly(last)} with restarts, first after {Printed.Epochs(epochs)}, each round {Printed.Exactly(growth)} times as long";
}

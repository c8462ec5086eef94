using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace GenNet.Training;

/// <summary>Trainings that are compared with each other, none of which may go on from what another has left.</summary>
/// <param name="threads">How many of them run at once.</param>
internal sealed class SeparateTrainings(int threads)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _checkpoints = [];
    private readonly Dictionary<Optimizer, string> _optimizers = [];

    /// <summary>Refuses options that share what a training changes with those of one before.</summary>
    /// <param name="options">The options of a training that begins.</param>
    /// <param name="name">What the training is called.</param>
    /// <exception cref="InvalidOperationException">They have the checkpoint of another training, or an optimizer whose learning rate another changes, too.</exception>
    public void Admit(FitOptions options, string name)
    {
        lock (_gate)
        {
            if (options.Checkpoint is { } checkpoint && !_checkpoints.TryAdd(Path.GetFullPath(checkpoint.Path), name))
            {
                throw new InvalidOperationException(
                    $"{name} has the checkpoint {checkpoint.Path} of {_checkpoints[Path.GetFullPath(checkpoint.Path)]}, and would go on from what that has learnt. "
                    + "Give each training a path of its own, or none has a checkpoint.");
            }

            bool changesRate = options.DivergenceFactor > 0 || (options.Schedule is not null && threads > 1);
            if (!_optimizers.TryAdd(options.Optimizer, name) && changesRate)
            {
                throw new InvalidOperationException(
                    $"{name} has the optimizer of {_optimizers[options.Optimizer]}, and {(options.Schedule is null ? "DivergenceFactor" : "a schedule")} changes its learning rate for both. "
                    + $"Make a new one for each training: Optimizer = new {options.Optimizer.Name}(…).");
            }
        }
    }
}

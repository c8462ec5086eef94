using System;

namespace GenNet.Training.Tests;

/// <summary>Calls something after each batch.</summary>
internal sealed class Watch(Action afterBatch) : ITrainingCallback
{
    public void OnBatch(in TrainingProgress progress) => afterBatch();
}

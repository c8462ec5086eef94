namespace GenNet.Exploring;

/// <summary>All that the rest of a training follows from: parameters and state as they are stored, and what the optimizer remembers.</summary>
/// <param name="Epoch">The epochs that were complete.</param>
/// <param name="Storage">The network's tensors.</param>
/// <param name="Optimizer">The optimizer's name.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="OptimizerState">What it remembers, as a file; empty where it remembers nothing.</param>
internal sealed record RememberedEpoch<T>(int Epoch, T[] Storage, string Optimizer, double LearningRate, byte[] OptimizerState);

namespace GenNet.Exploring;

/// <summary>From one step on, another optimizer or learning rate.</summary>
/// <param name="Step">The first step that it counts for, 0 for the first of all.</param>
/// <param name="Optimizer">The optimizer's name among <see cref="OptimizerChoice"/>.</param>
/// <param name="LearningRate">Its learning rate.</param>
internal sealed record SettingChange(long Step, string Optimizer, double LearningRate);

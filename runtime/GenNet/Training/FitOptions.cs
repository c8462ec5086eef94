using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>How <see cref="TrainableNetwork{T}.Fit"/> trains. Every option has a default; each is checked when it is set.</summary>
/// <example>
/// <code>
/// network.Fit(training, new FitOptions { Epochs = 20, BatchSize = 128, Optimizer = new Sgd(0.5), Validation = test, Log = Console.Out });
/// </code>
/// </example>
public sealed class FitOptions
{
    /// <summary>More threads than any machine has for one process.</summary>
    internal const int MostThreads = 1024;

    private int _epochs = 10;

    private IReadOnlyList<ITrainingCallback> _callbacks = [];

    /// <summary>How often the network sees the whole data set: 1 or more, 10 unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Within(value, 1, int.MaxValue, nameof(Epochs));
    }

    /// <summary>
    /// The number of samples in one training step: 1 or more, 32 unless said. The last batch of an epoch has what is left over; a
    /// size beyond that of the data set means all of it in one batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(BatchSize));
    } = 32;

    /// <summary>How the parameters follow the gradient: gradient descent with a learning rate of 0.1 unless said.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Optimizer Optimizer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Optimizer));
    } = new Sgd(0.1);

    /// <summary>
    /// The seed of the shuffling, and of dropout and noise: the same seed gives the same order on every machine. 0 unless said. Each epoch that a network is fitted
    /// has an order of its own, whether in one call of <see cref="TrainableNetwork{T}.Fit"/> or in several: three calls of one epoch see
    /// what one call of three epochs sees. A network that is new or was loaded begins with the first.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>
    /// Whether each epoch takes the samples in a new random order. True unless said. Where one batch holds the whole data set there
    /// is nothing to shuffle, and the samples keep their order.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// How many samples of an <see cref="IDataSource"/> are in memory to be shuffled: 1 or more, 10,000 unless said. Each sample that is learnt comes at random from those,
    /// and the next that is read takes its place. A data set is shuffled as a whole.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int ShuffleWindow
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(ShuffleWindow));
    } = 10_000;

    /// <summary>
    /// How the learning rate changes; null, for the optimizer's as it is, unless said. When <c>Fit</c> returns the optimizer has its learning rate back.
    /// </summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// When to stop before the last epoch, and that the network then has the parameters of the best one; null, for never and the last, unless said.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// How many batches are one step: 1 or more, 1 unless said. The gradient is that of all their samples as one batch, which need not be in memory
    /// at once; only the order in which it is summed is another. The last step of an epoch has what is left over.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int AccumulateBatches
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(AccumulateBatches));
    } = 1;

    /// <summary>
    /// A file from which a training goes on that was killed or cancelled, in the middle of an epoch or at its end; null, for none, unless said.
    /// </summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>
    /// What each sample of the data set counts in the loss and its gradient: one finite number for each, 0 or more; null, for 1 each, unless said. A
    /// mean is the sum of weights times losses, divided by the number of samples, so that a weight means the same in every batch. A sample of weight 0
    /// is not looked at.
    /// </summary>
    /// <remarks>Samples of a batch that have one weight are computed together: many different weights in a batch make it slower.</remarks>
    /// <exception cref="ArgumentException">A weight is negative, infinite or NaN.</exception>
    public IReadOnlyList<double>? SampleWeights
    {
        get;
        init => field = SampleWeighting.Checked(value, nameof(SampleWeights));
    }

    /// <summary>
    /// What the samples of each class count: one finite number for each class, 0 or more; null, for 1 each, unless said. The weight of a sample is that
    /// of its class, times its own in <see cref="SampleWeights"/>. They count in the loss of <see cref="Validation"/> and in its accuracy, too: each
    /// decision by its weight.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative, infinite or NaN.</exception>
    public IReadOnlyList<double>? ClassWeights
    {
        get;
        init => field = SampleWeighting.Checked(value, nameof(ClassWeights));
    }

    /// <summary>
    /// Averages the parameters over the training, and leaves the average in the network; null, for the last parameters, unless said.
    /// </summary>
    public WeightAveraging? Averaging { get; init; }

    /// <summary>
    /// What is done to each sample when it is about to be learnt; nothing unless said. Validation and evaluation see samples as they are.
    /// </summary>
    public Augmentation? Augment { get; init; }

    /// <summary>
    /// What the learning rate is multiplied by where training diverges, to go on from the last good parameters with the batch behind the one that it diverged at:
    /// above 0, below 1; 0, for an end there, unless said. Each time is in <see cref="TrainingHistory.Hints"/>, and after ten of them training ends. The optimizer
    /// keeps the lower rate.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, 1 or more, or NaN.</exception>
    public double DivergenceFactor
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(DivergenceFactor),
                value,
                string.Create(CultureInfo.InvariantCulture, $"{nameof(DivergenceFactor)} is 0 or more and below 1, not {value}."));
    }

    /// <summary>What is called after batches and epochs, in this order; none unless said.</summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<ITrainingCallback> Callbacks
    {
        get => _callbacks;
        init => _callbacks = Listed.Complete(value, nameof(Callbacks));
    }

    /// <summary>A data set to evaluate the network on after each epoch; none unless said. Training never sees it.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Called after each batch, on the thread that trains; none unless said. After the last batch of an epoch,
    /// <see cref="TrainingProgress.EpochResult"/> is there. The time it takes is not counted as training time. To report to an
    /// <see cref="IProgress{T}"/>, say <c>Progress = reporter.Report</c>.
    /// </summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Where a line about each epoch is written as it ends, <see cref="Console.Out"/> for example; nowhere unless said. The line is
    /// <see cref="EpochResult.ToString"/>.
    /// </summary>
    public TextWriter? Log { get; init; }

    /// <summary>
    /// The most threads that work on each batch, the calling one included: 1 to 1024, 1 unless said. There are never more than the processors
    /// that this process may use (<see cref="Environment.ProcessorCount"/>), and now and then it is tried whether they are faster than the
    /// calling thread alone, which works alone if not. The result has the same bits for any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 1024.</exception>
    public int Threads
    {
        get;
        init => field = Within(value, 1, MostThreads, nameof(Threads));
    } = 1;

    /// <summary>
    /// The threads that work on each batch, as with <see cref="Threads"/>, which is of no matter then. They are there for the next call too, until the
    /// team is disposed. Null unless said: <c>Fit</c> starts threads of its own where <see cref="Threads"/> asks for them, and ends them.
    /// </summary>
    public ThreadTeam? Team { get; init; }

    /// <summary>Whether all threads work on each batch although one may be faster: for tests of what they compute.</summary>
    internal bool InsistsOnThreads { get; init; }

    /// <summary>These options with one callback more, which is called after the others.</summary>
    /// <param name="callback">What is called after batches and epochs.</param>
    /// <returns>A copy; the optimizer and whatever else is an object is the same one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public FitOptions With(ITrainingCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var copy = (FitOptions)MemberwiseClone();
        copy._callbacks = [.. _callbacks, callback];
        return copy;
    }

    /// <summary>These options with another number of epochs.</summary>
    internal FitOptions WithEpochs(int epochs)
    {
        var copy = (FitOptions)MemberwiseClone();
        copy._epochs = epochs;
        return copy;
    }

    /// <summary>The options in words, <c>10 epochs, batches of 32, Sgd(learning rate 0.1), seed 0</c> for those that are the defaults.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Counted.Of(Epochs, "epoch")}, batches of {BatchSize}, {Optimizer}");
        if (AccumulateBatches > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $", {AccumulateBatches} to a step");
        }

        text.Append(SampleWeights is null ? string.Empty : ", weighted samples");
        if (ClassWeights is { } classes)
        {
            text.Append(", class weights");
            foreach (double weight in classes)
            {
                text.Append(' ').Append(Printed.Exactly(weight));
            }
        }

        text.Append(Schedule is null ? string.Empty : $", {Schedule}");
        text.Append(Checkpoint is null ? string.Empty : $", {Checkpoint}");
        text.Append(EarlyStopping is null ? string.Empty : $", {EarlyStopping}");
        text.Append(Averaging is null ? string.Empty : $", {Averaging}");
        text.Append(Augment is null ? string.Empty : ", augmented");
        text.Append(DivergenceFactor == 0 ? string.Empty : $", {Printed.Exactly(DivergenceFactor)} of the rate after divergence");
        text.Append(Shuffle ? string.Create(CultureInfo.InvariantCulture, $", seed {Seed}") : ", not shuffled");
        int threads = Team?.Threads ?? Threads;
        if (threads > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $", {threads} threads");
        }

        return Validation is null
            ? text.ToString()
            : text.Append(", validation on ").Append(Validation).ToString();
    }

    private static int Within(int value, int least, int most, string name)
    {
        if (value >= least && value <= most)
        {
            return value;
        }

        string range = most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"at least {least}")
            : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {range}, not {value}."));
    }
}

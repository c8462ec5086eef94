using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>How <see cref="CrossValidation"/> deals a data set out and trains on its parts.</summary>
public sealed class CrossValidationOptions
{
    /// <summary>The number of parts, each of which is judged by once: 2 or more, 5 unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Folds
    {
        get;
        init => field = AtLeast(value, 2, nameof(Folds));
    } = 5;

    /// <summary>
    /// Whether each class is dealt out by itself, so that all parts have about the same shares of the classes. Null, unless said: where every sample has one
    /// class, and every class as many samples as there are parts.
    /// </summary>
    public bool? Stratified { get; init; }

    /// <summary>The seed of the dealing and of the networks' first parameters: the same seed gives the same bits. 0 unless said.</summary>
    public int Seed { get; init; }

    /// <summary>How many parts are worked on at once: 1 or more, 1 unless said. The result has the same bits for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = AtLeast(value, 1, nameof(Threads));
    } = 1;

    /// <summary>
    /// Makes the options of each part's training, which has a number from 0. Called once for each, on the thread that trains it: optimizers and callbacks are
    /// new every time. The defaults of <see cref="FitOptions"/> unless said.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Func<int, FitOptions> Fit
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Fit));
    } = _ => new FitOptions();

    /// <summary>
    /// Prepares what is trained on and what is judged by, with what is known of the first alone: for example
    /// <c>(training, validation) => { var s = Standardizer.Of(training); return (s.Apply(training), s.Apply(validation)); }</c>. Nothing unless said.
    /// </summary>
    public Func<Dataset, Dataset, (Dataset Training, Dataset Validation)>? Prepare { get; init; }

    /// <summary>The options in words: <c>5 folds, seed 0</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        string kind = Stratified switch { true => " stratified", false => " random", _ => string.Empty };
        return string.Create(CultureInfo.InvariantCulture, $"{Folds}{kind} folds, seed {Seed}")
            + (Threads > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Threads} threads") : string.Empty);
    }

    internal static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is at least {least}, not {value}."));
}

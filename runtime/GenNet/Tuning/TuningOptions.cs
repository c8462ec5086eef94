using System;
using System.Globalization;
using System.IO;
using GenNet.Training;

namespace GenNet;

/// <summary>How <see cref="Tuning"/> goes through settings.</summary>
public sealed class TuningOptions
{
    /// <summary>The seed of every network's first parameters: the same seed gives the same bits. 0 unless said.</summary>
    public int Seed { get; init; }

    /// <summary>How many settings are tried at once: 1 or more, 1 unless said. The result has the same bits for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = CrossValidationOptions.AtLeast(value, 1, nameof(Threads));
    } = 1;

    /// <summary>
    /// By which number settings become fewer from round to round: 0, for one round in which every setting is trained to its end, unless said; or 2 or more. With
    /// 3 the first round trains all settings for a small part of their epochs, the next the best third of them for three times as many, and so on, until the last
    /// trains for all of its epochs: successive halving (Jamieson and Talwalkar, 2016). Each round trains anew, so that a schedule sees its own end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or 1.</exception>
    public int HalvingFactor
    {
        get;
        init => field = value is 0 or >= 2
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(HalvingFactor), value, string.Create(CultureInfo.InvariantCulture, $"{nameof(HalvingFactor)} is 0, or 2 or more, not {value}."));
    }

    /// <summary>What is made small, of an evaluation on what is judged by: its loss unless said. NaN is worse than everything.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Func<Evaluation, double> Score
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Score));
    } = evaluation => evaluation.Loss;

    /// <summary>Where a line about each trial is written, in the order of the trials; nowhere unless said.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>The options in words: <c>every setting to its end, seed 0</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        string rounds = HalvingFactor == 0
            ? "every setting to its end"
            : string.Create(CultureInfo.InvariantCulture, $"the best of {HalvingFactor} from round to round");
        return string.Create(CultureInfo.InvariantCulture, $"{rounds}, seed {Seed}")
            + (Threads > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Threads} threads") : string.Empty);
    }
}

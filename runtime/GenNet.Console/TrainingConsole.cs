using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using Spectre.Console;

namespace GenNet;

/// <summary>Trains where people watch: in a terminal with curves that move, elsewhere with lines. Ctrl-C ends the training and keeps the network.</summary>
/// <example>
/// <code>
/// TrainingHistory history = TrainingConsole.Fit(network, training, new FitOptions { Epochs = 20, Validation = test });
/// TrainingConsole.Write(history);
/// </code>
/// </example>
public static class TrainingConsole
{
    /// <summary>
    /// Does what <see cref="TrainableNetwork{T}.Fit"/> does, with the same bits, and shows it meanwhile: progress, the curves of loss, validation and
    /// accuracy, learning rate, samples a second, and the time left. Where the output is redirected or no terminal, at most some twenty lines about
    /// epochs are written instead, the same ones for the same number of epochs. The time it takes is not counted as training time.
    /// </summary>
    /// <remarks>
    /// The first Ctrl-C finishes the batch under way and returns the history so far (<see cref="TrainingHistory.IsCancelled"/>), with the network as
    /// usable as any; a second one ends the program. What writes to the terminal meanwhile, a <see cref="FitOptions.Log"/> for example, disturbs
    /// what is shown there.
    /// </remarks>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network to train.</param>
    /// <param name="dataset">What it learns from.</param>
    /// <param name="options">Epochs, batch size, optimizer and so on; the defaults of <see cref="FitOptions"/> if null.</param>
    /// <param name="console">Where it is shown; <see cref="AnsiConsole.Console"/> if null.</param>
    /// <param name="cancellationToken">Stops training between two batches, as Ctrl-C does.</param>
    /// <returns>What each epoch achieved.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes, or an option is out of range.</exception>
    public static TrainingHistory Fit<T>(
        TrainableNetwork<T> network,
        Dataset dataset,
        FitOptions? options = null,
        IAnsiConsole? console = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new FitOptions();
        console ??= AnsiConsole.Console;
        using var interruption = new Interruption(cancellationToken);

        // The display is cleared at the end, and a line is left that says how the training went, with what went wrong and the hints below.
        TrainingHistory history = console.Profile.Capabilities.Interactive
            ? FitLive(network, dataset, options, console, interruption.Token)
            : network.Fit(dataset, options.With(new PlainDisplay(console.Profile.Out.Writer, options)), interruption.Token);
        console.Profile.Out.Writer.WriteLine(history);
        WriteRemarks(history, console);
        return history;
    }

    /// <summary>Writes a table of the epochs of a training, the best one marked, with what went wrong and the hints below.</summary>
    /// <param name="history">What <see cref="Fit"/> returned.</param>
    /// <param name="console">Where to; <see cref="AnsiConsole.Console"/> if null.</param>
    public static void Write(TrainingHistory history, IAnsiConsole? console = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        console ??= AnsiConsole.Console;
        console.Write(TrainingTables.Of(history));
        WriteRemarks(history, console);
    }

    /// <summary>Writes a table of the numbers of an evaluation.</summary>
    /// <param name="evaluation">What <see cref="Network{T}.Evaluate(Dataset)"/> returned.</param>
    /// <param name="console">Where to; <see cref="AnsiConsole.Console"/> if null.</param>
    public static void Write(Evaluation evaluation, IAnsiConsole? console = null) =>
        (console ?? AnsiConsole.Console).Write(TrainingTables.Of(evaluation));

    /// <summary>Writes what went wrong and the hints, not broken into lines of the width of a terminal, which files have none of.</summary>
    private static void WriteRemarks(TrainingHistory history, IAnsiConsole console)
    {
        TextWriter output = console.Profile.Out.Writer;
        foreach (string remark in history.Message is { } message ? history.Hints.Prepend(message) : history.Hints)
        {
            output.WriteLine(remark);
        }
    }

    private static TrainingHistory FitLive<T>(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, IAnsiConsole console, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var view = new TrainingView(console.Profile, options, dataset.Count);
        return console.Live(view.Draw())
            .AutoClear(true)
            .Start(context =>
            {
                var display = new LiveDisplay(view, context.UpdateTarget, TimeProvider.System);
                return network.Fit(dataset, options.With(display), cancellationToken);
            });
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Exploring;

namespace GenNet;

/// <summary>Shows in the browser how a network learns: its curves, its units, its gradients and its generated code.</summary>
/// <example>
/// <code>
/// await Explorer.RunAsync(new Xor(seed: 1), samples);
/// </code>
/// </example>
public static class Explorer
{
    /// <summary>
    /// Serves the page of a network until it is cancelled or Ctrl+C is pressed; prints its address and opens it in the browser. The network learns when
    /// the page says so, on a thread of its own, and afterwards has what it has learnt. Nothing but the page's own requests to this process is ever sent.
    /// </summary>
    /// <param name="network">The network. Nothing else may train it or copy parameters in meanwhile.</param>
    /// <param name="dataset">The samples to learn from.</param>
    /// <param name="options">Validation, optimizer, port and so on; the defaults of <see cref="ExplorerOptions"/> if null.</param>
    /// <param name="cancellationToken">Closes the page.</param>
    /// <returns>A task that ends when the page has been closed.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes than the network.</exception>
    /// <exception cref="System.IO.IOException">The port is in use, or the address is not one of this machine.</exception>
    public static Task RunAsync(
        TrainableNetwork<float> network, Dataset dataset, ExplorerOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Start(network, dataset, options), cancellationToken);

    /// <inheritdoc cref="RunAsync(TrainableNetwork{float}, Dataset, ExplorerOptions?, CancellationToken)"/>
    public static Task RunAsync(
        TrainableNetwork<double> network, Dataset dataset, ExplorerOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Start(network, dataset, options), cancellationToken);

    /// <summary>Begins to serve the page of a network, and returns when it can be opened.</summary>
    /// <param name="network">The network. Nothing else may train it or copy parameters in until the session is disposed.</param>
    /// <param name="dataset">The samples to learn from.</param>
    /// <param name="options">Validation, optimizer, port and so on; the defaults of <see cref="ExplorerOptions"/> if null.</param>
    /// <returns>The page; dispose it to close it.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes than the network.</exception>
    /// <exception cref="System.IO.IOException">The port is in use, or the address is not one of this machine.</exception>
    public static Task<ExplorerSession> StartAsync(TrainableNetwork<float> network, Dataset dataset, ExplorerOptions? options = null) =>
        Start(network, dataset, options);

    /// <inheritdoc cref="StartAsync(TrainableNetwork{float}, Dataset, ExplorerOptions?)"/>
    public static Task<ExplorerSession> StartAsync(TrainableNetwork<double> network, Dataset dataset, ExplorerOptions? options = null) =>
        Start(network, dataset, options);

    private static Task<ExplorerSession> Start<T>(TrainableNetwork<T> network, Dataset dataset, ExplorerOptions? options)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new ExplorerOptions();
        return ExplorerSession.StartAsync(new Exploration<T>(network, dataset, options), options);
    }

    private static async Task RunAsync(Task<ExplorerSession> start, CancellationToken cancellationToken)
    {
        ExplorerSession session = await start.ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            ConsoleCancelEventHandler onCancel = (_, e) =>
            {
                e.Cancel = true;
                stop.Cancel();
            };
            Console.CancelKeyPress += onCancel;
            try
            {
                await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Console.CancelKeyPress -= onCancel;
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Net;

namespace GenNet;

/// <summary>What <see cref="Explorer.RunAsync(TrainableNetwork{float}, Dataset, ExplorerOptions?, System.Threading.CancellationToken)"/> shows, and to whom.</summary>
public sealed class ExplorerOptions
{
    /// <summary>A data set to evaluate the network on while it learns; none unless said. Training never sees it.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// How the parameters follow the gradient at first; the page can choose another one. Gradient descent with a learning rate of 0.1 unless said.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Optimizer Optimizer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Optimizer));
    } = new Sgd(0.1);

    /// <summary>The number of samples in one training step: 1 or more, 32 unless said; at most the whole data set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            field = value;
        }
    } = 32;

    /// <summary>The seed of the shuffling, and of dropout and noise, as in <see cref="FitOptions.Seed"/>. 0 unless said.</summary>
    public int Seed { get; init; }

    /// <summary>Whether each epoch takes the samples in a new random order. True unless said.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// How many steps a second to take at most, above 0; the page can choose another number. Null unless said: as many as there can be, but 1,000 for
    /// networks so small that they would have learnt everything before anybody has looked.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0, negative or NaN.</exception>
    public double? StepsPerSecond
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(StepsPerSecond), value, $"{nameof(StepsPerSecond)} is above 0.");
    }

    /// <summary>What the classes are called, in their order; their numbers unless said.</summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> ClassNames
    {
        get;
        init => field = Listed.Complete(value, nameof(ClassNames));
    } = [];

    /// <summary>The port to listen on, 0 to 65535; 0, for any that is free, unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no port.</exception>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Port));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort, nameof(Port));
            field = value;
        }
    }

    /// <summary>
    /// The address to listen on: <see cref="IPAddress.Loopback"/>, which only this machine reaches, unless said. On any other, whoever can reach it and
    /// has the link can train the network and read its data, over a connection that is not encrypted.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IPAddress Address
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Address));
    } = IPAddress.Loopback;

    /// <summary>
    /// Host names under which the page is reached beside the address itself, where it is not the loopback address; none unless said. Requests for any
    /// other host are refused, so that no web page can reach the explorer under a name of its own.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> HostNames
    {
        get;
        init => field = Listed.Complete(value, nameof(HostNames));
    } = [];

    /// <summary>Whether to open the page in the browser, if there is one. True unless said.</summary>
    public bool OpenBrowser { get; init; } = true;

    /// <summary>Where the page's address is written; <see cref="Console.Out"/> unless said, nowhere if null.</summary>
    public TextWriter? Output { get; init; } = Console.Out;
}

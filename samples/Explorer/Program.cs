using System;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet;

// Which network, and whether to open the browser: dotnet run --project samples/Explorer -- digits --port 5000
string which = args.FirstOrDefault(arg => !arg.StartsWith('-') && !arg.All(char.IsAsciiDigit)) ?? "xor";
int at = Array.IndexOf(args, "--port");
int port = at < 0 ? 0 : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
bool opens = !args.Contains("--no-browser");
string data = Path.Combine(AppContext.BaseDirectory, "data");

switch (which)
{
    case "xor":
        var xor = new Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        await Explorer.RunAsync(new Xor(seed: 1), xor, new ExplorerOptions
        {
            Optimizer = new Sgd(2), Port = port, OpenBrowser = opens,
        });
        return 0;
    case "digits":
        await Explorer.RunAsync(new Digits(seed: 1), Images("train"), new ExplorerOptions
        {
            Validation = Images("t10k"), Optimizer = new Sgd(0.5), BatchSize = 128, Port = port, OpenBrowser = opens,
        });
        return 0;
    case "lenet":
        await Explorer.RunAsync(new LeNet(seed: 1), Images("train"), new ExplorerOptions
        {
            Validation = Images("t10k"), Optimizer = new Adam(0.001), BatchSize = 64, Port = port, OpenBrowser = opens,
        });
        return 0;
    case "sunspots":
        (Dataset known, Dataset later) = Years();
        await Explorer.RunAsync(new Sunspots(seed: 1), known, new ExplorerOptions
        {
            Validation = later, Optimizer = new Adam(0.005), BatchSize = 32, Port = port, OpenBrowser = opens,
        });
        return 0;
    default:
        Console.Error.WriteLine($"There is no network '{which}' here: xor, digits, lenet or sunspots.");
        return 1;
}

Dataset Images(string name) => Dataset.FromIdx(
    Path.Combine(data, $"{name}-images-idx3-ubyte.gz"), Path.Combine(data, $"{name}-labels-idx1-ubyte.gz"));

// The network learns from what was known by 1950, and is judged by the years after.
(Dataset Known, Dataset Later) Years()
{
    float[] counts =
    [
        .. File.ReadLines(Path.Combine(data, "sunspots.csv")).Skip(1)
            .Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) / 100),
    ];
    const int First = 1700;
    return (Windows(Sunspots.Years, 1950 - First), Windows(1950 - First, counts.Length));

    Dataset Windows(int from, int end) => new(
        [.. Enumerable.Range(from, end - from).SelectMany(year => counts[(year - Sunspots.Years)..year])],
        counts[from..end],
        Sunspots.Years,
        1);
}

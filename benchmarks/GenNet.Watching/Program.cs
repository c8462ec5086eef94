// What a page attached costs training, and how long it keeps the browser's main thread busy: dotnet run -c Release -- lenet --see --rounds 6
// With --reader, what it costs to be asked for all that a page asks for, by a program that draws nothing; with --check, beside a check of all gradients too.
// With --pictures docs/explorer, the documentation's pictures are taken instead.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Watching;

if (Array.IndexOf(args, "--pictures") is >= 0 and int pictures)
{
    await PagePictures.TakeAsync(args[pictures + 1]);
    return 0;
}

var options = new WatchOptions(
    Seconds: Number("--seconds", 2),
    Rounds: (int)Number("--rounds", 5),
    IsPinned: !args.Contains("--unpinned"));
string[] views = args.Contains("--see") ? ["see"] : args.Contains("--train") ? ["train"] : ["train", "see"];
string[] networks = [.. args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || args[i - 1] is not ("--seconds" or "--rounds")))];
string[] chosen = networks.Length > 0 ? networks : ["xor", "digits", "lenet", "sunspots"];
bool isReader = args.Contains("--reader");
Console.WriteLine(isReader
    ? "| network, view | updates a second | pictures a second | an epoch, ms of processor time of training: nobody / a reader | by processor time | by the clock | cores of the server: nobody / a reader |\n"
        + "| --- | --- | --- | --- | --- | --- | --- |"
    : "| network, view | updates a second | frames a second | drawing in a frame, median / worst | longest time between frames | tasks above 50 ms | cores of browser / server "
        + "| steps with a page / without, by processor time | by the clock |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (string network in chosen)
{
    foreach (string view in views)
    {
        await using WatchedProgram program = await WatchedProgram.StartAsync(network, options);
        Console.WriteLine($"| {network}, {view} {(isReader ? await ReadAsync(program, view) : await WatchAsync(program, view))} |");
    }
}

return 0;

async Task<string> ReadAsync(WatchedProgram program, string view)
{
    await program.WatchAsync(view);
    PictureRequest[] asked = program.Asked;
    var with = new List<Round>();
    var without = new List<Round>();
    var readers = new List<ReaderRound>();
    for (int round = 0; round < options.Rounds; round++)
    {
        without.Add(await program.LeaveAsync());
        ReaderRound reader = await program.ReadAsync(asked, isChecked: args.Contains("--check"));
        readers.Add(reader);
        with.Add(reader.Training);
    }

    return string.Create(
        CultureInfo.InvariantCulture,
        $"| {readers.Min(reader => reader.Updates):0.0} – {readers.Max(reader => reader.Updates):0.0} | {Median(readers.Select(reader => reader.Pictures)):0} "
        + $"| {without.Min(round => round.EpochMilliseconds):G4} / {with.Min(round => round.EpochMilliseconds):G4} "
        + $"| {Ratio(with, without, round => round.StepsOfProcessor)} | {Ratio(with, without, round => round.StepsOfClock)} "
        + $"| {Median(without.Select(round => round.ServerCores)):0.000} / {Median(with.Select(round => round.ServerCores)):0.000}");
}

async Task<string> WatchAsync(WatchedProgram program, string view)
{
    var with = new List<Round>();
    var without = new List<Round>();
    var pages = new List<PageRound>();
    for (int round = 0; round < options.Rounds; round++)
    {
        PageRound page = await program.WatchAsync(view);
        pages.Add(page);
        with.Add(page.Training);
        without.Add(await program.LeaveAsync());
    }

    return string.Create(
        CultureInfo.InvariantCulture,
        $"| {pages.Min(page => page.Updates):0.0} – {pages.Max(page => page.Updates):0.0} | {pages.Min(page => page.Frames):0} – {pages.Max(page => page.Frames):0} "
        + $"| {Median(pages.SelectMany(page => page.Drawing)):0.0} / {pages.SelectMany(page => page.Drawing).DefaultIfEmpty().Max():0} ms | {pages.Max(page => page.LongestGap):0} ms "
        + $"| {string.Join(", ", pages.SelectMany(page => page.LongTasks).Select(task => task.ToString("0", CultureInfo.InvariantCulture)).DefaultIfEmpty("none"))} "
        + $"| {Median(with.Select(round => round.BrowserCores)):0.00} / {Median(with.Select(round => round.ServerCores)):0.00} "
        + $"| {Ratio(with, without, round => round.StepsOfProcessor)} | {Ratio(with, without, round => round.StepsOfClock)}");
}

double Number(string name, double otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : double.Parse(args[at + 1], CultureInfo.InvariantCulture);
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
}

// Rounds that nobody disturbed are the fastest ones; how far the rounds of a kind are apart says what the ratio is worth.
static string Ratio(List<Round> with, List<Round> without, Func<Round, double> steps)
{
    double spread = Math.Max(with.Max(steps) / with.Min(steps), without.Max(steps) / without.Min(steps)) - 1;
    return string.Create(
        CultureInfo.InvariantCulture,
        $"best {with.Max(steps) / without.Max(steps):0.00}, median {Median(with.Select(steps)) / Median(without.Select(steps)):0.00}, rounds differ by {spread:P0}");
}

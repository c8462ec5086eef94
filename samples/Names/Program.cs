using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet;

string[] names = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "names.txt"));
var random = new Random(1);
random.Shuffle(names);
string[] heldOut = names[..500];
string[] learned = names[500..];
Console.WriteLine($"{learned.Length} first names to learn from, {heldOut.Length} held out");

var network = new NextLetter(seed: 1);
TrainingConsole.Fit(network, Alphabet.Samples(learned), new FitOptions
{
    Epochs = 12,
    BatchSize = 64,
    Optimizer = new Adam(learningRate: 0.005),
    Schedule = Schedule.Cosine(),
});

// A loss of a name is the sum over its letters and its end; e to the mean is how many letters the network wavers between.
double perLetter = network.Evaluate(Alphabet.Samples(heldOut)).Loss * heldOut.Length / heldOut.Sum(name => name.Length + 1);
Console.WriteLine(FormattableString.Invariant($"perplexity of the names held out: {Math.Exp(perLetter):F2} of {NextLetter.Letters} letters"));

var known = names.ToHashSet(StringComparer.Ordinal);
var writer = new Writer(network, random);
Show("as likely as they are", () => writer.Write("", courage: 1));
Show("the likelier letters", () => writer.Write("", courage: 0.6));
Show("that begin with ev", () => writer.Write("ev", courage: 0.8));

// Names that are in the list are marked with an asterisk.
void Show(string how, Func<string> write)
{
    Console.WriteLine();
    Console.WriteLine($"names, {how} (* is in the list):");
    foreach (string[] row in Enumerable.Range(0, 12).Select(_ => write()).Chunk(6))
    {
        Console.WriteLine(string.Concat(row.Select(name => $"  {char.ToUpperInvariant(name[0])}{name[1..]}{(known.Contains(name) ? "*" : "")}".PadRight(16))).TrimEnd());
    }
}

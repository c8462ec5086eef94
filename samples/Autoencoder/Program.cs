using System;
using System.IO;
using System.Linq;
using System.Text;
using GenNet;

Console.OutputEncoding = Encoding.UTF8;
Console.WriteLine(Autoencoder.Summary);
Console.WriteLine();

Dataset training = ReadDigits("train", 20_000);
Dataset test = ReadDigits("t10k", 1_000);
var network = new Autoencoder(seed: 1);
TrainingConsole.Fit(network, training, new FitOptions
{
    Epochs = 6,
    BatchSize = 64,
    Optimizer = new Adam(learningRate: 0.002),
    Schedule = Schedule.Cosine(),
});

float[] reconstructed = new float[test.Count * Autoencoder.OutputSize];
network.Predict(test.Inputs.Span, reconstructed);
ReadOnlySpan<float> images = test.Inputs.Span;
double error = 0;
double ofMean = 0;
float[] mean = [.. Enumerable.Range(0, Picture.Pixels).Select(pixel => Enumerable.Range(0, test.Count).Average(i => test.Inputs.Span[(i * Picture.Pixels) + pixel]))];
for (int i = 0; i < images.Length; i++)
{
    error += Math.Pow(images[i] - reconstructed[i], 2) / images.Length;
    ofMean += Math.Pow(images[i] - mean[i % Picture.Pixels], 2) / images.Length;
}

Console.WriteLine(FormattableString.Invariant(
    $"of {test.Count} test images, {Autoencoder.Code} numbers each keep {100 * (1 - (error / ofMean)):F1} % of the variance"));
Console.WriteLine();

// The first test digits above, and below what became of them.
const int Shown = 6;
Picture.Write(images, Shown);
Picture.Write(reconstructed, Shown);

string drawing = Path.Combine(AppContext.BaseDirectory, "reconstructions.svg");
File.WriteAllText(drawing, Drawing.Of(images, reconstructed, count: 12));
Console.WriteLine($"drawing saved to {drawing}");

// The targets of an autoencoder are its inputs.
static Dataset ReadDigits(string name, int count)
{
    string folder = Path.Combine(AppContext.BaseDirectory, "data");
    Dataset digits = Dataset.FromIdx(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"));
    float[] images = digits.Inputs[..(count * Picture.Pixels)].ToArray();
    return new Dataset(images, images, Picture.Pixels, Picture.Pixels);
}

using GenNet;
using static GenNet.Activation;

// Data: points inside and outside of a circle, a file to put your own in the place of.
CsvData points = CsvData.Read(Path.Combine(AppContext.BaseDirectory, "points.csv"), new CsvSchema { Label = "place" });
(Dataset training, Dataset test) = points.Samples.Split(0.8, seed: 1);

// Training: with curves in the terminal. Ctrl-C ends it and keeps the network.
var network = new Classifier(seed: 1);
TrainingHistory history = TrainingConsole.Fit(network, training, new FitOptions
{
    Epochs = 100,
    Optimizer = new Adam(0.01),
    Schedule = Schedule.Cosine(),
    Validation = test,
});

// Evaluation, on points that the network has not seen.
Console.WriteLine($"{100 * network.Evaluate(test).Accuracy:F0} % of the test points are right");

// Saved, loaded and asked.
network.Save("network.safetensors");
Classifier loaded = Classifier.Load("network.safetensors");
Console.WriteLine($"The point (0.1, 0.2) is {points.Classes[loaded.Classify([0.1f, 0.2f])]}.");

// Pictures: the curves, and a report of everything as one page.
File.WriteAllText("curves.svg", history.ToSvg());
Report.Write("report.html", loaded, history, test, new ReportOptions { OutputNames = points.Classes });
Console.WriteLine("The curves are in curves.svg, a report is in report.html.");

/// <summary>Two coordinates in, the probabilities of two places out. The compiler writes the rest.</summary>
[Layer(2, 16, Tanh)]
[Layer(16, 2, Softmax)]
internal sealed partial class Classifier;

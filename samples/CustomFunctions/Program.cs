using System;
using System.Globalization;
using System.Linq;
using GenNet;

// Demand over four hundred days: it comes and goes in waves, varies by chance, and is far too high on a few days when someone entered
// it twice.
const int Days = 400;
var random = new Random(7);
float[] days = [.. Enumerable.Range(0, Days).Select(i => (10f * i / Days) - 5)];
float[] demand = [.. days.Select(day => MathF.Sin(MathF.PI * day / 2) + (0.4f * (float)random.NextDouble()))];
for (int i = 20; i < Days; i += 40)
{
    demand[i] += 3;
}

var history = new Dataset(days, demand, inputSize: 1, targetSize: 1);
Console.WriteLine("loss         observations below the forecast   median distance   gradients");

var high = new Forecasts.High(seed: 1);
Report("quantile 0.9", high, high.CheckGradients);
var cautious = new Forecasts.Cautious(seed: 1);
Report("LINEX", cautious, cautious.CheckGradients, learningRate: 0.001); // Its gradient grows exponentially with what is missing.
var robust = new Forecasts.Robust(seed: 1);
Report("biweight", robust, robust.CheckGradients);
var smooth = new Forecasts.Smooth(seed: 1);
Report("ln cosh", smooth, smooth.CheckGradients);
var heavyTailed = new Forecasts.HeavyTailed(seed: 1);
Report("Cauchy", heavyTailed, heavyTailed.CheckGradients);
var median = new Forecasts.Median(seed: 1);
Report("Charbonnier", median, median.CheckGradients);

Console.WriteLine();
Console.WriteLine("The functions are ordinary C#:");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Swish(1) = {Functions.Swish(1)}, Quantile(1, 3) = {Functions.Quantile(1, 3)}"));
Console.WriteLine();
Console.WriteLine(Forecasts.High.Summary);

void Report(string loss, TrainableNetwork<float> network, GradientCheck check, double learningRate = 0.01)
{
    network.Fit(history, new FitOptions { Epochs = 600, BatchSize = 40, Optimizer = new Sgd(learningRate), Seed = 1 });
    float[] forecast = new float[Days];
    network.Predict(days, forecast);
    int below = Enumerable.Range(0, Days).Count(i => demand[i] < forecast[i]);
    float[] distances = [.. Enumerable.Range(0, Days).Select(i => MathF.Abs(forecast[i] - demand[i])).Order()];
    GradientReport report = check(days.AsSpan(0, 50), demand.AsSpan(0, 50), int.MaxValue);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{loss,-12} {100.0 * below / Days,30:F1} % {distances[Days / 2],17:F3}   {(report.IsCorrect ? "correct" : report.ToString())}"));
}

/// <summary>The method that <c>CheckGradients = true</c> adds to a network of floats.</summary>
internal delegate GradientReport GradientCheck(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int parametersPerTensor);

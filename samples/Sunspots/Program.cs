using System;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet;

// Year and number of sunspots, from 1700 on.
(int Year, float Count)[] series =
[
    .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "sunspots.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => (int.Parse(cells[0], CultureInfo.InvariantCulture), float.Parse(cells[1], CultureInfo.InvariantCulture))),
];

// The network learns from what was known by then, and forecasts each later year from the years before it.
const int FirstForecast = 1950;
int split = Array.FindIndex(series, point => point.Year == FirstForecast);
Dataset training = Windows(SunspotForecast.Years, split);
Dataset test = Windows(split, series.Length);
Console.WriteLine($"{training.Count} windows up to {FirstForecast - 1} to learn from, {test.Count} years to forecast");

var network = new SunspotForecast(seed: 1);
TrainingHistory history = network.Fit(training, new FitOptions
{
    Epochs = 300,
    BatchSize = 32,
    Optimizer = new AdamW(learningRate: 0.01) { WeightDecay = 0.05 },
    Schedule = Schedule.Cosine(),
    Seed = 1,
});
Console.WriteLine(FormattableString.Invariant($"training took {history.Duration.TotalSeconds:F2} s"));

float[] forecasts = new float[test.Count];
network.Predict(test.Inputs.Span, forecasts);
Console.WriteLine();
Console.WriteLine("year  sunspots  forecast");
for (int i = 0; i < test.Count; i++)
{
    float forecast = SunspotForecast.Scale * forecasts[i];
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{series[split + i].Year}  {series[split + i].Count,8:F1}  {forecast,8:F1}  {Chart.Line(series[split + i].Count, forecast)}"));
}

double ofNetwork = Error(i => SunspotForecast.Scale * forecasts[i]);
double ofNaive = Error(i => series[split + i - 1].Count);
double ofCycle = Error(i => series[split + i - 11].Count);
Console.WriteLine();
Console.WriteLine("root mean squared error of the forecasts");
Console.WriteLine(FormattableString.Invariant($"as many as the year before:       {ofNaive:F1}"));
Console.WriteLine(FormattableString.Invariant($"as many as eleven years before:   {ofCycle:F1}"));
Console.WriteLine(FormattableString.Invariant($"the network:                      {ofNetwork:F1}"));
return ofNetwork < ofNaive ? 0 : 1;

// One sample for each year from first to before end.
Dataset Windows(int first, int end)
{
    float[] inputs = [.. Enumerable.Range(first, end - first)
        .SelectMany(year => series[(year - SunspotForecast.Years)..year])
        .Select(point => point.Count / SunspotForecast.Scale)];
    float[] targets = [.. series[first..end].Select(point => point.Count / SunspotForecast.Scale)];
    return new Dataset(inputs, targets, SunspotForecast.InputSize, SunspotForecast.OutputSize);
}

double Error(Func<int, float> forecast) =>
    Math.Sqrt(Enumerable.Range(0, test.Count).Average(i => Math.Pow(series[split + i].Count - forecast(i), 2)));

using System;
using System.IO;
using GenNet;

// Strengths are divided by this, so that they are about 1.
const float Scale = 20;

CsvData file = CsvData.Read(Path.Combine(AppContext.BaseDirectory, "data", "concrete.csv"), new CsvSchema { Targets = ["compressive_strength"] });
Dataset read = file.Samples;
var samples = new Dataset(read.Inputs, Array.ConvertAll(read.Targets.ToArray(), strength => strength / Scale), read.InputSize, read.TargetSize);
Console.WriteLine($"{samples}: {string.Join(", ", file.InputNames)}");

// Each tenth is judged by models that were trained on the other nine. Every sample is judged once by either, the same way.
CrossValidationResult linear = CrossValidation.Run<LinearModel, float>(samples, Options(_ => new FitOptions
{
    Epochs = 20,
    BatchSize = int.MaxValue,
    Optimizer = new Lbfgs(),
}));
CrossValidationResult network = CrossValidation.Run<StrengthNetwork, float>(samples, Options(_ => Training()));
Console.WriteLine();
Console.WriteLine($"linear regression\n{linear}");
Console.WriteLine($"network\n{network}");
Console.WriteLine(FormattableString.Invariant(
    $"mean absolute error: linear {Scale * linear.MeanAbsoluteError.Mean:F2} MPa, network {Scale * network.MeanAbsoluteError.Mean:F2} MPa"));

// The network for use learns from all of them. How strong is the first concrete that was tested, as it gets older?
var scaler = Standardizer.Of(samples);
var strength = new StrengthNetwork(seed: 1);
strength.Fit(scaler.Apply(samples), Training());
scaler.FoldInto(strength);
Console.WriteLine();
float[] concrete = samples.Inputs[..StrengthNetwork.InputSize].ToArray();
foreach (float age in new[] { 3, 7, 28, 90 })
{
    concrete[^1] = age;
    Console.WriteLine(FormattableString.Invariant($"after {age,2} days {Scale * strength.Predict(concrete)[0]:F0} MPa"));
}

return network.RSquared.Mean > linear.RSquared.Mean + 0.2 ? 0 : 1;

static FitOptions Training() => new()
{
    Epochs = 200,
    Optimizer = new AdamW(0.01) { WeightDecay = 0.01 },
    Schedule = Schedule.Cosine(),
};

static CrossValidationOptions Options(Func<int, FitOptions> fit) => new()
{
    Folds = 10,
    Seed = 1,
    Threads = Environment.ProcessorCount,
    Fit = fit,
    Prepare = (training, validation) =>
    {
        var scaler = Standardizer.Of(training);
        return (scaler.Apply(training), scaler.Apply(validation));
    },
};

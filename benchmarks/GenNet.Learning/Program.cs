using System;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet;
using GenNet.Learning;
using GenNet.Training;

// Prints how well GenNet does on what benchmarks/learning.py has written: FOLDER SEEDS EPOCHS BATCH RATE.
if (args is not [string folder, string seeds, string epochs, string batch, string rate])
{
    Console.Error.WriteLine("usage: GenNet.Learning FOLDER SEEDS EPOCHS BATCH RATE");
    return 2;
}

int seedCount = int.Parse(seeds, CultureInfo.InvariantCulture);
JudgeAll<BreastCancer, BreastCancerByDefault, BreastCancerAsTorch>("breast_cancer", new CsvSchema { Label = "target", Positive = "1" });
JudgeAll<Wine, WineByDefault, WineAsTorch>("wine", new CsvSchema { Label = "target" });
JudgeAll<SmallDigits, SmallDigitsByDefault, SmallDigitsAsTorch>("digits", new CsvSchema { Label = "target" });
JudgeAll<Diabetes, DiabetesByDefault, DiabetesAsTorch>("diabetes", new CsvSchema { Targets = ["target"] });
JudgeAll<Concrete, ConcreteByDefault, ConcreteAsTorch>("concrete", new CsvSchema { Targets = ["target"] });
return 0;

void JudgeAll<TGlorot, TDefault, TTorch>(string name, CsvSchema schema)
    where TGlorot : TrainableNetwork<float>, INetwork<TGlorot, float>
    where TDefault : TrainableNetwork<float>, INetwork<TDefault, float>
    where TTorch : TrainableNetwork<float>, INetwork<TTorch, float>
{
    Judge<TGlorot>("glorot", name, schema);
    Judge<TDefault>("default", name, schema);
    Judge<TTorch>("torch", name, schema);
}

// A line for each seed: how first weights are drawn, the data set, and the mean over all folds of the accuracy, or of R² for numbers.
void Judge<TNetwork>(string first, string name, CsvSchema schema)
    where TNetwork : TrainableNetwork<float>, INetwork<TNetwork, float>
{
    Dataset samples = CsvData.Read(Path.Combine(folder, name + ".csv"), schema).Samples;
    int[] foldOf = [.. File.ReadLines(Path.Combine(folder, name + ".folds")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    for (int seed = 0; seed < seedCount; seed++)
    {
        double mean = Enumerable.Range(0, foldOf.Max() + 1).Average(fold => Score<TNetwork>(samples, foldOf, fold, seed));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {name} {mean:R}"));
    }
}

double Score<TNetwork>(Dataset samples, int[] foldOf, int fold, int seed)
    where TNetwork : TrainableNetwork<float>, INetwork<TNetwork, float>
{
    Dataset training = samples.Select(Where(i => foldOf[i] != fold));
    Dataset validation = samples.Select(Where(i => foldOf[i] == fold));
    var scaler = Standardizer.Of(training);
    (training, validation) = (scaler.Apply(training), scaler.Apply(validation));
    TNetwork network = TNetwork.Create(seed);
    network.Fit(training, new FitOptions
    {
        Epochs = int.Parse(epochs, CultureInfo.InvariantCulture),
        BatchSize = int.Parse(batch, CultureInfo.InvariantCulture),
        Optimizer = new Adam(double.Parse(rate, CultureInfo.InvariantCulture)),
        Seed = seed,
    });
    return network.Report(validation) switch
    {
        ClassificationReport classes => classes.Accuracy,
        RegressionReport numbers => numbers.RSquared,
        _ => double.NaN,
    };

    int[] Where(Func<int, bool> isIn) => [.. Enumerable.Range(0, samples.Count).Where(isIn)];
}

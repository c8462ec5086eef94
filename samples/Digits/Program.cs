using System;
using System.IO;
using System.Text;
using GenNet;

const string Usage = """
    Learns to read handwritten digits.

    usage: Digits                    learn, save the weights, and show some test digits
           Digits --better           learn better: the same size with more care, and a wider network
           Digits --predict [FILE]   load the weights of an earlier run instead of learning
    """;

string weights = Path.Combine(AppContext.BaseDirectory, "digits.safetensors");
Console.OutputEncoding = Encoding.UTF8;

switch (args)
{
    case []:
        return Learn();

    case ["--better"]:
        return LearnBetter();

    case ["--predict"]:
        return Predict(weights);

    case ["--predict", string file] when !file.StartsWith('-'):
        return Predict(file);

    case ["--help" or "-h"]:
        Console.WriteLine(Usage);
        return 0;

    default:
        Console.Error.WriteLine($"Digits does not know what to do with: {string.Join(' ', args)}\n\n{Usage}");
        return 2;
}

int Learn()
{
    Dataset test = ReadDigits("t10k");
    var digits = new Digits(seed: 1);
    TrainingConsole.Fit(digits, ReadDigits("train"), new FitOptions
    {
        Epochs = 12,
        BatchSize = 32,
        Optimizer = new Sgd(learningRate: 1),
        Validation = test,
    });

    digits.Save(weights);
    Console.WriteLine($"weights saved to {weights}");
    Show(digits, test);
    return 0;
}

// Without augmentation: weights that decay, or units that are left out, keep the networks from learning the images by heart.
int LearnBetter()
{
    Report("784-64-10", Train<BetterDigits>(new FitOptions
    {
        Epochs = 16,
        BatchSize = 64,
        Optimizer = new AdamW(learningRate: 0.003) { WeightDecay = 0.1 },
        Schedule = Schedule.OneCycle(),
        Validation = ReadDigits("t10k"),
        Seed = 1,
    }));
    Report("784-400-10 with dropout", Train<WideDigits>(new FitOptions
    {
        Epochs = 15,
        BatchSize = 128,
        Optimizer = new Adam(learningRate: 0.002),
        Schedule = Schedule.OneCycle(),
        Validation = ReadDigits("t10k"),
        Seed = 1,
    }));
    return 0;

    static void Report(string name, double accuracy) => Console.WriteLine(FormattableString.Invariant($"{name}: test accuracy {100 * accuracy:F2} %"));
}

// Any network of floats: what it needs of the class, a new one of it, is a static member of INetwork, so nothing is looked up at run time.
static double Train<TNetwork>(FitOptions options)
    where TNetwork : TrainableNetwork<float>, INetwork<TNetwork, float>
{
    TNetwork network = TNetwork.Create(seed: 1);
    TrainingConsole.Fit(network, ReadDigits("train"), options);
    return network.Evaluate(options.Validation!).Accuracy;
}

int Predict(string path)
{
    Digits digits;
    try
    {
        digits = Digits.Load(path);
    }
    catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
    {
        Console.Error.WriteLine($"There are no weights at {path}. Run Digits without --predict first: it learns and saves them.");
        return 1;
    }
    catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"The weights at {path} cannot be loaded: {exception.Message}");
        return 1;
    }

    Console.WriteLine($"weights loaded from {path}");
    Show(digits, ReadDigits("t10k"));
    return 0;
}

void Show(Digits digits, Dataset test)
{
    Gallery.Show(digits, test);
    Console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * digits.Evaluate(test).Accuracy:F2} %"));
}

static Dataset ReadDigits(string name)
{
    string folder = Path.Combine(AppContext.BaseDirectory, "data");
    return Dataset.FromIdx(
        Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"),
        Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"));
}

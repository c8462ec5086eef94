using System;
using GenNet;

/// <summary>The Breast Cancer Wisconsin (Diagnostic) samples.</summary>
internal static class BreastCancer
{
    private const int Features = TumourClassifier.InputSize;

    /// <summary>Reads the samples: thirty features each, and the target 1 for benign or 0 for malignant. A line above them counts them.</summary>
    public static Dataset Read(string path) =>
        CsvData.Read(path, new CsvSchema { SkippedLines = 1, HasHeader = false, Targets = [$"{Features + 1}"] }).Samples;

    /// <summary>
    /// Shifts and scales each feature so that over the training samples it has mean 0 and deviation 1. The test samples follow the
    /// same shift and scale: what they are like is not known beforehand.
    /// </summary>
    public static (Dataset Training, Dataset Test) Standardise(Dataset training, Dataset test)
    {
        float[] trainingInputs = training.Inputs.ToArray();
        float[] testInputs = test.Inputs.ToArray();
        for (int feature = 0; feature < Features; feature++)
        {
            double mean = 0;
            double meanSquare = 0;
            for (int i = feature; i < trainingInputs.Length; i += Features)
            {
                mean += trainingInputs[i] / (double)training.Count;
            }

            for (int i = feature; i < trainingInputs.Length; i += Features)
            {
                meanSquare += (trainingInputs[i] - mean) * (trainingInputs[i] - mean) / training.Count;
            }

            Standardise(trainingInputs, feature, mean, Math.Sqrt(meanSquare));
            Standardise(testInputs, feature, mean, Math.Sqrt(meanSquare));
        }

        return (
            new Dataset(trainingInputs, training.Targets, Features, targetSize: 1),
            new Dataset(testInputs, test.Targets, Features, targetSize: 1));
    }

    private static void Standardise(float[] inputs, int feature, double mean, double deviation)
    {
        for (int i = feature; i < inputs.Length; i += Features)
        {
            inputs[i] = (float)((inputs[i] - mean) / deviation);
        }
    }
}

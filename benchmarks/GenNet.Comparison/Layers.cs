using System;

namespace GenNet.Comparison;

/// <summary>GenNet's side of the rows about kinds of layers.</summary>
internal static class Layers
{
    private const int ConvolutionBatch = 32;
    private const int AttentionBatch = 32;

    /// <summary>Measures a row.</summary>
    /// <returns>Whether there is one of that name.</returns>
    public static bool Measure(string row, int count)
    {
        switch (row)
        {
            case "convolution-epoch128":
                Training.Epochs(new ConvolutionDigits(), "convolution", 128, count);
                return true;
            case "lenet-epoch128":
                Training.Epochs(new LeNet(), "lenet", 128, count);
                return true;
            case "predict-lenet":
                Prediction.EachOf(new LeNet(), "lenet", Images(64), LeNet.InputSize, LeNet.OutputSize, count);
                return true;
            case "predict-lenetx256":
                Prediction.ManyOf(new LeNet(), "lenet", Images(256), LeNet.InputSize, LeNet.OutputSize, 1, count);
                return true;
            case "step-lstm64":
                StepOfImages(new RowsLstm64(), "lstm64", 128, count);
                return true;
            case "step-lstm256":
                StepOfImages(new RowsLstm256(), "lstm256", 64, count);
                return true;
            case "step-attention1":
                StepOfAttention(new Attention1(), count);
                return true;
            case "step-attention4":
                StepOfAttention(new Attention4(), count);
                return true;
            case "step-attention8":
                StepOfAttention(new Attention8(), count);
                return true;
            case "convolution32-forward":
                new ConvolutionKernels(ConvolutionBatch).Forward(count);
                return true;
            case "convolution32-weights":
                new ConvolutionKernels(ConvolutionBatch).WeightGradient(count);
                return true;
            case "convolution32-inputs":
                new ConvolutionKernels(ConvolutionBatch).InputGradient(count);
                return true;
            case "added-convolution":
                Added(new FollowedByConvolution(), count);
                return true;
            case "added-batchnorm":
                Added(new FollowedByBatchNorm(), count);
                return true;
            case "added-layernorm":
                Added(new FollowedByLayerNorm(), count);
                return true;
            case "added-maxpool":
                Added(new FollowedByMaxPool(), count);
                return true;
            case "added-averagepool":
                Added(new FollowedByAveragePool(), count);
                return true;
            case "added-dropout":
                Added(new FollowedByDropout(), count);
                return true;
            default:
                return false;
        }
    }

    private static float[] Images(int count) => Data.Mnist().Take(count).Inputs.ToArray();

    private static void StepOfImages(TrainableNetwork<float> network, string parameters, int batchSize, int count)
    {
        Dataset images = Data.Mnist().Take(batchSize);
        Training.Steps(network, parameters, images.Inputs.ToArray(), images.Targets.ToArray(), count);
    }

    private static void StepOfAttention(TrainableNetwork<float> network, int count) => Training.Steps(
        network,
        "attention",
        Data.Noise(AttentionBatch * Attention1.InputSize, 0),
        Data.Noise(AttentionBatch * Attention1.OutputSize, 1000),
        count);

    private static void Added(TrainableNetwork<float> network, int count) => Training.Added(network, new FollowedByNothing(), ConvolutionBatch, count);
}

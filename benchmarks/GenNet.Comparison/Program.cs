using System;
using System.Globalization;
using GenNet.Comparison;

// Measures GenNet's side of one row of the comparison: ROW COUNT. The peers' programs print the same lines.
if (args is not [string row, string number] || !int.TryParse(number, CultureInfo.InvariantCulture, out int count))
{
    Console.Error.WriteLine("usage: GenNet.Comparison ROW COUNT");
    return 2;
}

switch (row)
{
    // byte-epoch128, epoch128: the batch size.
    case not null when row.StartsWith("byte-epoch", StringComparison.Ordinal):
        Training.ByteEpochs(int.Parse(row["byte-epoch".Length..], CultureInfo.InvariantCulture), count);
        break;
    case "epoch32-shuffled":
        Optimizers.ShuffledEpochs(32, count);
        break;
    case not null when row.StartsWith("epoch", StringComparison.Ordinal):
        Training.Epochs(new Digits(), "digits", int.Parse(row["epoch".Length..], CultureInfo.InvariantCulture), count);
        break;
    case not null when Layers.Measure(row, count):
        break;
    case "fit128x1":
    case "fit128x2":
        Training.Fit(128, row[^1] - '0', isShuffled: false, count);
        break;
    case "fit32x1":
    case "fit32x1-shuffled":
        Training.Fit(32, 1, row.EndsWith("shuffled", StringComparison.Ordinal), count);
        break;
    case not null when row.StartsWith("optimizer-", StringComparison.Ordinal):
        Optimizers.Epochs(row["optimizer-".Length..], count);
        break;
    case "small-steps":
    case "small-steps-shuffled":
    case "small-fit":
    case "small-fit-shuffled":
        Optimizers.Small(row.StartsWith("small-fit", StringComparison.Ordinal), row.EndsWith("shuffled", StringComparison.Ordinal), count);
        break;
    case "xor":
        Training.Xor(count);
        break;
    case "predict-2-3-1":
        Prediction.EachOf(new Xor(), "xor", Data.Floats("noise").AsSpan(0, 4096 * 2).ToArray(), 2, 1, count);
        break;
    case "predict-2-3-1x4096":
        Prediction.ManyOf(new Xor(), "xor", Data.Floats("noise").AsSpan(0, 4096 * 2).ToArray(), 2, 1, 1, count);
        break;
    case "predict-4-4":
        Prediction.EachOf(new Dense4(), "dense4", Data.Floats("noise").AsSpan(0, 64 * 4).ToArray(), 4, 4, count);
        break;
    case "predict-16-16":
        Prediction.EachOf(new Dense16(), "dense16", Data.Floats("noise").AsSpan(0, 64 * 16).ToArray(), 16, 16, count);
        break;
    case "predict-64-64":
        Prediction.EachOf(new Dense64(), "dense64", Data.Floats("noise").AsSpan(0, 64 * 64).ToArray(), 64, 64, count);
        break;
    case "predict-784-10":
        Prediction.EachOf(new LinearDigits(), "linear10", Data.Mnist().Take(64).Inputs.ToArray(), 784, 10, count);
        break;
    case "predict-784-64-10":
        Prediction.EachOf(new Digits(), "digits", Data.Mnist().Take(64).Inputs.ToArray(), 784, 10, count);
        break;
    case "predict-784-256-128-10":
        Prediction.EachOf(new DeepDigits(), "deep", Data.Mnist().Take(64).Inputs.ToArray(), 784, 10, count);
        break;
    case "predict-784-64-10x256":
    case "predict-784-64-10x256-2threads":
        Prediction.ManyOf(
            new Digits(), "digits", Data.Mnist().Take(256).Inputs.ToArray(), 784, 10, row.EndsWith("2threads", StringComparison.Ordinal) ? 2 : 1, count);
        break;
    case "predict-784-64-10x10000":
    case "predict-784-64-10x10000-2threads":
        Prediction.ManyOf(
            new Digits(), "digits", Data.Mnist().Take(10_000).Inputs.ToArray(), 784, 10, row.EndsWith("2threads", StringComparison.Ordinal) ? 2 : 1, count);
        break;
    case "stream-lstm20":
        Streams.OfLstm20(count);
        break;
    case "stream-lstm40":
        Streams.OfLstm40(count);
        break;
    case "stream-gru16":
        Streams.OfGru16(count);
        break;
    case "stream-conv15":
        Streams.OfConvolution15(count);
        break;
    case "sigmoid":
        Prediction.Sigmoid(isPlatform: false, count);
        break;
    case "sigmoid-tensorprimitives":
        Prediction.Sigmoid(isPlatform: true, count);
        break;
    default:
        Console.Error.WriteLine($"GenNet.Comparison knows no row {row}.");
        return 1;
}

return 0;

using System;
using System.Globalization;
using GenNet.Comparison;

// Measures one network of a series: train-width64-128 COUNT (the network, then the batch size), predict-full8-1 COUNT, or jit-digits.
bool isKnown = args is [string row, .. string[] rest] && row.Split('-') switch
{
    ["train", string name, string batch] => Scaling.Train(name, Number(batch), Number(rest[0])),
    ["predict", string name, string samples] => Scaling.Predict(name, Number(samples), Number(rest[0])),
    ["jit", string name] => Scaling.Jit(name),
    _ => false,
};
if (!isKnown)
{
    Console.Error.WriteLine($"GenNet.Scaling knows no row {string.Join(' ', args)}.");
}

return isKnown ? 0 : 1;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

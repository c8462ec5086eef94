using System;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network drawn at random that goes along with a stream.</summary>
internal sealed class DrawnStream
{
    /// <summary>The steps of its sequence.</summary>
    public const int Steps = 41;

    private readonly Random _random;
    private readonly int _layers;

    /// <summary>Draws it.</summary>
    public DrawnStream(int seed)
    {
        _random = new Random(seed);
        Inputs = _random.Next(1, 20);
        Outputs = Inputs;
        Rows = Steps;
        Layers = string.Empty;
        _layers = _random.Next(1, 7);
        for (int layer = 0; layer < _layers; layer++)
        {
            Add(_random.Next(9), $"n{layer}");
        }
    }

    /// <summary>The values of a step.</summary>
    public int Inputs { get; }

    /// <summary>The values that a step yields.</summary>
    public int Outputs { get; private set; }

    /// <summary>How many steps yield something.</summary>
    public int Rows { get; private set; }

    /// <summary>The layers.</summary>
    public string Layers { get; private set; }

    private void Add(int kind, string name)
    {
        int size = _random.Next(1, 66);
        string activation = Draw("Linear", "Tanh", "Sigmoid", "GELU");
        string bias = _random.Next(4) == 0 ? ", Bias = false" : string.Empty;
        switch (kind)
        {
            case 0:
                Write($"[Layer({size}, {activation}{bias})]", size);
                break;
            case 1:
                Write("[LayerNorm] [Activate(Tanh)]", Outputs);
                break;
            case 2:
                size = Math.Min(size, 20);
                Write($"[{Draw("Rnn", "Gru", "Lstm")}({size}, Sequences = true)]", size);
                break;
            case 3 when Rows > 4:
                int kernel = _random.Next(1, 5);
                int stride = _random.Next(1, 4);
                Write($"[{Draw("MaxPool1D", "AveragePool1D")}({kernel}, Stride = {stride})]", Outputs);
                Rows = ((Rows - kernel) / stride) + 1;
                break;
            case 4:
                Write($"[Activate(Tanh, Name = \"{name}\")] [Conv1D({Outputs}, {_random.Next(1, 9)}, Tanh, Causal = true, Dilation = {_random.Next(1, 4)})] [Add(\"{name}\")]", Outputs);
                break;
            case 5:
                Write($"[Conv1D({Outputs}, {_random.Next(1, 9)}, Groups = {Outputs}, Causal = true{bias})]", Outputs);
                break;
            default:
                AddConvolution(size, activation, bias);
                break;
        }
    }

    /// <summary>A convolution, of which three of four have zeros in front.</summary>
    private void AddConvolution(int filters, string activation, string bias)
    {
        int kernel = _random.Next(1, 9);
        int dilation = _random.Next(1, 5);
        int stride = _random.Next(3) == 0 ? _random.Next(1, 4) : 1;
        int reach = ((kernel - 1) * dilation) + 1;
        bool isCausal = _random.Next(4) > 0 || reach > Rows;
        int groups = Outputs % 2 == 0 && filters % 2 == 0 && _random.Next(3) == 0 ? 2 : 1;
        Write(
            $"[Conv1D({filters}, {kernel}, {activation}, Stride = {stride}, Dilation = {dilation}, Groups = {groups}{(isCausal ? ", Causal = true" : string.Empty)}{bias})]",
            filters);
        Rows = ((Rows - (isCausal ? 1 : reach)) / stride) + 1;
    }

    private void Write(string layer, int outputs)
    {
        Layers += $"{layer} ";
        Outputs = outputs;
    }

    private string Draw(params string[] words) => words[_random.Next(words.Length)];
}

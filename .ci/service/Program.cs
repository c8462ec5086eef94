using GenNet;

WebApplication app = WebApplication.CreateSlimBuilder(args).Build();
Dataset examples = new([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
Xor network = Fitted.New<Xor>(examples);

app.MapGet("/summary", string () => Xor.Summary);
app.MapGet("/xor", Answer);
app.Run();

string Answer(float a, float b) => $"{network.Classify([a, b])}";

internal static class Fitted
{
    public static TNetwork New<TNetwork>(Dataset dataset)
        where TNetwork : TrainableNetwork<float>, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(seed: 1);
        network.Fit(dataset, new FitOptions { Epochs = 2000, BatchSize = 4, Optimizer = new Sgd(1) });
        return network;
    }
}

[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 4, Activation.Tanh)]
[Layer(4, 1, Activation.Sigmoid)]
public sealed partial class Xor;

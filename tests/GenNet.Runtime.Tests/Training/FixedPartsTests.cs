using System;
using System.IO;
using System.Linq;
using System.Numerics;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>What is frozen stays what it is, and what layers remember is nothing to optimizers, but goes along into checkpoints.</summary>
public sealed class FixedPartsTests
{
    private static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("Sgd", () => new Sgd(0.1)),
        ("Sgd with decay", () => new Sgd(0.1) { WeightDecay = 0.5, ClipNorm = 0.5 }),
        ("Momentum", () => new Momentum(0.1) { WeightDecay = 0.5 }),
        ("AdaGrad", () => new AdaGrad(0.1, 0, 0.5) { WeightDecay = 0.5 }),
        ("AdaDelta", () => new AdaDelta { WeightDecay = 0.5 }),
        ("RmsProp", () => new RmsProp(0.1) { WeightDecay = 0.5 }),
        ("Adam", () => new Adam(0.1) { WeightDecay = 0.5 }),
        ("AdamW", () => new AdamW(0.1)),
        ("NAdam", () => new NAdam(0.1) { WeightDecay = 0.5 }),
        ("RProp", () => new RProp { WeightDecay = 0.5 }),
        ("Lion", () => new Lion(0.1) { WeightDecay = 0.5 }),
        ("Lbfgs", () => new Lbfgs { WeightDecay = 0.5 }),
        ("own", () => new OneMore()),
    ];

    public static TheoryData<string> Names => [.. s_optimizers.Select(optimizer => optimizer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void OptimizersChangeWhatLearnsAlone(string name)
    {
        Step<float>(name);
        Step<double>(name);
    }

    [Fact]
    public void AGradientFromElsewhereDoesNotReachThem()
    {
        var network = new FixedPartsNetwork<double>();
        Fill(network);
        double[] before = network.ToParameters();
        double[] gradient = [.. Enumerable.Range(1, 15).Select(i => (double)i)];
        network.ApplyGradient(gradient, new Sgd(1) { ClipNorm = 1e9, WeightDecay = 1e-9 });
        double[] after = network.ToParameters();
        Assert.Equal(before[..3], after[..3]);
        for (int i = 3; i < 15; i++)
        {
            Assert.Equal(before[i] - gradient[i], after[i], 1e-6);
        }
    }

    [Fact]
    public void TheNormIsThatOfWhatLearns()
    {
        // The frozen components would make it a hundred times as long.
        var network = new FixedPartsNetwork<double>();
        double[] gradient = new double[15];
        gradient[0] = 100;
        gradient[3] = 0.5;
        network.ApplyGradient(gradient, new Sgd(1) { ClipNorm = 1 });
        Assert.Equal(-0.5, network.ToParameters()[3], 1e-12);
    }

    [Fact]
    public void ACheckpointHasTheStateToo()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var network = new FixedPartsNetwork<float>();
            Fill(network);
            var dataset = new Dataset([[1]], [[1]]);
            network.Fit(dataset, new FitOptions { Epochs = 2, Checkpoint = new Checkpoint(path) });
            var other = new FixedPartsNetwork<float>();
            other.Fit(dataset, new FitOptions { Epochs = 2, Checkpoint = new Checkpoint(path) });
            Assert.Equal(network.Storage.ToArray(), other.Storage.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Step<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new FixedPartsNetwork<T>();
        Fill(network);
        T[] before = network.ToParameters();
        T[] fixedBefore = network.Fixed.ToArray();
        Optimizer optimizer = Array.Find(s_optimizers, optimizer => optimizer.Name == name).Make();
        for (int step = 0; step < 3; step++)
        {
            network.TrainStep([T.One], [T.One], optimizer);
        }

        T[] after = network.ToParameters();
        Assert.Equal(fixedBefore, network.Fixed.ToArray());
        for (int i = 3; i < after.Length; i++)
        {
            Assert.NotEqual(before[i], after[i]);
        }

        Assert.Equal(12, network.TrainableStorage.Length - network.TrainableStorage.ToArray().Count(value => value == T.Zero));
    }

    /// <summary>Gives everything a value, but not the padding.</summary>
    private static void Fill<T>(FixedPartsNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int next = 0;
        foreach (TensorLayout tensor in network.Layout.Tensors)
        {
            for (int i = 0; i < tensor.Length; i++)
            {
                network.Storage[tensor.IndexOf(i / tensor.Columns, i % tensor.Columns)] = T.CreateChecked(3 + (0.25 * next++));
            }
        }
    }

    private sealed class OneMore() : Optimizer(0)
    {
        public override bool IsWeightDecayDecoupled => true;

        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            foreach (ref T parameter in parameters)
            {
                parameter++;
            }
        }
    }
}

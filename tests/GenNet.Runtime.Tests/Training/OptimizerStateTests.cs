using System;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>What optimizers remember: whose it is, and that it can be saved, loaded, reset and forgotten.</summary>
public sealed class OptimizerStateTests
{
    private static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("Sgd", () => new Sgd(0.1)),
        ("Momentum", () => new Momentum(0.1)),
        ("AdaGrad", () => new AdaGrad(0.1, 0.1, 0.1)),
        ("AdaDelta", () => new AdaDelta()),
        ("RmsProp", () => new RmsProp(momentum: 0.5) { IsCentered = true }),
        ("Adam", () => new Adam(0.1) { IsAmsGrad = true }),
        ("AdamW", () => new AdamW(0.1)),
        ("NAdam", () => new NAdam(0.1)),
        ("RProp", () => new RProp()),
        ("Lion", () => new Lion(0.1)),
        ("own", () => new HeavyBall(0.1)),
    ];

    public static TheoryData<string, bool> Optimizers
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach ((string name, _) in s_optimizers)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void WhatIsSavedAndLoadedGoesOnWithTheSameBits(string name, bool isSingle)
    {
        if (isSingle)
        {
            GoOn<float>(name);
        }
        else
        {
            GoOn<double>(name);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ResetMakesTheNextStepTheFirst(string name, bool isSingle)
    {
        if (!isSingle)
        {
            return;
        }

        var network = new LinearNetwork<float>(3, 5);
        float[] start = network.ToParameters();
        Optimizer optimizer = Make(name);
        Step(network, optimizer, 1);
        float[] first = network.ToParameters();
        Step(network, optimizer, 4);
        network.CopyParametersFrom(start);
        optimizer.Reset(network);
        Assert.Equal(0, optimizer.StateOf(network).Step);
        Step(network, optimizer, 1);
        Assert.Equal(first, network.ToParameters());
    }

    [Fact]
    public void NetworksThatShareAnOptimizerDoNotShareItsState()
    {
        var shared = new Adam(0.1);
        var first = new LinearNetwork<float>(3, 5);
        var second = new LinearNetwork<double>(3, 5);
        var twin = new LinearNetwork<float>(3, 5);
        for (int step = 0; step < 3; step++)
        {
            Step(first, shared, 1);
            Step(second, shared, 1);
        }

        Step(twin, new Adam(0.1), 3);
        Assert.Equal(twin.ToParameters(), first.ToParameters());
        Assert.Equal(3, shared.StateOf(first).Step);
        Assert.Equal(3, shared.StateOf(second).Step);
    }

    [Fact]
    public void TensorsAreNamedAndInTheOrderOfParameters()
    {
        var network = new LinearNetwork<double>(2, 3);
        var optimizer = new Momentum(0.1, 0.5);
        double[] gradient = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        network.ApplyGradient(gradient, optimizer);
        double[] velocities = new double[9];
        optimizer.StateOf(network).CopyTo("velocity", velocities);
        Assert.Equal(gradient, velocities);
        using var stream = new MemoryStream();
        optimizer.StateOf(network).Save(stream);
        string text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\"optimizer.velocity.layer1.kernel\":{\"dtype\":\"F64\",\"shape\":[2,3],\"data_offsets\":[0,48]}", text, StringComparison.Ordinal);
        Assert.Contains("\"optimizer.velocity.layer1.bias\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[48,72]}", text, StringComparison.Ordinal);
        Assert.Contains("\"optimizer\":\"Momentum\"", text, StringComparison.Ordinal);
        Assert.Contains("\"optimizer.step\":\"1\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedAndChangesNothing()
    {
        var network = new LinearNetwork<float>(3, 5);
        var optimizer = new Momentum(0.1);
        Step(network, optimizer, 2);
        OptimizerState<float> state = optimizer.StateOf(network);
        byte[] saved = Bytes(state);
        Refuse(Bytes(Trained<float>(3, 4)), "has the shape [3, 4] in the file but [3, 5] in Linear");
        Refuse(Bytes(Trained<double>(3, 5)), "as 'F64', but Linear computes in 'F32'");
        var adam = new Adam();
        Step(network, adam, 1);
        Refuse(Bytes(adam.StateOf(network)), "holds the state of 'Adam', but this is that of Momentum");
        Refuse(saved[..^1], "is truncated");
        Refuse([.. saved, 0], "goes on after its last tensor");
        Refuse([], "is empty or truncated");
        using var parameters = new MemoryStream();
        network.Save(parameters);
        Refuse(parameters.ToArray(), "holds no optimizer's state");
        byte[] broken = [.. saved];
        BitConverter.TryWriteBytes(broken.AsSpan(broken.Length - 4), float.NaN);
        Refuse(broken, "NaN or infinite");
        Assert.Equal(saved, Bytes(state));

        void Refuse(byte[] file, string message)
        {
            InvalidDataException refused = Assert.Throws<InvalidDataException>(() => state.Load(new MemoryStream(file)));
            Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NamesFromAFileAreShownOnOneLine()
    {
        var network = new LinearNetwork<float>(3, 5);
        var optimizer = new Momentum(0.1);
        Step(network, optimizer, 1);
        string saved = System.Text.Encoding.Latin1.GetString(Bytes(optimizer.StateOf(network)));
        byte[] renamed = System.Text.Encoding.Latin1.GetBytes(saved.Replace("optimizer.velocity.layer1.kernel", "optimizer.ve\\u001b.layer1.kernel", StringComparison.Ordinal));
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => optimizer.StateOf(network).Load(new MemoryStream(renamed)));
        Assert.Contains("has no tensor 'optimizer.ve?.layer1.bias', which Linear needs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStateThatIsNoNumberIsNotSaved()
    {
        var network = new LinearNetwork<float>(1, 1);
        var optimizer = new Momentum(0.1);
        network.ApplyGradient([float.NaN, 1], optimizer);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => optimizer.StateOf(network).Save(new MemoryStream()));
        Assert.Contains("Momentum's velocity of Linear has a value that is NaN or infinite", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepThatIsRefusedDoesNotCount()
    {
        var network = new LinearNetwork<float>(1, 1);
        var optimizer = new Adam();
        Step(network, optimizer, 2);
        optimizer.LearningRate = 1e300;
        Assert.Throws<ArgumentException>(() => network.ApplyGradient([1, 1], optimizer));
        Assert.Equal(2, optimizer.StateOf(network).Step);
    }

    [Fact]
    public void NeitherSideKeepsTheOther()
    {
        var network = new LinearNetwork<float>(2, 2);
        var optimizer = new Adam();
        WeakReference forgottenOptimizer = TrainWithAnother(network);
        WeakReference forgottenNetwork = TrainAnother(optimizer);
        for (int attempt = 0; attempt < 10 && (forgottenNetwork.IsAlive || forgottenOptimizer.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgottenNetwork.IsAlive);
        Assert.False(forgottenOptimizer.IsAlive);
        GC.KeepAlive(network);
        GC.KeepAlive(optimizer);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference TrainWithAnother(LinearNetwork<float> network)
        {
            var forgotten = new HeavyBall(0.1);
            Step(network, forgotten, 2);
            return new WeakReference(forgotten);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference TrainAnother(Adam optimizer)
        {
            var forgotten = new LinearNetwork<float>(2, 2);
            Step(forgotten, optimizer, 2);
            return new WeakReference(forgotten);
        }
    }

    [Fact]
    public void PaddingStaysZeroWhateverAnUpdateDoes()
    {
        var network = new LinearNetwork<float>(3, 5);
        float[] before = network.ToParameters();
        var optimizer = new OneMore();
        network.TrainStep([1, 2, 3], [1, 2, 3, 4, 5], optimizer);
        Assert.Equal(Array.ConvertAll(before, value => value + 1), network.ToParameters());
        Assert.Equal(network.Layout.ParameterCount, optimizer.Seen);
        float[] storage = network.Storage.ToArray();
        int nonzero = storage.AsSpan().Length - storage.AsSpan().Count(0f);
        Assert.Equal(network.Layout.ParameterCount, nonzero);
    }

    private static void GoOn<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new LinearNetwork<T>(3, 5);
        Optimizer optimizer = Make(name);
        Step(network, optimizer, 3);
        byte[] file = Bytes(optimizer.StateOf(network));
        var twin = new LinearNetwork<T>(3, 5);
        twin.CopyParametersFrom(network.ToParameters());
        Optimizer other = Make(name);
        other.StateOf(twin).Load(new MemoryStream(file));
        Assert.Equal(optimizer.StateOf(network).Step, other.StateOf(twin).Step);
        Assert.Equal(optimizer.StateOf(network).Names, other.StateOf(twin).Names);
        Step(network, optimizer, 3);
        Step(twin, other, 3);
        Assert.Equal(network.ToParameters(), twin.ToParameters());
        Assert.Equal(Bytes(optimizer.StateOf(network)), Bytes(other.StateOf(twin)));
    }

    private static Optimizer Make(string name) => Array.Find(s_optimizers, optimizer => optimizer.Name == name).Make();

    private static OptimizerState<T> Trained<T>(int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new LinearNetwork<T>(inputs, outputs);
        var optimizer = new Momentum(0.1);
        Step(network, optimizer, 1);
        return optimizer.StateOf(network);
    }

    private static byte[] Bytes(OptimizerState state)
    {
        using var stream = new MemoryStream();
        state.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Steps along gradients that follow from the number of values alone.</summary>
    private static void Step<T>(LinearNetwork<T> network, Optimizer optimizer, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = new T[network.Layout.ParameterCount];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = T.CreateChecked(Math.Sin((i * 1.7) + 1) * ((i % 3) - 1));
            }

            network.ApplyGradient(gradient, optimizer);
        }
    }

    /// <summary>Momentum as somebody would write it.</summary>
    private sealed class HeavyBall(double learningRate) : Optimizer(learningRate)
    {
        public override string Name => "HeavyBall";

        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            Span<T> velocity = state["velocity"];
            state.Number("seen") += gradient.Length;
            for (int i = 0; i < parameters.Length; i++)
            {
                velocity[i] = (T.CreateTruncating(0.9) * velocity[i]) + gradient[i];
                parameters[i] -= T.CreateTruncating(LearningRate) * velocity[i];
            }
        }
    }

    private sealed class OneMore() : Optimizer(0)
    {
        public int Seen { get; private set; }

        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            Seen = parameters.Length;
            foreach (ref T parameter in parameters)
            {
                parameter++;
            }
        }
    }
}

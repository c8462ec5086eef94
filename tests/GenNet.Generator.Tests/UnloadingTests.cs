using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Threading;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>A load context that holds the runtime and networks can be unloaded whatever they have done: neither threads nor memory stay behind.</summary>
public sealed class UnloadingTests
{
    /// <summary>Threads end by themselves after a second without a job.</summary>
    private const int MostSecondsUntilUnloaded = 60;

    /// <summary>However long these take on a busy machine.</summary>
    private const int LeastCollections = 100;

    private const string Program = """
        using System;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using GenNet;

        [Network(Loss = Loss.CrossEntropy, ByteScale = 1.0 / 255)]
        [Layer(130, 40, Activation.Tanh)]
        [Layer(40, 3, Activation.Softmax)]
        public sealed partial class Net;

        public static class Program
        {
            private const int Samples = 300;
            private static readonly float[] s_inputs = Enumerable.Range(0, Samples * Net.InputSize).Select(i => i % 7 - 3f).ToArray();
            private static readonly float[] s_targets = Enumerable.Range(0, Samples * Net.OutputSize).Select(i => i % 3 == 0 ? 1f : 0).ToArray();
            private static readonly Dataset s_dataset = new(s_inputs, s_targets, Net.InputSize, Net.OutputSize);

            public static void Predict() => new Net(1).Predict(s_inputs, new float[Samples * 3]);

            public static void PredictBytes() => new Net(1).Predict(new byte[Net.InputSize * 2], new float[6]);

            public static void PredictOnThreads() => new Net(1).Predict(s_inputs, new float[Samples * 3], threads: 2);

            public static void PredictOnThreadsOfThreads()
            {
                var net = new Net(1);
                Thread[] threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => net.Predict(s_inputs, new float[Samples * 3], threads: 8))).ToArray();
                foreach (Thread thread in threads) { thread.Start(); }
                foreach (Thread thread in threads) { thread.Join(); }
            }

            public static void Fit() => new Net(1).Fit(s_dataset, new FitOptions { Epochs = 2, Validation = s_dataset });

            public static void FitOnThreads()
            {
                // So long that threads are tried.
                foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.01), new Momentum(0.01), new Adam() })
                {
                    new Net(1).Fit(s_dataset, new FitOptions { Epochs = 200, Threads = 8, Optimizer = optimizer });
                }
            }

            public static void FitThatIsCancelled()
            {
                using var cancellation = new CancellationTokenSource();
                var options = new FitOptions
                {
                    Epochs = 1000,
                    Threads = 2,
                    Progress = progress => { if (progress.Epoch == 200) { cancellation.Cancel(); } },
                };
                new Net(1).Fit(s_dataset, options, cancellation.Token);
            }

            public static void SaveAndLoad()
            {
                using var stream = new MemoryStream();
                new Net(1).Save(stream);
                Net.Load(stream.ToArray()).Classify(s_inputs.AsSpan(0, Net.InputSize));
            }

            public static void LearnFromClasses()
            {
                var net = new Net(1);
                net.TrainStep(s_inputs.AsSpan(0, Net.InputSize), new int[] { 1 }, new Adam());
                net.Gradient(s_inputs.AsSpan(0, Net.InputSize), s_targets.AsSpan(0, 3), new float[Net.ParameterCount]);
                net.Evaluate(s_dataset);
            }
        }
        """;

    private static readonly Lazy<byte[]> s_assembly = new(() =>
    {
        using var assembly = new MemoryStream();
        GeneratorHarness.Run(Program).Compilation.Emit(assembly);
        return assembly.ToArray();
    });

    [Theory]
    [FullInlineData("Predict")]
    [FullInlineData("PredictBytes")]
    [FullInlineData("PredictOnThreads")]
    [InlineData("PredictOnThreadsOfThreads")]
    [FullInlineData("Fit")]
    [FullInlineData("FitOnThreads")]
    [InlineData("FitThatIsCancelled")]
    [InlineData("SaveAndLoad")]
    [FullInlineData("LearnFromClasses")]
    public void What_networks_have_done_does_not_keep_them(string use)
    {
        WeakReference context = LoadAndUse(use);
        long end = Environment.TickCount64 + (1000 * MostSecondsUntilUnloaded);
        for (int collection = 0; context.IsAlive && (collection < LeastCollections || Environment.TickCount64 < end); collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }

        Assert.False(context.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndUse(string use)
    {
        var context = new Context();
        Assembly assembly = context.LoadFromStream(new MemoryStream(s_assembly.Value));
        MethodInfo method = assembly.GetType("Program")!.GetMethod(use)!;
        method.Invoke(null, null);
        context.Unload();
        return new WeakReference(context);
    }

    /// <summary>Holds a runtime of its own.</summary>
    private sealed class Context() : AssemblyLoadContext("Networks and their runtime", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string runtime = typeof(Network).Assembly.Location;
            return assemblyName.Name == Path.GetFileNameWithoutExtension(runtime) ? LoadFromAssemblyPath(runtime) : null;
        }
    }
}

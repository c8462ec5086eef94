using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Emission;

/// <summary>
/// Every generated method stays below the sizes at which the JIT gives up: beyond some it compiles without optimising, beyond
/// others it stops inlining and each vector function becomes a call. The JIT itself says so, in a process of its own.
/// </summary>
public sealed class JitLimitTests
{
    /// <summary>The largest networks of each shape: one method, blocks, tiles.</summary>
    private const string Networks =
        """
        [Network(Loss = Loss.BinaryCrossEntropy)]
        [Layer(9, 11, Sigmoid)]
        [Layer(11, 2, Sigmoid)]
        public sealed partial class MostMultiplyAdds;

        [Layer(2, 7, Tanh)]
        [Layer(7, 6, Sigmoid)]
        [Layer(6, 3, Softmax)]
        public sealed partial class MostUnits;

        [Layer(2, 9, Mish)]
        [Layer(9, 1)]
        public sealed partial class MostFunctions;

        [Network(Precision = Precision.Double)]
        [Layer(2, 8, GELU)]
        [Layer(8, 1)]
        public sealed partial class MostFunctionsOfDoubles;

        [Layer(5, 6, Sigmoid)]
        [Layer(6, 4, Softmax)]
        public sealed partial class MostGradientsInLocals;

        [Network(Precision = Precision.Double)]
        [Layer(4, 5, GELU)]
        [Layer(5, 2, Tanh)]
        public sealed partial class MostGradientsInLocalsOfDoubles;

        [Network(Unroll = Unroll.Full, Precision = Precision.Double)]
        [Layer(3, 6, Sigmoid)]
        [Layer(6, 6, ReLU)]
        [Layer(6, 4, Softmax)]
        public sealed partial class Doubles;

        [Network(Unroll = Unroll.Full, Loss = Loss.MeanSquaredError)]
        [Layer(20, 30, ReLU)]
        [Layer(30, 20, Tanh)]
        public sealed partial class InBlocks;

        [Network(Unroll = Unroll.Full)]
        [Layer(1, 150, Mish)]
        [Layer(150, 1)]
        public sealed partial class Thin;

        [Layer(70, 100, Sigmoid)]
        [Layer(100, 33, ReLU, Bias = false)]
        [Layer(33, 10, Softmax)]
        public sealed partial class Tiled;
        """;

    [FullFact]
    public void LargestNetworksAreThoseOfTheLimits()
    {
        NetworkPlan[] plans = GeneratorHarness.Run("using GenNet;\nusing static GenNet.Activation;\n" + Networks)
            .Steps.OfType<NetworkDeclaration>()
            .Select(declaration => Planner.Plan(LayerKinds.Build(declaration.Model!)))
            .ToArray();

        Assert.Contains(plans, plan => plan.Strategy == Strategy.StraightLine && plan.MultiplyAdds > Planner.MostMultiplyAddsInOneMethod - 8);
        Assert.Contains(
            plans,
            plan => plan.Strategy == Strategy.StraightLine && plan.Layers.Sum(layer => layer.Outputs) == Planner.MostUnitsInOneMethod);
        Assert.All(
            plans.Where(plan => plan.Model.Type.Name.StartsWith("MostFunctions", StringComparison.Ordinal)),
            plan => Assert.Equal(Strategy.StraightLine, plan.Strategy));
        Assert.All(
            plans.Where(plan => plan.Model.Type.Name.StartsWith("MostGradientsInLocals", StringComparison.Ordinal)),
            plan => Assert.True(plan.HasGradientsInLocals));
        Assert.Contains(plans, plan => plan.HasGradientsInLocals && plan.ParameterCount == Planner.MostGradientsInLocals);
        Assert.Contains(plans, plan => plan.Strategy == Strategy.StraightLineInBlocks);
        Assert.Contains(plans, plan => plan.Strategy == Strategy.Tiled);
    }

    [FullFact]
    public void NetworksRun()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad("using GenNet;\nusing static GenNet.Activation;\n" + Networks);
        Train<float>(networks, "MostMultiplyAdds");
        Train<float>(networks, "MostUnits");
        Train<float>(networks, "MostFunctions");
        Train<double>(networks, "MostFunctionsOfDoubles");
        Train<float>(networks, "MostGradientsInLocals");
        Train<double>(networks, "MostGradientsInLocalsOfDoubles");
        Train<double>(networks, "Doubles");
        Train<float>(networks, "InBlocks");
        Train<float>(networks, "Thin");
        Train<float>(networks, "Tiled");
    }

    [FullFact]
    public void NothingGeneratedIsLeftUnoptimisedAndNoVectorFunctionIsACall()
    {
        string[] compiled = CompiledWhileNetworksRun();
        string[] passes = compiled.Where(line => line.Contains(" GenNet.Generated.", StringComparison.Ordinal)).ToArray();

        Assert.True(passes.Length > 60, $"Only {passes.Length} methods of ours were compiled.");
        Assert.DoesNotContain(passes, line => line.Contains("MinOpts", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains(" GenNet.Numerics.VectorMath:", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains("Function:OfSingles", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains("Function:OfDoubles", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains(" GenNet.Numerics.SingleOperations", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains(" GenNet.Numerics.DoubleOperations", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains(" GenNet.Numerics.SampleLanes:Plus", StringComparison.Ordinal));

        // Gradients that are locals are summed where they are; those in memory by a call.
        Assert.DoesNotContain(
            compiled,
            line => line.Contains(" GenNet.Numerics.LaneReduction:Apply", StringComparison.Ordinal)
                && !line.Contains("](byref,int,", StringComparison.Ordinal));
    }

    private static void Train<T>(LoadedNetworks networks, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        TrainableNetwork<T> network = networks.Create<TrainableNetwork<T>>(name, seed: 1);
        foreach (int samples in new[] { 1, 13 })
        {
            T[] inputs = new T[samples * network.Layout.InputSize];
            T[] targets = new T[samples * network.Layout.OutputSize];
            network.TrainStep(inputs, targets, new Sgd(0.1));
            network.Predict(inputs, targets);
            Assert.All(targets, value => Assert.True(T.IsFinite(value)));
        }
    }

    /// <summary>What the JIT compiled while <see cref="NetworksRun"/> ran, a line a method.</summary>
    /// <remarks>
    /// The JIT prints to the standard output. A file of its own (<c>DOTNET_JitStdOutFile</c>) is closed while other threads still compile, and
    /// one process in ten crashed at its end.
    /// </remarks>
    private static string[] CompiledWhileNetworksRun()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "GenNet.Generator.Tests.dll"),
                "-noColor",
                "-method",
                $"{typeof(JitLimitTests).FullName}.{nameof(NetworksRun)}",
            },
            Environment =
            {
                ["DOTNET_JitDisasmSummary"] = "1",

                // As programs come: these tests are compiled at their best at once.
                ["DOTNET_TieredCompilation"] = "1",
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, printed);
        return printed.Split('\n');
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>Decides everything numeric about a network.</summary>
internal static class Planner
{
    /// <summary>
    /// The most multiply-adds of a network that is written as straight-line code in one method. The backward method holds about
    /// three times as many operations, and past 512 locals the JIT stops inlining and leaves each vector function a call. Measured
    /// with sigmoids (the last plot of docs/performance.md): 8-8-8 (128 multiply-adds) predicts one sample in 18 ns and trains 32 in
    /// 0.83 µs, as tiles in 29 and 0.90; 10-10-10 (200) takes 113 and 1.22, as tiles 33 and 1.02.
    /// </summary>
    public const int MostMultiplyAddsInOneMethod = 128;

    /// <summary>
    /// The most units of such a network, because an activation brings locals of its own. Measured with sigmoids: the method of 7-12-3
    /// (15 units) has no call left, that of 3-8-8-4 (20 units, 140 multiply-adds) has 114 and is four times slower.
    /// </summary>
    public const int MostUnitsInOneMethod = 16;

    /// <summary>
    /// The most locals that the JIT is expected to need for what the backward method of such a network calls. It inlines no more past 512,
    /// and then each vector function, or each multiply-add, is a call: 3-8-4 with Mish took 1.8 µs for a step with one sample, as tiles
    /// 0.21.
    /// </summary>
    public const int MostInlinedLocals = 500;

    /// <summary>The locals of a weight's multiply-add: between 2.2 and 2.75, from the two networks at <see cref="MostUnitsInOneMethod"/>.</summary>
    public const double LocalsOfMultiplyAdd = 2.5;

    /// <summary>
    /// The most parameters of a network whose gradients are locals in its backward method, and not a structure in memory; fewer where
    /// the JIT would need too many locals. Measured with sigmoids: a step with one sample takes 50 ns with locals and 55 with a structure
    /// for 2-3-1 (13 parameters), 89 and 110 for 5-5-3 (48), 139 and 171 for 6-6-4 (70), but 267 and 246 for 9-8-2 (98).
    /// </summary>
    public const int MostGradientsInLocals = 64;

    /// <summary>The locals that a parameter's gradient takes, and its part of the sum over the lanes.</summary>
    private const double LocalsOfGradient = 3.5;

    /// <summary>
    /// The most multiply-adds of a tiled network that has a pass for one sample alone. Measured: 16-16 takes 15 ns with it and 26
    /// without, 64-64 97 and 110; of 784-64-10 the same dozen nanoseconds would be two in a hundred.
    /// </summary>
    public const int MostMultiplyAddsOfOneSamplePass = 16_384;

    /// <summary>Padding and scratch memory of so many parameters are still numbers that a long holds.</summary>
    private const long MostCounted = 1L << 50;

    /// <summary>The plan of a network that fits in memory.</summary>
    public static NetworkPlan Plan(NetworkGraph graph) =>
        TryPlan(graph, out _) ?? throw new ArgumentException("The network does not fit in memory.", nameof(graph));

    /// <summary>The plan; where the network needs more values than there can be, null and the number that it would need.</summary>
    public static NetworkPlan? TryPlan(NetworkGraph graph, out long needed)
    {
        needed = 0;
        long count = graph.ParameterCount;
        Strategy strategy = StrategyOf(graph, out double locals);
        if (strategy != Strategy.Tiled)
        {
            return PlanStraightLine(graph, strategy, checked((int)count)) with
            {
                HasOneSamplePass = strategy == Strategy.StraightLine,
                HasGradientsInLocals = count <= MostGradientsInLocals && locals + (LocalsOfGradient * count) <= MostInlinedLocals,
            };
        }

        if (count > MostCounted)
        {
            needed = count;
            return null;
        }

        graph = PostponedMaps.In(graph);
        NetworkPlan? plan = new TiledPlanner(graph).TryPlan(out needed);
        return plan is null ? null : plan with
        {
            HasOneSamplePass = graph.IsDenseChain
                && graph.MultiplyAdds <= MostMultiplyAddsOfOneSamplePass
                && plan.Placement!.SkipsZeros is null
                && plan.Placement.Of(graph.Inputs[0]).Home == SlotHome.Inputs,
        };
    }

    /// <summary>How the code of a network is written.</summary>
    public static Strategy StrategyOf(NetworkGraph graph) => StrategyOf(graph, out _);

    private static Strategy StrategyOf(NetworkGraph graph, out double locals)
    {
        NetworkModel model = graph.Model;
        long units = model.Layers.Sum(layer => layer.Output.Count);
        bool isSmall = graph.IsDenseChain && graph.MultiplyAdds <= MostMultiplyAddsInOneMethod && units <= MostUnitsInOneMethod;
        locals = isSmall ? (LocalsOfMultiplyAdd * graph.MultiplyAdds) + LocalsOfFunctions(model) : double.PositiveInfinity;
        return model.Unroll switch
        {
            Unroll.Tiled => Strategy.Tiled,
            _ when locals <= MostInlinedLocals => Strategy.StraightLine,
            Unroll.Full when graph.IsDenseChain => Strategy.StraightLineInBlocks,
            _ => Strategy.Tiled,
        };
    }

    /// <summary>The plan of a network that predicts one sample, one step of a stream: its workspace is what the stream remembers.</summary>
    public static NetworkPlan PlanStep(NetworkGraph graph) =>
        new TiledPlanner(graph, samplesPerPass: 1).TryPlan(out _) ?? throw new ArgumentException("The network does not fit in memory.", nameof(graph));

    /// <summary>The network's loss.</summary>
    public static LossFunction LossOf(NetworkModel network) => network.LossFunction is { } written
        ? LossFunction.Of(written.Formula, network.LastActivation.Activation, network.LastActivation.Function)
        : LossFunction.Of(
            network.Loss, network.OutputSize, network.LastActivation.Activation, network.LossDeclaration.Arguments, network.Output.Features);

    /// <summary>
    /// Whether a function that the user wrote may be no number where a sample's values are 0: what is made of lanes without a sample would then
    /// be multiplied by 0 in vain.
    /// </summary>
    public static bool HasGaps(NetworkModel network)
    {
        if (network.LossFunction is null && network.Layers.All(layer => layer.Activation?.Method is null))
        {
            return false;
        }

        LossFunction loss = LossOf(network);
        Expression delta = network.LastActivation.Function is { } function ? loss.DerivativeByPreActivation(function) : loss.CoupledResidual();
        return Domain.HasGaps(loss.Term)
            || Domain.HasGaps(delta)
            || network.Layers.Select(layer => layer.Activation?.Function)
                .Any(layer => layer is not null && (Domain.HasGaps(layer.Output) || Domain.HasGaps(layer.Derivative)));
    }

    /// <summary>The locals that the vector functions of a backward method bring: of each unit's activation and of each output's loss.</summary>
    private static int LocalsOfFunctions(NetworkModel network)
    {
        Precision precision = network.Precision;
        int locals = 0;
        foreach (LayerModel layer in network.Layers)
        {
            // Softmax has an exponential for each unit.
            locals += layer.Output.Features * (layer.Activation!.Function is { } function
                ? InlinedFunctions.LocalsOf(precision, [function.Output, function.Derivative])
                : InlinedFunctions.LocalsOf(Function.Exp, precision));
        }

        LossFunction loss = LossOf(network);
        ActivationFunction? last = network.LastActivation.Function;
        Expression derivative = last is null ? loss.CoupledResidual() : loss.DerivativeByPreActivation(last, ActivationFunction.Slope);
        return locals + (network.OutputSize * InlinedFunctions.LocalsOf(precision, [loss.Term, derivative]));
    }

    /// <summary>Parameters in the order people see them, without padding.</summary>
    private static NetworkPlan PlanStraightLine(NetworkGraph graph, Strategy strategy, int parameters)
    {
        NetworkModel model = graph.Model;
        int next = 0;
        var tensors = new List<TensorPlace>();
        foreach (Tensor tensor in graph.Tensors)
        {
            tensors.Add(new TensorPlace(tensor, next, MatrixColumns.InRows(tensor.Columns, tensor.Columns)));
            next += (int)tensor.Count;
        }

        List<LayerPlan> layers = model.Layers.Select(layer => new LayerPlan(layer, model.Precision)
        {
            HasBias = graph.ForwardOperations.OfType<DenseProduct>().Any(product => product.Layer == layer.Number && product.Bias is not null),
            Function = layer.Activation!.Function,
            SecondHalf = layer.Activation.SecondHalf,
            KeepsSlope = model.IsTrainable && !layer.Activation.HasParameter && layer.Activation.Function?.IsDerivativeOfOutput == false,
        }).ToList();

        // Blocks pass values on through memory: one vector of at most 64 bytes for each parameter's gradient and for each quantity, of a
        // unit z and a, and f, s and δ where the network learns.
        int vectors = 0;
        if (strategy == Strategy.StraightLineInBlocks)
        {
            bool learns = model.IsTrainable;
            vectors = (learns ? parameters : 0) + model.InputSize + (2 * model.OutputSize) + 5;
            foreach (LayerPlan layer in layers)
            {
                vectors += ((learns ? 5 : 2) * layer.Outputs) + (layer.HasParameter ? 1 : 0);
            }
        }

        return new NetworkPlan
        {
            Graph = graph,
            Strategy = strategy,
            Layers = layers,
            Tensors = tensors,
            ParameterCount = parameters,

            // A vector may begin at the last parameter.
            StorageLength = checked((int)Footprint.Align(parameters + Footprint.ElementsPerLine(model.Precision) - 1, model.Precision)),
            SamplesPerPass = int.MaxValue,
            WorkspaceLength = vectors * Footprint.ElementsPerLine(model.Precision),
        };
    }
}

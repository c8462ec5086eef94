using System.Collections.Generic;
using System.Linq;
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

    public static NetworkPlan Plan(NetworkModel architecture)
    {
        int parameters = 0;
        int multiplyAdds = 0;
        int units = 0;
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            parameters += (int)layer.ParameterCount;
            multiplyAdds += layer.Inputs * layer.Outputs;
            units += layer.Outputs;
        }

        bool isSmall = multiplyAdds <= MostMultiplyAddsInOneMethod && units <= MostUnitsInOneMethod;
        double locals = isSmall ? (LocalsOfMultiplyAdd * multiplyAdds) + LocalsOfFunctions(architecture) : double.PositiveInfinity;
        Strategy strategy = architecture.Unroll switch
        {
            Unroll.Tiled => Strategy.Tiled,
            _ when locals <= MostInlinedLocals => Strategy.StraightLine,
            Unroll.Full => Strategy.StraightLineInBlocks,
            _ => Strategy.Tiled,
        };
        NetworkPlan plan = strategy == Strategy.Tiled
            ? PlanTiled(architecture, parameters)
            : PlanStraightLine(architecture, strategy, parameters) with
            {
                HasGradientsInLocals = parameters <= MostGradientsInLocals
                    && locals + (LocalsOfGradient * parameters) <= MostInlinedLocals,
            };
        return plan with
        {
            MultiplyAdds = multiplyAdds,
            HasOneSamplePass = strategy == Strategy.Tiled
                ? multiplyAdds <= MostMultiplyAddsOfOneSamplePass && !plan.FirstLayer.SkipsZeros && !plan.MovesInputs
                : strategy == Strategy.StraightLine,
        };
    }

    /// <summary>The network's loss.</summary>
    public static LossFunction LossOf(NetworkModel network)
    {
        LayerArchitecture last = network.Layers[network.Layers.Count - 1];
        return network.LossFunction is { } written
            ? LossFunction.Of(written.Formula, last.Activation, FunctionOf(last))
            : LossFunction.Of(network.Loss, network.OutputSize, last.Activation, network.LossDeclaration.Arguments);
    }

    /// <summary>
    /// Whether a function that the user wrote may be no number where a sample's values are 0: what is made of lanes without a sample would then
    /// be multiplied by 0 in vain.
    /// </summary>
    public static bool HasGaps(NetworkModel network)
    {
        LayerArchitecture last = network.Layers[network.Layers.Count - 1];
        if (network.LossFunction is null && network.Layers.All(layer => layer.Function is null))
        {
            return false;
        }

        LossFunction loss = LossOf(network);
        Expression delta = FunctionOf(last) is { } function ? loss.DerivativeByPreActivation(function) : loss.CoupledResidual();
        return Domain.HasGaps(loss.Term)
            || Domain.HasGaps(delta)
            || network.Layers.Select(FunctionOf).Any(layer => layer is not null && (Domain.HasGaps(layer.Output) || Domain.HasGaps(layer.Derivative)));
    }

    /// <summary>The locals that the vector functions of a backward method bring: of each unit's activation and of each output's loss.</summary>
    private static int LocalsOfFunctions(NetworkModel network)
    {
        Precision precision = network.Precision;
        int locals = 0;
        foreach (LayerArchitecture layer in network.Layers)
        {
            // Softmax has an exponential for each unit.
            locals += layer.Outputs * (FunctionOf(layer) is { } function
                ? InlinedFunctions.LocalsOf(precision, [function.Output, function.Derivative])
                : InlinedFunctions.LocalsOf(Function.Exp, precision));
        }

        LossFunction loss = LossOf(network);
        ActivationFunction? last = FunctionOf(network.Layers[network.Layers.Count - 1]);
        Expression derivative = last is null ? loss.CoupledResidual() : loss.DerivativeByPreActivation(last, ActivationFunction.Slope);
        return locals + (network.OutputSize * InlinedFunctions.LocalsOf(precision, [loss.Term, derivative]));
    }

    /// <summary>Parameters in the order people see them, without padding.</summary>
    private static NetworkPlan PlanStraightLine(NetworkModel architecture, Strategy strategy, int parameters)
    {
        int next = 0;
        var layers = new List<LayerPlan>();
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            int weights = next;
            int biases = weights + (layer.Inputs * layer.Outputs);
            int parameter = biases + (layer.HasBias ? layer.Outputs : 0);
            next = parameter + (layer.HasParameter ? 1 : 0);
            layers.Add(new LayerPlan
            {
                Number = layers.Count + 1,
                Model = layer,
                WeightOffset = weights,
                WeightColumns = MatrixColumns.InRows(layer.Outputs, layer.Outputs),
                BiasOffset = layer.HasBias ? biases : 0,
                ParameterOffset = layer.HasParameter ? parameter : 0,
                Precision = architecture.Precision,
                Function = FunctionOf(layer),
                SecondHalf = SecondHalfOf(layer),
                KeepsSlope = architecture.IsTrainable && KeepsSlope(layer) && !layer.HasParameter,
                InputStride = layer.Inputs,
                OutputStride = layer.Outputs,
            });
        }

        // Blocks pass values on through memory: one vector of at most 64 bytes for each parameter's gradient and for each quantity, of a
        // unit z and a, and f, s and δ where the network learns.
        int vectors = 0;
        if (strategy == Strategy.StraightLineInBlocks)
        {
            bool learns = architecture.IsTrainable;
            vectors = (learns ? parameters : 0) + architecture.InputSize + (2 * architecture.OutputSize) + 5;
            foreach (LayerArchitecture layer in architecture.Layers)
            {
                vectors += ((learns ? 5 : 2) * layer.Outputs) + (layer.HasParameter ? 1 : 0);
            }
        }

        return new NetworkPlan
        {
            Model = architecture,
            Strategy = strategy,
            Layers = layers,
            ParameterCount = parameters,

            // A vector may begin at the last parameter.
            StorageLength = Align(parameters + Footprint.ElementsPerLine(architecture.Precision) - 1, architecture.Precision),
            SamplesPerPass = int.MaxValue,
            WorkspaceLength = vectors * Footprint.ElementsPerLine(architecture.Precision),
        };
    }

    /// <summary>Weight rows and sample rows padded to whole cache lines, so that no vector width leaves a remainder.</summary>
    private static NetworkPlan PlanTiled(NetworkModel architecture, int parameters)
    {
        Precision precision = architecture.Precision;
        int storage = 0;
        bool learns = architecture.IsTrainable;
        long perSample = Footprint.ValuesPerSample(
            architecture.InputSize, architecture.Layers.Select(layer => (layer.Outputs, KeepsSlope(layer))), precision, learns);
        long weights = architecture.Layers.Sum(layer => layer.Inputs * Footprint.Width(layer.Outputs, precision));
        int samples = Footprint.SamplesPerPass(perSample, weights, precision);
        int givenStride = checked((int)Footprint.InputStride(architecture.InputSize, precision));

        int workspace = 0;
        var layers = new List<LayerPlan>();
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            bool isFirst = layers.Count == 0;
            bool isLast = layers.Count == architecture.Layers.Count - 1;
            LayerPlan? previous = isFirst ? null : layers[layers.Count - 1];
            long width = Footprint.Width(layer.Outputs, precision);
            int stride = checked((int)Footprint.SampleStride(width, precision));
            MatrixColumns columns = Footprint.WeightColumns(layer.Inputs, width, precision);
            MatrixColumns? transpose = previous is null ? null : Footprint.WeightColumns(layer.Outputs, previous.Width, precision);
            layers.Add(new LayerPlan
            {
                Number = layers.Count + 1,
                Model = layer,
                WeightOffset = Take(ref storage, layer.Inputs * width),
                WeightColumns = columns,
                BiasOffset = layer.HasBias ? Take(ref storage, width) : 0,
                ParameterOffset = layer.HasParameter ? Take(ref storage, Footprint.ElementsPerLine(precision)) : 0,
                InputStride = previous?.OutputStride ?? givenStride,
                OutputStride = stride,
                ActivationsOffset = Take(ref workspace, (long)samples * stride),
                DeltasOffset = learns || isLast ? Take(ref workspace, (long)samples * stride) : 0,
                Precision = architecture.Precision,
                Function = FunctionOf(layer),
                SecondHalf = SecondHalfOf(layer),
                KeepsSlope = learns && KeepsSlope(layer) && !layer.HasParameter,
                SlopesOffset = learns && KeepsSlope(layer) ? Take(ref workspace, (long)samples * stride) : 0,
                TransposeOffset = learns && transpose is not null ? Take(ref workspace, (long)layer.Outputs * transpose.Count) : 0,
                TransposeColumns = transpose ?? columns,
                SkipsZeros = isFirst && Footprint.SkipsZeros(layer.Inputs, layer.Outputs, precision),
            });
        }

        LayerPlan last = layers[layers.Count - 1];
        bool movesTargets = learns || NetworkPlan.PadsTargetsOf(architecture, last);
        int targets = movesTargets ? Take(ref workspace, (long)samples * last.OutputStride) : 0;
        int losses = Take(ref workspace, Align(samples, precision));
        int inputs = givenStride == architecture.InputSize ? 0 : Take(ref workspace, (long)samples * givenStride);
        int nonzeros = Take(ref workspace, Footprint.NonzeroValues(layers[0].Inputs, layers[0].Outputs, samples, precision));
        return new NetworkPlan
        {
            Model = architecture,
            Strategy = Strategy.Tiled,
            Layers = layers,
            ParameterCount = parameters,
            StorageLength = storage,
            SamplesPerPass = samples,
            WorkspaceLength = workspace,
            TargetsOffset = targets,
            LossesOffset = losses,
            InputsOffset = inputs,
            NonzerosOffset = nonzeros,
        };
    }

    /// <summary>Whether learning needs more of a layer kept than its output, which does not tell ∂a/∂z.</summary>
    public static bool KeepsSlope(LayerArchitecture layer) => FunctionOf(layer)?.IsDerivativeOfOutput == false;

    private static ActivationFunction? FunctionOf(LayerArchitecture layer) =>
        layer.Function is { } written ? new ActivationFunction(written.Formula) :
        ActivationTable.Of(layer.Activation).IsCoupled ? null : ActivationFunction.Of(layer.Activation, layer.ActivationArgument);

    private static ActivationFunction? SecondHalfOf(LayerArchitecture layer) =>
        layer.Function is null && ActivationTable.Of(layer.Activation).SecondHalf is { } formula
            ? new ActivationFunction(formula(ActivationFunction.Z))
            : null;

    private static int Align(int elements, Precision precision) => checked((int)Footprint.Align(elements, precision));

    private static int Take(ref int next, long length)
    {
        int offset = next;
        next = checked((int)(next + length));
        return offset;
    }
}

using System.Linq;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>How the code of a network is written, on either side of each limit.</summary>
public sealed class PlannerTests
{
    [Theory]

    // As many multiply-adds as one method may have, and one more; as many units, and one more.
    [InlineData("[Layer(64, 2)]", "StraightLine")]
    [InlineData("[Layer(43, 3)]", "Tiled")]
    [InlineData("[Layer(4, 8, Sigmoid)] [Layer(8, 8, Sigmoid)]", "StraightLine")]
    [InlineData("[Layer(4, 9, Sigmoid)] [Layer(9, 8, Sigmoid)]", "Tiled")]

    // Functions of many locals, and a kind of layer that straight-line code has not.
    [InlineData("[Layer(3, 8, Mish)] [Layer(8, 4, Mish)]", "Tiled")]
    [InlineData("[Network(Unroll = Unroll.Full)] [Layer(3, 8, Mish)] [Layer(8, 4, Mish)]", "StraightLineInBlocks")]
    [InlineData("[Network(Unroll = Unroll.Full)] [Layer(4, 9, Sigmoid)] [Layer(9, 8, Sigmoid)]", "StraightLineInBlocks")]
    [InlineData("[Network(Unroll = Unroll.Full)] [Layer(4, 8, Sigmoid)] [LayerNorm] [Layer(8, 8)]", "Tiled")]
    [InlineData("[Network(Unroll = Unroll.Tiled)] [Layer(2, 3, Sigmoid)] [Layer(3, 1)]", "Tiled")]
    public void SmallNetworksAreStraightLine(string layers, string expected)
    {
        NetworkPlan plan = PlannedNetworks.PlanOf(layers);

        Assert.Equal(expected, plan.Strategy.ToString());
        Assert.Equal(plan.Strategy, Planner.StrategyOf(plan.Graph));
        Assert.Equal(plan.Strategy == Strategy.Tiled, plan.Placement is not null);
        Assert.Equal(plan.Strategy == Strategy.StraightLine || (plan.Strategy == Strategy.Tiled && plan.Graph.IsDenseChain), plan.HasOneSamplePass);
    }

    [Theory]
    [InlineData("[Layer(64, 256)]", true)]
    [InlineData("[Layer(64, 257)]", false)]

    // Zeros are skipped; inputs are moved; there is another kind of layer.
    [InlineData("[Layer(130, 32)]", false)]
    [InlineData("[Layer(128, 16)]", false)]
    [InlineData("[Layer(64, 32)] [LayerNorm] [Layer(3)]", false)]
    public void SmallChainsOfDenseLayersHaveAPassForOneSample(string layers, bool expected) =>
        Assert.Equal(expected, PlannedNetworks.PlanOf(layers).HasOneSamplePass);

    [Theory]
    [InlineData("[Layer(31, 2)]", true)]
    [InlineData("[Layer(32, 2)]", false)]
    [InlineData("[Layer(15, 4, Mish)]", false)]
    public void GradientsOfFewParametersAreLocals(string layers, bool expected) =>
        Assert.Equal(expected, PlannedNetworks.PlanOf(layers).HasGradientsInLocals);

    [Theory]
    [InlineData("", "Sigmoid", 1)]
    [InlineData("", "PReLU", 1)]
    [InlineData("Trainable = false, ", "PReLU", 1)]
    [InlineData("Precision = Precision.Double, ", "PReLU", 2)]
    public void BlocksHaveAVectorForAllThatTheyHandOn(string options, string activation, int bytesOfFloats)
    {
        NetworkPlan plan = PlannedNetworks.PlanOf($"[Network({options}Unroll = Unroll.Full)] [Layer(20, 30, {activation})] [Layer(30, 5)]");
        int line = 16 / bytesOfFloats;
        int slopes = activation == "PReLU" ? 1 : 0;
        int parameters = (20 * 30) + 30 + slopes + (30 * 5) + 5;
        int vectors = options.StartsWith("Trainable", System.StringComparison.Ordinal)
            ? 20 + (2 * 5) + 5 + (2 * (30 + 5)) + slopes
            : parameters + 20 + (2 * 5) + 5 + (5 * (30 + 5)) + slopes;

        Assert.Equal(parameters, plan.ParameterCount);
        Assert.Equal(vectors * line, plan.WorkspaceLength);
        Assert.InRange(plan.StorageLength - parameters, line - 1, (2 * line) - 2);
        Assert.Equal(0, plan.StorageLength % line);

        // Parameters lie in the order in which people see them, without padding.
        int[] counts = [.. plan.Tensors.Select(place => (int)place.Tensor.Count)];
        Assert.Equal(counts.Select((_, i) => counts.Take(i).Sum()), plan.Tensors.Select(place => place.Offset));
    }

    [Fact]
    public void OnlyActivationsWhoseOutputDoesNotTellTheDerivativeKeepIt()
    {
        NetworkPlan plan = PlannedNetworks.PlanOf("[Layer(2, 3, GELU)] [Layer(3, 3, Sigmoid)] [Layer(3, 2, PReLU)] [Layer(2, 1, Bias = false)]");
        NetworkPlan predicts = PlannedNetworks.PlanOf("[Network(Trainable = false, Unroll = Unroll.Full)] [Layer(2, 3, GELU)] [Layer(3, 1)]");

        Assert.Equal([true, false, false, false], plan.Layers.Select(layer => layer.KeepsSlope));
        Assert.Equal([true, true, true, false], plan.Layers.Select(layer => layer.HasBias));
        Assert.All(predicts.Layers, layer => Assert.False(layer.KeepsSlope));
    }

    [Theory]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1)]", false)]
    [InlineData("[Layer(2, 3, nameof(Bump))] [Layer(3, 1)]", false)]
    [InlineData("[Layer(2, 3, nameof(Pole))] [Layer(3, 1)]", true)]
    [InlineData("[Layer(2, 3, nameof(Root))] [Layer(3, 1)]", true)]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1, nameof(Pole))]", true)]
    [InlineData("[Network(LossFunction = nameof(Distance))] [Layer(2, 3, Tanh)] [Layer(3, 1)]", false)]
    [InlineData("[Network(LossFunction = nameof(Share))] [Layer(2, 3, Tanh)] [Layer(3, 1)]", true)]
    public void FunctionsThatMayBeNoNumberAtZeroLeaveGaps(string layers, bool expected) => Assert.Equal(expected, Planner.HasGaps(PlannedNetworks.PlanOf(
        layers,
        """
        [ActivationFunction] private static double Bump(double z) => z / (1 + (z * z));
        [ActivationFunction] private static double Pole(double z) => 1 / z;
        [ActivationFunction] private static double Root(double z) => Math.Sqrt(Math.Abs(z));
        [LossFunction] private static double Distance(double a, double t) => (a - t) * (a - t);
        [LossFunction] private static double Share(double a, double t) => t / a;
        """).Model));
}

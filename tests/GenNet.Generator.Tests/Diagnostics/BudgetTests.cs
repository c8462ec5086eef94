using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>What <c>[Budget]</c> refuses, and what it says.</summary>
public sealed class BudgetTests
{
    [Fact]
    public Task GN0110_TooManyBytes() => DiagnosticTest.Verify(
        """
        using GenNet;

        [Budget(Bytes = {|GN0110:200_000|}, MultiplyAdds = 60_000, Allocations = 0)]
        [Layer(784, 64, Activation.Sigmoid)]
        [Layer(64, 10, Activation.Softmax)]
        public sealed partial class Digits;
        """,
        "Digits has 203,560 bytes of parameters, but its budget is 200,000: layer 1 has 200,960, layer 2 has 2,600. Make a layer smaller, or raise the budget.");

    [Fact]
    public Task GN0110_TooManyMultiplyAdds() => DiagnosticTest.Verify(
        """
        using GenNet;

        [Network(Precision = Precision.Double)]
        [Budget(Bytes = 1_528, MultiplyAdds = {|GN0110:161|})]
        [Layer(2, 8, Activation.Tanh)]
        [Layer(8, 8, Activation.Tanh)]
        [Layer(8, 6, Activation.Tanh)]
        [Layer(6, 4, Activation.Tanh)]
        [Layer(4, 2)]
        [Layer(2, 1)]
        public sealed partial class Net;
        """,
        "Net has 162 multiply-adds a sample, but its budget is 161: layer 2 has 64, layer 3 has 48, layer 4 has 24, layer 1 has 16, and the other 2 have 10. "
        + "Make a layer smaller, or raise the budget.");

    [Theory]
    [InlineData("Bytes = 203_560, MultiplyAdds = 50_816, Allocations = 0")]
    [InlineData("Allocations = 0")]
    [InlineData("")]
    public void ABudgetThatIsKeptSaysNothing(string budget) => GeneratorHarness.Run(
        $"using GenNet; [Budget({budget})] [Layer(784, 64, Activation.Sigmoid)] [Layer(64, 10, Activation.Softmax)] public sealed partial class Digits;");
}

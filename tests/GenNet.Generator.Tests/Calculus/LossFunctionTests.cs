using System;
using System.Collections.Generic;
using GenNet.Generator.Calculus;
using Xunit;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;
using static GenNet.Generator.Calculus.LossFunction;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;
using DeclaredLoss = GenNet.Generator.Declaration.Loss;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>What each loss is worth by its definition, with every argument that it takes, and what its gradient and its text are.</summary>
public sealed class LossFunctionTests
{
    private const double Weight = 2.5;
    private const double Variance = 0.7;

    private static readonly LossArguments s_weighted = new(HasWeights: true);

    [Fact]
    public void LossesAreWorthTheirDefinitions()
    {
        AssertLoss(DeclaredLoss.MeanSquaredError, DeclaredActivation.Linear, new(), (a, t) => (a - t) * (a - t) / 4);
        AssertLoss(DeclaredLoss.MeanAbsoluteError, DeclaredActivation.Linear, new(), (a, t) => Math.Abs(a - t) / 4);
        AssertLoss(DeclaredLoss.LogCosh, DeclaredActivation.Linear, new(), (a, t) => Math.Log(Math.Cosh(a - t)) / 4);
        AssertLoss(DeclaredLoss.Hinge, DeclaredActivation.Linear, new(), (a, t) => Math.Max(1 - (t * a), 0) / 4);
        AssertLoss(DeclaredLoss.SquaredHinge, DeclaredActivation.Linear, new(), (a, t) => Math.Pow(Math.Max(1 - (t * a), 0), 2) / 4);
        AssertLoss(DeclaredLoss.PoissonNll, DeclaredActivation.Exponential, new(), (a, t) => (a - (t * Math.Log(a))) / 4);
        foreach (double delta in new[] { 0.3, 1, 5 })
        {
            AssertLoss(
                DeclaredLoss.Huber,
                DeclaredActivation.Linear,
                new(delta),
                (a, t) => (Math.Abs(a - t) <= delta ? (a - t) * (a - t) / 2 : delta * (Math.Abs(a - t) - (delta / 2))) / 4);
        }

        AssertLoss(DeclaredLoss.Pinball, DeclaredActivation.Linear, new(0.9), (a, t) => (t > a ? 0.9 * (t - a) : 0.1 * (a - t)) / 4);
        AssertLoss(DeclaredLoss.GaussianNll, DeclaredActivation.Softplus, new(1e-6), (a, t) => (Math.Log(Variance) + ((a - t) * (a - t) / Variance)) / 4);
    }

    [Fact]
    public void LossesOfLabelsAreWorthTheirDefinitions()
    {
        AssertLoss(DeclaredLoss.BinaryCrossEntropy, DeclaredActivation.Sigmoid, new(), (a, t) => -(t * Math.Log(a)) - ((1 - t) * Math.Log(1 - a)));
        AssertLoss(DeclaredLoss.BinaryCrossEntropy, DeclaredActivation.Sigmoid, s_weighted, (a, t) => -(Weight * t * Math.Log(a)) - ((1 - t) * Math.Log(1 - a)));
        foreach (double gamma in new[] { 0, 0.4, 1, 2 })
        {
            AssertLoss(
                DeclaredLoss.FocalLoss,
                DeclaredActivation.Sigmoid,
                new(gamma),
                (a, t) => -(t * Math.Pow(1 - a, gamma) * Math.Log(a)) - ((1 - t) * Math.Pow(a, gamma) * Math.Log(1 - a)));
        }
    }

    [Fact]
    public void LossesOfClassesAreWorthTheirDefinitions()
    {
        AssertLoss(DeclaredLoss.CrossEntropy, DeclaredActivation.Softmax, new(), (a, t) => -t * Math.Log(a));
        AssertLoss(DeclaredLoss.CrossEntropy, DeclaredActivation.Softmax, s_weighted, (a, t) => -Weight * t * Math.Log(a));
        AssertLoss(DeclaredLoss.CrossEntropy, DeclaredActivation.Softmax, new(LabelSmoothing: 0.2), (a, t) => -((0.8 * t) + (0.2 / 8)) * Math.Log(a));
        AssertLoss(DeclaredLoss.CrossEntropy, DeclaredActivation.Softmax, new(LabelSmoothing: 0.2), (a, t) => -((0.8 * t) + (0.2 / 2)) * Math.Log(a), classes: 2);
        AssertLoss(DeclaredLoss.KLDivergence, DeclaredActivation.Softmax, new(), (a, t) => (t > 0 ? t * Math.Log(t) : 0) - (t * Math.Log(a)));
        foreach (double gamma in new[] { 0, 0.4, 1, 2 })
        {
            AssertLoss(DeclaredLoss.FocalLoss, DeclaredActivation.Softmax, new(gamma), (a, t) => -t * Math.Pow(1 - a, gamma) * Math.Log(a));
        }

        LossFunction small = LossFunction.Of(DeclaredLoss.FocalLoss, 8, DeclaredActivation.Softmax, new(0.4));
        Assert.Equal(0, At(small.Term, a: 1, t: 1, z: 3));
    }

    [Fact]
    public void GradientsAreThoseOfTheDefinitions()
    {
        var focal = LossFunction.Of(DeclaredLoss.FocalLoss, 8, DeclaredActivation.Softmax, new(2));
        const double P = 0.3;
        const double Y = 0.9;
        double byOutput = (2 * Y * (1 - P) * Math.Log(P)) - (Y * (1 - P) * (1 - P) / P);
        Assert.Equal(-P * byOutput, At(focal.CoupledResidual(), P, Y, 0), 1e-12);

        var squared = LossFunction.Of(DeclaredLoss.MeanSquaredError, 1);
        ActivationFunction tanh = ActivationFunction.Of(DeclaredActivation.Tanh);
        Assert.Equal(Simplifier.Simplify(2 * (A - T) * W), squared.DerivativeByPreActivation(tanh, slope: W));
        Assert.Equal(Simplifier.Simplify(2 * (A - T) * tanh.Derivative), squared.DerivativeByPreActivation(tanh));
        Assert.Equal(2 * (A - T), squared.DerivativeByOutput());

        var weighted = LossFunction.Of(DeclaredLoss.BinaryCrossEntropy, 1, DeclaredActivation.Sigmoid, s_weighted);
        Expression slope = weighted.DerivativeByPreActivation(ActivationFunction.Of(DeclaredActivation.Sigmoid));
        Assert.Equal(((1 - 0.2) * Sigma(0.8)) - (Weight * 0.2 * Sigma(-0.8)), At(slope, Sigma(0.8), 0.2, 0.8), 1e-12);

        var normal = LossFunction.Of(DeclaredLoss.GaussianNll, 2, DeclaredActivation.Softplus, new(1e-6));
        Assert.Equal(0.5 * ((1 / Variance) - (0.09 / (Variance * Variance))), At(normal.DerivativeByVariance(), 0.5, 0.2, 0), 1e-12);
    }

    [Fact]
    public void TextsAreSumsOverTheOutputs()
    {
        Assert.Equal("(a − t)²", Text(DeclaredLoss.MeanSquaredError, 1));
        Assert.Equal("1/4 Σ (a − t)²", Text(DeclaredLoss.MeanSquaredError, 4));
        Assert.Equal("1/10 Σ (a − t)²", Text(DeclaredLoss.MeanSquaredError, 10));
        Assert.Equal("−Σ t l", Text(DeclaredLoss.CrossEntropy, 4, DeclaredActivation.Softmax));
        Assert.Equal("Σ (softplus(z) − t z)", Text(DeclaredLoss.BinaryCrossEntropy, 4, DeclaredActivation.Sigmoid));
        Assert.Equal("3 Σ (a − t)²", new LossFunction(3 * Square(A - T)).Notation(symbol => symbol.Name));
    }

    [Theory]
    [InlineData("Softmax", true, "CrossEntropy")]
    [InlineData("LogSoftmax", true, "CrossEntropy")]
    [InlineData("Linear", false, "MeanSquaredError")]
    [InlineData("MeanAndVariance", false, "GaussianNll")]
    public void TheLossFollowsFromTheLastActivation(string last, bool readsLogarithm, string loss)
    {
        DeclaredActivation activation = Enum.Parse<DeclaredActivation>(last);

        DeclaredLoss byDefault = LossTable.DefaultAfter(activation);

        Assert.Equal(loss, byDefault.ToString());
        Assert.Equal(readsLogarithm, LossFunction.Of(byDefault, 4, activation).IsOfPreActivation);
    }

    private static string Text(DeclaredLoss loss, int outputs, DeclaredActivation last = DeclaredActivation.Linear) =>
        LossFunction.Of(loss, outputs, last).Notation(symbol => symbol.Name);

    private static void AssertLoss(DeclaredLoss loss, DeclaredActivation last, LossArguments arguments, Func<double, double, double> definition, int? classes = null)
    {
        LossFunction function = LossFunction.Of(loss, loss == DeclaredLoss.CrossEntropy ? 8 : 4, last, arguments, classes);
        foreach (double z in new[] { -1.3, -0.4, 0.8, 1.9 })
        {
            double a = last switch
            {
                DeclaredActivation.Linear => z,
                DeclaredActivation.Exponential => Math.Exp(z),
                DeclaredActivation.Softplus => Math.Log(1 + Math.Exp(z)),
                _ => Sigma(z),
            };
            foreach (double t in new[] { 0, 0.2, 1 })
            {
                Assert.Equal(definition(a, t), At(function.Term, a, t, z), 1e-12);
            }
        }
    }

    private static double At(Expression formula, double a, double t, double z) => new Evaluator(new Dictionary<Symbol, Dual>
    {
        [A] = new Dual(a, 0),
        [T] = new Dual(t, 0),
        [Z] = new Dual(z, 0),
        [LogA] = new Dual(Math.Log(a), 0),
        [W] = new Dual(Weight, 0),
        [V] = new Dual(Variance, 0),
    }).Evaluate(formula).Value;

    private static double Sigma(double z) => 1 / (1 + Math.Exp(-z));
}

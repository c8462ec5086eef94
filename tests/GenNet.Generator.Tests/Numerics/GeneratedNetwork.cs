namespace GenNet.Generator.Tests.Numerics;

/// <summary>A generated network of either precision, seen through doubles, so that a test is written once for both.</summary>
internal abstract class GeneratedNetwork
{
    /// <summary>The network itself.</summary>
    public abstract Network Network { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    /// <summary>The most samples that the generated code takes in one pass.</summary>
    public abstract int SamplesPerPass { get; }

    /// <summary>The parameters in their mathematical order.</summary>
    public abstract double[] Parameters { get; set; }

    /// <summary>What the storage holds beside the parameters.</summary>
    public abstract double[] Padding { get; }

    public abstract double[] Predict(double[] inputs);

    public abstract double[] Predict(double[] inputs, int threads);

    public abstract ReferenceResult Gradient(double[] inputs, double[] targets);

    public abstract double TrainStep(double[] inputs, double[] targets, Optimizer optimizer);

    /// <summary>A step along a gradient.</summary>
    public abstract void ApplyGradient(double[] gradient, Optimizer optimizer);

    public abstract TrainingHistory Fit(Dataset dataset, FitOptions options);
}

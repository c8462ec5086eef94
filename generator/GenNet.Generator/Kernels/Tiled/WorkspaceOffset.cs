using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Where something begins in the workspace, as C#.</summary>
internal static class WorkspaceOffset
{
    /// <summary>An offset in a training pass: a number, or one that grows with the batch where its samples depend on each other.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="offset">The constant that says where it begins in a pass of a certain number of samples.</param>
    /// <param name="perSample">The elements for each sample that lie before it, behind what the batch has once; null where it lies there itself.</param>
    /// <param name="within">How far behind that it begins.</param>
    public static string InTraining(NetworkPlan plan, string offset, long? perSample, long within = 0) =>
        IsConstant(plan, perSample) ? offset
            : perSample == 0 ? $"{plan.FirstOfSamples + within}"
            : $"{plan.FirstOfSamples + within} + ({perSample} * capacity)";

    /// <summary>Whether something begins at the same place in a training pass as in any other.</summary>
    public static bool IsConstant(NetworkPlan plan, long? perSample) => perSample is null || plan.WorkspaceOfSample == 0;
}

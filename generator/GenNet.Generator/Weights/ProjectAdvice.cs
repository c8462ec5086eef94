using GenNet.Generator.Mapping;

namespace GenNet.Generator.Weights;

/// <summary>What a person does where a file that a project names leaves a question open: it is answered once, by a program, and saved.</summary>
internal sealed class ProjectAdvice : WeightAdvice
{
    private const string SavedThen = ", then Save, and name the file that was saved";

    public static ProjectAdvice Instance { get; } = new();

    public override string IgnoreOthers => base.IgnoreOthers + SavedThen;

    public override string Pair(string inFile, string ours) => base.Pair(inFile, ours) + SavedThen;

    public override string Names(string convention) => base.Names(convention) + SavedThen;
}

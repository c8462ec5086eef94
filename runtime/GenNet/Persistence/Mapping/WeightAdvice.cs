#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>What a person writes where a file leaves a question open; others than <c>Load</c> have other words for it.</summary>
internal class WeightAdvice
{
    public static WeightAdvice OfLoad { get; } = new();

    /// <summary>That a layer of the file is one of ours.</summary>
    public virtual string Pair(string inFile, string ours) => $"Load(path, new WeightMap {{ [\"{inFile}\"] = \"{ours}\" }})";

    /// <summary>Whose order the values have.</summary>
    public virtual string Names(string convention) => $"Load(path, new WeightMap {{ Names = WeightNames.{convention} }})";

    /// <summary>That what is in the file and not in the network may be left out.</summary>
    public virtual string IgnoreOthers => "Load(path, new WeightMap { IgnoresOthers = true })";
}

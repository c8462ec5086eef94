using GenNet.Generator.Model;

namespace GenNet.Generator.Emission;

/// <summary>What becomes of a declaration. Value-equal, like all that is in it.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Mistakes">What is said where the analyzer is switched off; null where there is nothing to say.</param>
internal sealed record GeneratedNetwork(EquatableArray<GeneratedFile> Files, NetworkMistakes? Mistakes);

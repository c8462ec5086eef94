using System;

namespace GenNet.Generator.Emission;

/// <summary>One generated file. Value-equal, so that an unchanged file is not added to the compilation again.</summary>
/// <param name="HintName">The file's name, unique in the project.</param>
/// <param name="Text">The source text.</param>
internal sealed record GeneratedFile(string HintName, string Text) : IEquatable<GeneratedFile>;

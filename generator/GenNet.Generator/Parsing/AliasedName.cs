namespace GenNet.Generator.Parsing;

/// <summary>An alias: what a type is called, and the last part of the name that it has.</summary>
internal sealed record AliasedName(string Alias, string Name);

namespace GenNet.Exploring;

/// <summary>Some lines of a generated file.</summary>
/// <param name="File">Which of <see cref="ExploredNetwork.Files"/>.</param>
/// <param name="FirstLine">The first line, counted from 1.</param>
/// <param name="LastLine">The last line, itself among them.</param>
public readonly record struct CodePlace(int File, int FirstLine, int LastLine);

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>A sum of each unit in a step of a stream.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Place">The part of the gates' place that keeps it.</param>
/// <param name="OfW">The group of W's columns that it takes; null where it takes none.</param>
/// <param name="OfU">The group of U's columns.</param>
/// <param name="Start">The row that it begins with, and where its columns begin there; null for 0.</param>
internal sealed record StepSum(string Name, int Place, int? OfW, int? OfU, (string Row, int Column)? Start);

namespace GenNet.Generator.Tests.Harness;

/// <summary>A fix as it is offered.</summary>
/// <param name="Id">The rule whose mistake it undoes.</param>
/// <param name="Title">What the editor shows.</param>
/// <param name="Sources">The sources after it.</param>
internal sealed record CodeFixOffer(string Id, string Title, string[] Sources);

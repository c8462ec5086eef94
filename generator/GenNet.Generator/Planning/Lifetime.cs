namespace GenNet.Generator.Planning;

/// <summary>How long something is needed, and how much memory it takes meanwhile.</summary>
/// <param name="Name">What it is called in code.</param>
/// <param name="Length">Its elements.</param>
/// <param name="First">The step that writes it first.</param>
/// <param name="Last">The step that reads it last.</param>
internal sealed record Lifetime(string Name, long Length, int First, int Last)
{
    /// <summary>Whether it is no values, but a list of where they are.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether both are needed in some step.</summary>
    public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;
}

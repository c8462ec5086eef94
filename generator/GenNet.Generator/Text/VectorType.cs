namespace GenNet.Generator.Text;

/// <summary>The vectors that a method computes in.</summary>
/// <param name="Class">The class of their functions.</param>
/// <param name="Element">What they are of.</param>
/// <param name="IsWide">Whether they are twice as wide as the others, with the lanes all full.</param>
internal sealed record VectorType(string Class, string Element, bool IsWide)
{
    /// <summary>The type.</summary>
    public string Name => $"{Class}<{Element}>";

    /// <summary>The function that fetches a value of each sample.</summary>
    public string GatherName => IsWide ? "GatherWide" : "Gather";

    /// <summary>The function that stores a value of each sample.</summary>
    public string ScatterName => IsWide ? "ScatterWide" : "Scatter";

    /// <summary>What a function is called: the square root has two names.</summary>
    public string FunctionName(string function) => IsWide && function == "SquareRoot" ? "Sqrt" : function;
}

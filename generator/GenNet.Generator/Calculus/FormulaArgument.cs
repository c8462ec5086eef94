namespace GenNet.Generator.Calculus;

/// <summary>A number in the formula of an activation or a loss that an argument of an attribute decides.</summary>
/// <param name="Name">The property of the attribute.</param>
/// <param name="Default">What it is unless said.</param>
internal sealed record FormulaArgument(string Name, double Default)
{
    /// <summary>What it is called in a formula.</summary>
    public string Word => char.ToLowerInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The number it must be above, if any.</summary>
    public double? Above { get; init; }

    /// <summary>The number it must not be below, if any.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The number it must not be above, if any.</summary>
    public double? AtMost { get; init; }

    /// <summary>The number it must be below, if any.</summary>
    public double? Below { get; init; }

    /// <summary>What may be given, in words.</summary>
    public string AllowedWords => (Above, AtLeast, Below) switch
    {
        ({ } above, _, _) when AtMost is { } most => $"a number above {Printer.Number(above)}, at most {Printer.Number(most)}",
        ({ } above, _, { } below) => $"a number above {Printer.Number(above)} and below {Printer.Number(below)}",
        ({ } above, _, _) => $"a finite number above {Printer.Number(above)}",
        (_, { } least, { } below) => $"a number from {Printer.Number(least)} to below {Printer.Number(below)}",
        (_, { } least, _) => $"a finite number, {Printer.Number(least)} or more",
        _ => "a finite number",
    };

    /// <summary>Whether a value may be given.</summary>
    public bool Allows(double value) =>
        !double.IsNaN(value)
        && !double.IsInfinity(value)
        && !(value <= Above)
        && !(value < AtLeast)
        && !(value > AtMost)
        && !(value >= Below);
}

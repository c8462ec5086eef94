using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Text;

/// <summary>A statement of generated code, which becomes text for the vectors of the method that it stands in.</summary>
internal abstract record Statement(Code Value)
{
    /// <summary>What gets a value; null where nothing does.</summary>
    public virtual string? Made => null;

    /// <summary>A part of the value that has a name in the formulas and none in the code, as z in a = σ(z); null where there is none.</summary>
    public Local? Inside { get; init; }

    /// <summary>The statement, over several lines where it is long.</summary>
    public string Text(VectorType vector) => CodeText.Of(Beginning(vector), Value, vector);

    /// <summary>The vectors of ones and zeros that some statements use, declared.</summary>
    public static IEnumerable<Statement> ConstantsOf(IReadOnlyCollection<Statement> statements) =>
        new[] { VectorConstant.One, VectorConstant.Zero }
            .Where(constant => statements.Any(statement => statement.Value.Uses(constant)))
            .Select(constant => new Local(constant.Name, new VectorProperty(constant.Property)));

    /// <summary>What stands in front of the value.</summary>
    protected abstract string Beginning(VectorType vector);
}

/// <summary>A vector with a name.</summary>
internal sealed record Local(string Name, Code Value) : Statement(Value)
{
    public override string? Made => Name;

    protected override string Beginning(VectorType vector) => $"{vector.Name} {Name} = ";
}

/// <summary>A value for a local or a field that there is.</summary>
internal sealed record Assignment(string Target, Code Value) : Statement(Value)
{
    public override string? Made => Target;

    protected override string Beginning(VectorType vector) => $"{Target} = ";
}

/// <summary>A value that is added to a local or a field.</summary>
internal sealed record Addition(string Target, Code Value) : Statement(Value)
{
    public override string? Made => Target;

    protected override string Beginning(VectorType vector) => $"{Target} += ";
}

/// <summary>A call.</summary>
internal sealed record Execution(Code Value) : Statement(Value)
{
    protected override string Beginning(VectorType vector) => string.Empty;
}
